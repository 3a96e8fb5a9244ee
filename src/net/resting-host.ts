import { askedUntil } from './asked-rest.ts';
import { downUntil } from './breaker.ts';
import type { HostRecord } from './host-record.ts';

/** A host that is left alone for a while. */
export interface RestingHost {
  readonly host: string;
  /** It asked for it, or it doesn't answer. */
  readonly why: 'asked' | 'down';
  /** What it asked with: `HTTP 429`; null where it doesn't answer. */
  readonly askedWith: string | null;
  /** ISO 8601. */
  readonly until: string;
}

/** Until when the host is left alone and why, the longer reason; null when it may be asked. Pure. */
export function restOf(record: HostRecord, now: Date): RestingHost | null {
  const { host, askedWith } = record;
  const asked = askedUntil(record, now);
  const down = downUntil(record, now.getTime());
  if (asked !== null && (down === null || asked >= down))
    return { host, why: 'asked', askedWith, until: asked.toISOString() };
  return down === null ? null : { host, why: 'down', askedWith: null, until: down.toISOString() };
}
