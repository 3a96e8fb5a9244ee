import { emptyPost, type Media, type MediaKind, type Picture, type Post, textOf } from './post.ts';
import { meaningOf, type Snapshot, toSeconds, versionIdsOf } from './snapshot.ts';
import type { Known, State } from './state.ts';

/**
 * What became of a picture from one version to the next. `had` and `not-had`: it is the same place in the post, and our
 * copy of it came or is lacking, which says nothing of what the platform did.
 */
export type PictureChange = 'added' | 'removed' | 'replaced' | 'had' | 'not-had';

/** One thing that differs between two versions of a post. */
export type Change =
  | { readonly kind: 'state'; readonly from: State; readonly to: State }
  | { readonly kind: 'known'; readonly from: Known; readonly to: Known }
  /** All of the content: nothing was known of it before, or nothing is kept of it. */
  | { readonly kind: 'content'; readonly how: 'added' | 'removed' }
  | { readonly kind: 'text'; readonly from: string; readonly to: string; readonly wasCut: boolean }
  /** The same words, but other ones of them are links, mentions or tags. */
  | { readonly kind: 'links' }
  /** The same words, and whether the source cut them. */
  | { readonly kind: 'cut'; readonly from: boolean; readonly to: boolean }
  | { readonly kind: 'name' | 'handle' | 'date'; readonly from: string | null; readonly to: string | null }
  | {
      readonly kind: 'avatar';
      readonly how: PictureChange;
      readonly from: Picture | null;
      readonly to: Picture | null;
    }
  | {
      readonly kind: 'medium';
      readonly how: PictureChange;
      readonly medium: MediaKind;
      /** Its place in the later version, of a removed one in the earlier; from 1. */
      readonly number: number;
      readonly from: Media | null;
      readonly to: Media | null;
    }
  | {
      readonly kind: 'alt';
      readonly medium: MediaKind;
      readonly number: number;
      readonly from: string | null;
      readonly to: string | null;
    }
  /** The same media, one after another in another way. */
  | { readonly kind: 'order' }
  | {
      readonly kind: 'poll';
      readonly from: readonly string[] | null;
      readonly to: readonly string[] | null;
    }
  /** The platform gave an id of its own to another version of it. */
  | {
      readonly kind: 'edits';
      readonly from: readonly string[] | null;
      readonly to: readonly string[] | null;
    }
  | { readonly kind: 'note'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'quote'; readonly from: Post | null; readonly to: Post | null };

/** A version, as far as changes are told of it. */
export type Version = Pick<Snapshot, 'post' | 'state' | 'known'>;

/** All that differs between two versions, in the order people want to hear it. Pure. */
export function changesBetween(from: Version, to: Version): readonly Change[] {
  return [
    ...(from.state === to.state ? [] : [{ kind: 'state', from: from.state, to: to.state } as const]),
    ...contentChanges(from.post, to.post),
    ...(from.known === to.known ? [] : [{ kind: 'known', from: from.known, to: to.known } as const]),
  ];
}

/**
 * True for what can only be our doing, or a better source's: a copy that came or is lacking, the rest of a text that was
 * cut, a date, a name that was not known.
 */
export function isOurs(change: Change): boolean {
  if (change.kind === 'avatar') return change.from === null || isOfCopies(change.how);
  if (change.kind === 'medium') return isOfCopies(change.how);
  if (change.kind === 'text') return change.wasCut;
  if (change.kind === 'name' || change.kind === 'handle') return change.from === null || change.to === null;
  return neverThePlatforms.has(change.kind);
}

const neverThePlatforms: ReadonlySet<Change['kind']> = new Set<Change['kind']>([
  'links',
  'cut',
  'date',
  'known',
  'content',
]);

function isOfCopies(how: PictureChange): boolean {
  return how === 'had' || how === 'not-had';
}

function contentChanges(from: Post | null, to: Post | null): Change[] {
  if (from === null || to === null)
    return from === to ? [] : [{ kind: 'content', how: from === null ? 'added' : 'removed' }];
  return [
    ...textChanges(from, to),
    ...valueChange('name', from.author.name, to.author.name),
    ...valueChange('handle', from.author.handle, to.author.handle),
    ...avatarChanges(from.author.avatar, to.author.avatar),
    ...mediaChanges(from.media, to.media),
    ...listChange('poll', optionsOf(from), optionsOf(to)),
    ...listChange('edits', versionIdsOf(from), versionIdsOf(to)),
    ...valueChange('note', from.note?.text ?? null, to.note?.text ?? null),
    ...(isSameQuote(from.quote, to.quote)
      ? []
      : [{ kind: 'quote', from: from.quote, to: to.quote } as const]),
    ...valueChange('date', toSeconds(from.createdAt), toSeconds(to.createdAt)),
  ];
}

function textChanges(from: Post, to: Post): Change[] {
  const [before, after] = [textOf(from.segments), textOf(to.segments)];
  if (before !== after)
    return [{ kind: 'text', from: before, to: after, wasCut: from.truncated && !to.truncated }];
  if (from.truncated !== to.truncated) return [{ kind: 'cut', from: from.truncated, to: to.truncated }];
  const areAlike = wordsMeaning(from) === wordsMeaning(to);
  return areAlike ? [] : [{ kind: 'links' }];
}

function wordsMeaning({ segments }: Post): string {
  return meaningOf({ ...emptyPost, segments }, 'live');
}

function valueChange(
  kind: 'name' | 'handle' | 'date' | 'note',
  from: string | null,
  to: string | null,
): Change[] {
  return from === to ? [] : [{ kind, from, to }];
}

function avatarChanges(from: Picture | null, to: Picture | null): Change[] {
  const how = pictureChange(from, to);
  return how === null ? [] : [{ kind: 'avatar', how, from, to }];
}

function pictureChange(from: Picture | null, to: Picture | null): PictureChange | null {
  const [before, after] = [from?.blob ?? null, to?.blob ?? null];
  if (before === after) return null;
  if (from === null || to === null) return from === null ? 'added' : 'removed';
  if (before === null) return 'had';
  return after === null ? 'not-had' : 'replaced';
}

/** Those with the same content are one; of the others, those of one kind in turn stand in each other's place. */
function mediaChanges(from: readonly Media[], to: readonly Media[]): Change[] {
  const pairs = pairsOf(from, to);
  const paired = new Set(pairs.values());
  const changes: Change[] = [];
  for (const [at, item] of to.entries()) {
    const before = pairs.get(item) ?? null;
    const how = before === null ? 'added' : mediumChange(before, item);
    const place = { medium: item.kind, number: at + 1 };
    if (how !== null) changes.push({ kind: 'medium', how, ...place, from: before, to: item });
    const [old, now] = [before?.alt || null, item.alt || null];
    if (before !== null && old !== now) changes.push({ kind: 'alt', ...place, from: old, to: now });
  }
  for (const [at, item] of from.entries())
    if (!paired.has(item))
      changes.push({
        kind: 'medium',
        how: 'removed',
        medium: item.kind,
        number: at + 1,
        from: item,
        to: null,
      });
  const places = to.flatMap((item) => pairs.get(item) ?? []).map((item) => from.indexOf(item));
  const isInOrder = places.every((place, at) => at === 0 || place > (places[at - 1] ?? -1));
  return isInOrder ? changes : [...changes, { kind: 'order' }];
}

/** A film that was not had is known by its still. */
function mediumChange(from: Media, to: Media): PictureChange | null {
  if (from.blob !== null || to.blob !== null) return pictureChange(from, to);
  return pictureChange(from.poster ?? from, to.poster ?? to);
}

function pairsOf(from: readonly Media[], to: readonly Media[]): ReadonlyMap<Media, Media> {
  const pairs = new Map<Media, Media>();
  const left = new Set(from);
  const pair = (isLike: (item: Media, other: Media) => boolean) => {
    for (const item of to) {
      const other = pairs.has(item) ? undefined : [...left].find((one) => isLike(item, one));
      if (other === undefined) continue;
      left.delete(other);
      pairs.set(item, other);
    }
  };
  pair((a, b) => a.kind === b.kind && a.blob !== null && a.blob === b.blob);
  pair((a, b) => a.kind === b.kind && to.indexOf(a) === from.indexOf(b));
  pair((a, b) => a.kind === b.kind);
  return pairs;
}

function optionsOf({ poll }: Post): readonly string[] | null {
  return poll?.options.map(({ text }) => text) ?? null;
}

function listChange(
  kind: 'poll' | 'edits',
  from: readonly string[] | null,
  to: readonly string[] | null,
): Change[] {
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ kind, from, to }];
}

function isSameQuote(from: Post | null, to: Post | null): boolean {
  return quoteMeaning(from) === quoteMeaning(to);
}

function quoteMeaning(quote: Post | null): string {
  return meaningOf({ ...emptyPost, quote }, 'live');
}
