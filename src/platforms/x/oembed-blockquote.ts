import type { MarkupElement } from '../../model/platform.ts';
import type { Segment } from '../../model/post.ts';
import { readPrintedDate } from '../../model/printed-date.ts';
import { readLinkedText } from './linked-text.ts';
import { statusIdOf } from './status-address.ts';

/** What oEmbed's blockquote says of a post. */
export interface BlockquoteReading {
  readonly segments: readonly Segment[];
  readonly lang: string | null;
  readonly name: string | null;
  readonly handle: string | null;
  /** ISO day, `2019-02-23`. */
  readonly day: string | null;
  /** The id its permalink names; null where the tail was cut off. */
  readonly id: string | null;
}

/** Reads `blockquote > p[lang], "— Name (@handle)", a[permalink] > date`; null where there is no such element. */
export function readBlockquote(root: MarkupElement): BlockquoteReading | null {
  const quote = root.descendants('blockquote').find(({ classes }) => classes.includes('twitter-tweet'));
  if (quote === undefined) return null;
  const paragraph = quote.descendants('p')[0] ?? null;
  const permalink = quote.descendants('a').findLast((link) => statusIdOf(link.attribute('href')) !== null);
  const isTail = permalink !== undefined && paragraph?.descendants('a').includes(permalink) !== true;
  const tail = quote.children.filter((child) => typeof child === 'string').join('');
  const signed = /^[\s—–-]*(.*?)\(@(\w{1,20})\)\s*$/su.exec(tail);
  return {
    segments: paragraph === null ? [] : readLinkedText(paragraph),
    lang: paragraph?.attribute('lang') ?? null,
    name: signed?.[1]?.trim() || null,
    handle: signed?.[2] ?? null,
    day: isTail ? readPrintedDate(permalink.text) : null,
    id: isTail ? statusIdOf(permalink.attribute('href')) : null,
  };
}
