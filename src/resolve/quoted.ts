import { decodeLeftReferences } from '../html/character-references.ts';
import { directionOf } from '../model/direction.ts';
import type { Quoted } from '../model/embed.ts';
import { emptyPost, nobody, type Post, type Segment } from '../model/post.ts';
import type { Ref } from '../ref.ts';

/**
 * What an article says of a post, as a post: the words, their links, who and which day; nothing guessed.
 * `mediaLink`: how the network prints the short link to a post's own media; null where it has none.
 */
export function postOfQuoted(quoted: Quoted, ref: Ref | null, mediaLink: RegExp | null): Post {
  return {
    ...emptyPost,
    ref,
    author: { ...nobody, name: quoted.name, handle: quoted.handle },
    segments: segmentsOf(quoted, mediaLink),
    createdAt: quoted.date,
    lang: quoted.lang,
    dir: directionOf(quoted.text) ?? quoted.dir,
  };
}

/** Only links can be told apart without knowing the network; mentions and tags stay words. */
function segmentsOf(quoted: Quoted, mediaLink: RegExp | null): Segment[] {
  const text = withoutMediaLinks(decodeLeftReferences(quoted.text.toWellFormed()).trim(), mediaLink);
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end, url } of linksIn(text, quoted.links.map(decodeLeftReferences))) {
    if (start > at) segments.push({ kind: 'text', text: text.slice(at, start) });
    segments.push({ kind: 'link', text: text.slice(start, end), url });
    at = end;
  }
  if (at < text.length) segments.push({ kind: 'text', text: text.slice(at) });
  return segments;
}

/** Media links at the end are the printed stand-ins of pictures, not words. */
function withoutMediaLinks(text: string, mediaLink: RegExp | null): string {
  if (mediaLink === null) return text;
  let rest = text;
  for (const match of [...text.matchAll(new RegExp(mediaLink.source, 'gu'))].toReversed()) {
    if (match.index + match[0].length !== rest.length) break;
    rest = rest
      .slice(0, match.index)
      .replace(/https?:\/\/$/iu, '')
      .trimEnd();
  }
  return rest;
}

interface PlacedLink {
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

/** Addresses with a scheme, and the article's own links where they stand in the text as printed. */
function linksIn(text: string, links: readonly string[]): PlacedLink[] {
  const found: PlacedLink[] = [...text.matchAll(/https?:\/\/[^\s<>"]+/giu)].map((match) => {
    const printed = match[0].replace(/(?<![.,;:!?…'"»”’)\]}])[.,;:!?…'"»”’)\]}]+$/u, '');
    return { start: match.index, end: match.index + printed.length, url: printed };
  });
  let from = 0;
  for (const link of links) {
    const printed = link.replace(/^https?:\/\//iu, '');
    const start = printed === '' ? -1 : text.indexOf(printed, from);
    if (start < 0) continue;
    from = start + printed.length;
    found.push({ start, end: from, url: link === printed ? `https://${link}` : link });
  }
  let free = 0;
  return found
    .filter(({ url }) => URL.canParse(url))
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < free) return false;
      free = end;
      return true;
    });
}
