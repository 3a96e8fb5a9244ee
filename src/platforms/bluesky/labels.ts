import type { TombstoneAnswer } from '../../model/answer.ts';
import type { Label } from './thread-schema.ts';

/** A post or an author, as far as labels go: those of the post, of its record, and of whoever wrote it. */
export interface Labelled {
  readonly post: readonly Label[];
  readonly author: readonly Label[];
}

/**
 * What labels make of a post: null where they leave it in the open. Labels with `!` are orders of the network's own
 * moderation, or, of `!no-unauthenticated`, a wish of the author, which is granted: nothing of the post is kept.
 */
export function readClosure({ post, author }: Labelled, at: string): TombstoneAnswer | null {
  const ofPost = namesOf(post, at);
  const ofAuthor = namesOf(author, at);
  const told = (label: string) => `label: ${label}`;
  for (const label of ['!takedown', '!suspend'])
    if (ofAuthor.has(label)) return { kind: 'tombstone', state: 'suspended', reason: told(label) };
  for (const label of ['!takedown', '!hide', '!suspend'])
    if (ofPost.has(label)) return { kind: 'tombstone', state: 'removed', reason: told(label) };
  if (ofAuthor.has('!hide')) return { kind: 'tombstone', state: 'removed', reason: told('!hide') };
  if (ofPost.has(unseen) || ofAuthor.has(unseen))
    return { kind: 'tombstone', state: 'restricted', reason: shyReason, closed: true };
  return null;
}

/** True where the author or a moderator warns of what is to be seen. */
export function isSensitive(labels: readonly Label[], at: string): boolean {
  return [...namesOf(labels, at)].some((label) => warnings.has(label));
}

const unseen = '!no-unauthenticated';
const shyReason = 'the author asks not to be shown to visitors';
const warnings: ReadonlySet<string> = new Set([
  '!warn',
  'porn',
  'sexual',
  'nudity',
  'graphic-media',
  'gore',
  'nsfl',
]);

/** Without those taken back or run out. */
function namesOf(labels: readonly Label[], at: string): ReadonlySet<string> {
  const holds = ({ neg, exp }: Label) => neg !== true && !(Date.parse(exp ?? '') <= Date.parse(at));
  return new Set(labels.filter(holds).map(({ val }) => val));
}
