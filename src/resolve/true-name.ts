import type { Ref } from '../ref.ts';
import type { HeardSource } from './heard.ts';

/** Another ref of the same post, and why it is the true one. */
export interface TrueName {
  readonly ref: Ref;
  /** In words, with the source that showed it. */
  readonly reason: string;
}

/**
 * The ref a platform's own source answered with where it isn't the one that was asked: a handle gave way to the
 * account's lasting id, a copy on another server to its home, a short link to what it stood for. A version of an edited
 * post is no other name of it: each has its own words.
 */
export function trueNameOf(asked: Ref, heard: readonly HeardSource[]): TrueName | null {
  for (const { source, rank, answer } of heard) {
    if (rank !== 'platform' || answer.kind !== 'post') continue;
    const { ref, edits } = answer.post;
    if (ref === null || ref.platform !== asked.platform || ref.id === asked.id) continue;
    if (edits?.ids.includes(asked.id) === true) continue;
    return { ref, reason: `${source} answered with ${ref.url}` };
  }
  return null;
}
