import { z } from 'zod';
import { HoldfastError } from '../errors.ts';
import type { FallbackLock, LockedFallback } from '../model/fallbacks.ts';
import { isGone, type State, states } from '../model/state.ts';
import { cardLanguages } from '../render/card-languages.ts';
import type { LatestSnapshot, LatestVersion } from '../store/latest-contract.ts';

const lockSchema = z.object({
  holdfast: z.literal(1),
  base: z.string().min(1),
  site: z.string().nullable(),
  filmLimit: z.number().nonnegative(),
  languages: z.array(z.enum(cardLanguages)).exactOptional(),
  posts: z.record(
    z.string(),
    z.object({
      snapshot: z.string(),
      takenAt: z.string(),
      state: z.enum(states),
      since: z.string().nullable(),
      lastLive: z.string().nullable(),
      deletedBy: z.literal('author').nullable(),
      aliases: z.array(z.string()),
      entry: z.string(),
    }),
  ),
});

/** Throws `usage` for a lock that isn't one: somebody edited it, or two branches were merged into it. */
export function readLock(text: string, path: string): FallbackLock {
  const json = jsonOf(text);
  const read = lockSchema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const why =
    json === undefined ? 'it is no JSON' : `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown'}`;
  throw new HoldfastError(
    'usage',
    `${path} can't be read (${why}): bring it back from version control, or delete it to have it made anew`,
    { facts: { path } },
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All but the entry's hash: what a version is known again by. */
export type VersionMark = Omit<LockedFallback, 'entry'>;

export function markOf(
  { record: { state, since, lastLive }, deletedBy, aliases }: LatestVersion,
  { meaning, takenAt }: LatestSnapshot,
): VersionMark {
  return {
    snapshot: meaning,
    takenAt,
    state,
    since,
    // Of a live post it is the last look, which is no news.
    lastLive: isGone(state) ? lastLive : null,
    deletedBy,
    aliases: aliases.filter((alias) => !alias.includes('#')),
  };
}

/** The same version, told the same way; other names of a post are not shown. */
export function showsTheSame(one: VersionMark, other: VersionMark): boolean {
  return (
    one.snapshot === other.snapshot &&
    one.takenAt === other.takenAt &&
    one.state === other.state &&
    one.since === other.since &&
    one.lastLive === other.lastLive &&
    one.deletedBy === other.deletedBy
  );
}

/** What became of a post since the lock was written. */
export interface Moved {
  readonly name: string;
  /**
   * Its new state; `new`, `left out`; `edited`: it says something else; `known better`: the same by a better witness;
   * `told more exactly`: when or by whom it went.
   */
  readonly what: State | 'new' | 'left out' | 'edited' | 'known better' | 'told more exactly';
}

export function movedBetween(
  before: FallbackLock['posts'],
  after: Readonly<Record<string, VersionMark>>,
): readonly Moved[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name): Moved[] => {
    const [was, is] = [before[name], after[name]];
    if (was === undefined) return [{ name, what: 'new' }];
    if (is === undefined) return [{ name, what: 'left out' }];
    if (was.state !== is.state) return [{ name, what: is.state }];
    if (was.snapshot !== is.snapshot) return [{ name, what: 'edited' }];
    if (was.takenAt !== is.takenAt) return [{ name, what: 'known better' }];
    return showsTheSame(was, is) ? [] : [{ name, what: 'told more exactly' }];
  });
}
