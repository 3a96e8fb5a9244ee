import { type ErrorName, HoldfastError } from '../errors.ts';
import type { Answer } from '../model/answer.ts';
import type { JobReason } from '../model/job.ts';
import type { Wire } from '../model/wire.ts';
import { restAsked } from '../net/retry-after.ts';

/**
 * How a job goes on after a failure to find out. `pause`: the world's trouble, the job's attempt is given back;
 * `backoff`: it counts, and later tries come ever later; `fatal`: no source's trouble, so not ours to keep.
 */
export type Handling =
  | { readonly kind: 'pause'; readonly reason: JobReason; readonly minutes: number }
  | { readonly kind: 'backoff'; readonly reason: JobReason }
  | { readonly kind: 'fatal' };

export function handlingOf(error: HoldfastError): Handling {
  return handlings[error.name];
}

/** A source that couldn't be heard: kept beside the answers, never one of them. */
export function isFailureToHear(error: unknown): error is HoldfastError {
  return error instanceof HoldfastError && handlingOf(error).kind !== 'fatal';
}

/** Trouble of this run, not of the source: there is no network, or only a recording without it. */
export function isOutOfReach({ name }: HoldfastError): boolean {
  return name === 'offline' || name === 'not-recorded';
}

/** A 429 or 5xx is heard and kept, but it is a failure all the same: when to come back for it. */
export function failureOf(answer: Answer, wire: Wire): HoldfastError | null {
  if (answer.kind !== 'unknown') return null;
  if (answer.outcome !== 'rate-limited' && answer.outcome !== 'server-error') return null;
  const rest = restAsked(wire.status, wire.headers, new Date(wire.at));
  const retryAt = rest?.kind === 'until' ? rest.at : null;
  const when = retryAt === null ? 'later' : `after ${retryAt.toISOString()}`;
  return new HoldfastError(
    answer.outcome,
    `${new URL(wire.url).hostname}: ${answer.reason}; it is asked again ${when}`,
    { retryable: true, retryAt, facts: { url: wire.url, status: wire.status } },
  );
}

const fatal = { kind: 'fatal' } as const;
const network = { kind: 'backoff', reason: 'network' } as const;

const handlings = {
  usage: fatal,
  config: fatal,
  'unreadable-input': fatal,
  'bad-ref': fatal,
  'unknown-post': fatal,
  'unknown-article': fatal,
  offline: { kind: 'pause', reason: 'offline', minutes: 5 },
  dns: network,
  connect: network,
  tls: network,
  timeout: network,
  'too-large': network,
  truncated: network,
  'too-many-redirects': network,
  'bad-url': network,
  'refused-address': network,
  'rate-limited': { kind: 'pause', reason: 'rate-limited', minutes: 15 },
  'host-down': { kind: 'pause', reason: 'host-down', minutes: 15 },
  'server-error': { kind: 'backoff', reason: 'server-error' },
  'bad-response': network,
  'not-recorded': { kind: 'pause', reason: 'not-recorded', minutes: 5 },
  'archive-unavailable': fatal,
  'archive-newer': fatal,
  'disk-full': fatal,
  'lease-lost': fatal,
  'blob-missing': fatal,
  'blob-damaged': fatal,
  redacted: fatal,
  held: fatal,
  'browser-missing': fatal,
  'browser-failed': fatal,
  'capture-unverified': fatal,
  'image-unreadable': fatal,
} as const satisfies Record<ErrorName, Handling>;
