import type { Change, PictureChange } from '../model/changes.ts';
import type { MediaKind, Picture } from '../model/post.ts';
import type { Cause } from '../model/snapshot.ts';
import { countWords, wordChanges } from '../model/word-changes.ts';
import { excerpt } from './text-width.ts';

/** Why there is a version. */
export const causeWords = {
  first: 'first version',
  platform: 'changed on the platform',
  source: 'told by another source, or had only now',
  parser: 'read better by Holdfast',
} as const satisfies Record<Cause, string>;

const pictureWords = {
  added: 'added',
  removed: 'removed',
  replaced: 'replaced',
  had: 'had only now',
  'not-had': 'not had this time',
} as const satisfies Record<PictureChange, string>;

const mediaWords = {
  photo: 'photo',
  video: 'video',
  gif: 'GIF',
  audio: 'sound',
} as const satisfies Record<MediaKind, string>;

const knownWords = {
  platform: 'now told by the platform',
  archive: 'now told by a web archive',
  quoted: 'now only quoted',
} as const;

/** What changed, on one line. Data of strangers may be in it. */
export function changesInWords(changes: readonly Change[]): string {
  return changes.map(changeInWords).join('; ');
}

export function changeInWords(change: Change): string {
  switch (change.kind) {
    case 'state':
      return `${change.from} → ${change.to}`;
    case 'known':
      return knownWords[change.to];
    case 'content':
      return change.how === 'added' ? 'its content was had' : 'its content is not kept';
    case 'text':
      return textInWords(change.from, change.to);
    case 'links':
      return 'links in the text';
    case 'cut':
      return change.to ? 'the text is cut' : 'the text is whole';
    case 'name':
      return `name ${quoted(change.from)} → ${quoted(change.to)}`;
    case 'handle':
      return `handle ${handle(change.from)} → ${handle(change.to)}`;
    case 'date':
      return `date ${change.from ?? 'not known'} → ${change.to ?? 'not known'}`;
    case 'avatar':
      return `avatar ${pictureWords[change.how]}`;
    case 'medium':
      return `${mediaWords[change.medium]} ${change.number} ${pictureWords[change.how]}`;
    case 'alt':
      return `description of ${mediaWords[change.medium]} ${change.number} ${came(change)}`;
    case 'order':
      return 'media in another order';
    case 'poll':
      return `poll ${came(change)}`;
    case 'edits':
      return `edited on the platform, which names ${change.to?.length ?? 0} versions (the last is ${change.to?.at(-1) ?? 'not known'})`;
    case 'note':
      return `note ${came(change)}`;
    case 'quote':
      return `quoted post ${came(change)}`;
  }
  return change satisfies never;
}

/** A change as `--json` tells it: pictures by their blobs, quoted posts by their refs. */
export function changeRecord(change: Change): Readonly<Record<string, unknown>> {
  switch (change.kind) {
    case 'avatar':
    case 'medium':
      return { ...change, from: blobOf(change.from), to: blobOf(change.to) };
    case 'quote':
      return { ...change, from: change.from?.ref ?? null, to: change.to?.ref ?? null };
    case 'state':
    case 'known':
    case 'content':
    case 'text':
    case 'links':
    case 'cut':
    case 'name':
    case 'handle':
    case 'date':
    case 'alt':
    case 'order':
    case 'poll':
    case 'edits':
    case 'note':
      return change;
  }
  return change satisfies never;
}

function textInWords(from: string, to: string): string {
  const { added, removed } = countWords(wordChanges(from, to));
  if (added + removed === 0) return 'marks and blanks in the text';
  return `text ${[added > 0 ? `+${added}` : '', removed > 0 ? `−${removed}` : ''].filter(Boolean).join(' ')} ${added + removed === 1 ? 'word' : 'words'}`;
}

function came({ from, to }: { readonly from: unknown; readonly to: unknown }): string {
  if (from === null) return 'added';
  return to === null ? 'removed' : 'changed';
}

function quoted(name: string | null): string {
  return name === null ? 'not known' : `"${excerpt(name, 40)}"`;
}

function handle(name: string | null): string {
  return name === null ? 'not known' : `@${excerpt(name, 40)}`;
}

function blobOf(picture: Picture | null): string | null {
  return picture?.blob ?? null;
}
