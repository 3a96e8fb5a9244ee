import type { Change } from '../model/changes.ts';
import { type Picture, type Post, textOf } from '../model/post.ts';
import { changeInWords } from './change-words.ts';
import { excerpt } from './text-width.ts';

/** A row of what stood before and stands after; null for what is told word by word. */
export function rowOfChange(change: Change): readonly [part: string, before: string, after: string] | null {
  switch (change.kind) {
    case 'text':
    case 'alt':
    case 'note':
      return null;
    case 'state':
    case 'known':
      return [change.kind, change.from, change.to];
    case 'name':
    case 'handle':
    case 'date':
      return [change.kind, change.from ?? '-', change.to ?? '-'];
    case 'avatar':
    case 'medium':
      return [changeInWords(change), pictureInWords(change.from), pictureInWords(change.to)];
    case 'cut':
      return ['text', change.from ? 'cut' : 'whole', change.to ? 'cut' : 'whole'];
    case 'poll':
      return ['poll', optionsInWords(change.from), optionsInWords(change.to)];
    case 'edits':
      return ['ids of its versions', change.from?.join(', ') ?? '-', change.to?.join(', ') ?? '-'];
    case 'quote':
      return ['quoted post', quoteInWords(change.from), quoteInWords(change.to)];
    case 'content':
      return change.how === 'added' ? ['content', '-', 'had'] : ['content', 'had', '-'];
    case 'links':
    case 'order':
      return [changeInWords(change), '', ''];
  }
  return change satisfies never;
}

/** `400 × 300, image/png, 9f86d081…`, or why there is none. */
function pictureInWords(picture: Picture | null): string {
  if (picture === null) return '-';
  const { width, height, mediaType, blob, missing } = picture;
  const size = width === null || height === null ? null : `${width} × ${height}`;
  const name = blob === null ? `not had: ${missing ?? 'not tried'}` : `${blob.slice(0, 12)}…`;
  return [size, mediaType, name].filter((part) => part !== null).join(', ');
}

function optionsInWords(options: readonly string[] | null): string {
  return options === null ? '-' : options.map((option) => excerpt(option, 30)).join(' | ');
}

function quoteInWords(quote: Post | null): string {
  if (quote === null) return '-';
  const who = quote.author.handle === null ? '' : `@${quote.author.handle}: `;
  return excerpt(`${quote.ref?.id ?? ''} ${who}${textOf(quote.segments)}`, 60);
}
