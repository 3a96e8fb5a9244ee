import type { HoldfastError } from '../errors.ts';
import type { Answer } from '../model/answer.ts';
import type { MementoEvent } from '../model/memento.ts';
import type { Platform } from '../model/platform.ts';
import type { Ref } from '../ref.ts';
import { isOutOfReach } from './failure.ts';
import type { Asked, HeardSource } from './heard.ts';

/** Looks for archived copies of the addresses, nearest to a time first; an archive that fails is one of the events. */
export type FindMementos = (addresses: readonly string[], near: string | null) => AsyncIterable<MementoEvent>;

export interface ArchiveAskTools {
  /** Null where the operator wants no web archive asked. */
  readonly findMementos: FindMementos | null;
  readonly keepWire: (body: Uint8Array) => Promise<string>;
}

/**
 * Asks web archives for copies of the post's addresses until one shows it. Every list and every copy that was had is
 * told, so that it is kept; archives that couldn't be heard are failures, save where a run has no way to them.
 */
export async function askArchives(
  ref: Ref,
  platform: Platform,
  handles: readonly string[],
  { findMementos, keepWire }: ArchiveAskTools,
): Promise<Asked> {
  const heard: HeardSource[] = [];
  const failures: HoldfastError[] = [];
  if (findMementos === null || platform.readArchived === undefined) return { heard, failures };
  const addresses = platform.archivedAddresses?.(ref, handles) ?? platform.addresses(ref);
  for await (const event of findMementos(addresses, platform.timeOf(ref.id))) {
    if (event.kind === 'failure') {
      if (!isOutOfReach(event.error)) failures.push(event.error);
      continue;
    }
    const { wire } = event.kind === 'memento' ? event.memento : event;
    const told = { source: event.archive, rank: 'archive', wire, hash: await keepWire(wire.body) } as const;
    if (event.kind === 'memento') {
      const answer = platform.readArchived(event.memento, ref);
      heard.push({ ...told, answer: asArchived(answer), asOf: event.memento.takenAt });
      if (answer.kind === 'post') break;
    } else {
      const why = reasonOf(event);
      if (why !== null) heard.push({ ...told, answer: notArchived(why), asOf: null });
    }
  }
  return { heard, failures };
}

/** Null for a list that has copies: they speak for themselves. */
function reasonOf(event: Extract<MementoEvent, { kind: 'listing' | 'no-memento' }>): string | null {
  if (event.kind === 'no-memento') return `no copy of ${event.link.original} came, though one is listed`;
  return event.copies > 0 ? null : (event.reason ?? `no copy of ${event.address}`);
}

function notArchived(reason: string): Answer {
  return { kind: 'unknown', outcome: 'not-archived', reason };
}

/** An old tombstone says what was, not what is: it is kept as words, never as a state. */
function asArchived(answer: Answer): Answer {
  if (answer.kind !== 'tombstone') return answer;
  return notArchived(`the copy says: ${answer.reason}`);
}
