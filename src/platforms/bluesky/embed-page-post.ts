import { parseHtml } from '../../html/tree.ts';
import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import {
  emptyPost,
  type Media,
  nobody,
  type Post,
  pictureAt,
  type Segment,
  textOf,
} from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { unknown } from '../json-answer.ts';
import { readLang } from '../lang.ts';
import { httpsUrl, webUrl } from '../lenient.ts';
import { readPostTime } from '../post-time.ts';
import { cleanText, joinSegments, plainSegments } from '../segments.ts';
import { match } from './match.ts';
import { postPicture } from './page-picture.ts';

/** What the page shows of a post, from the source of its element: all but the card, the counts and the exact time. */
export function readPage(wire: Wire, ref: Ref): Answer {
  const root = parseHtml(new TextDecoder().decode(wire.body));
  const permalink = root.descendants('a').find((link) => postOf(link) !== null);
  const found = permalink === undefined ? null : postOf(permalink);
  if (found === null || !isAsked(found, ref))
    return unknown('bad-shape', `another post (${found?.id ?? 'none'}) than asked`);
  const words = root.descendants('p').find(({ classes }) => classes.includes('whitespace-pre-wrap'));
  const box = root.descendants('div').find(({ children }) => words !== undefined && children.includes(words));
  if (words === undefined || box === undefined) return unknown('bad-shape', 'no text where it should stand');
  return { kind: 'post', post: readPost(found, words, box, wire.at) };
}

function readPost(ref: Ref, words: MarkupElement, box: MarkupElement, at: string): Post {
  const parts = box.children.filter((child) => typeof child !== 'string');
  const quoted = parts.find((part) => part.name === 'a' && part.descendants('p').length > 0 && postOf(part));
  const segments = readWords(words);
  const time = parts.flatMap((part) => part.descendants('time'))[0]?.attribute('datetime');
  return {
    ...emptyPost,
    ref,
    author: readAuthor(parts[0], ref),
    segments,
    // when the app first saw it: of the author's own time only the day is likely
    createdAt: readPostTime(time, at)?.slice(0, 10) ?? null,
    lang: readLang(box.attribute('lang')),
    dir: directionOf(textOf(segments)),
    media: parts
      .filter((part) => part !== quoted)
      .flatMap(readMedia)
      .slice(0, 20),
    quote: quoted === undefined ? null : readQuoted(quoted),
  };
}

/** Line breaks are the author's: the page keeps them by a style. */
function readWords({ children }: MarkupElement): Segment[] {
  return joinSegments(
    children.map((child): Segment => {
      if (typeof child === 'string') return { kind: 'text', text: cleanText(child) };
      return readLink(child, cleanText(child.text)) ?? { kind: 'text', text: cleanText(child.text) };
    }),
  );
}

function readLink(link: MarkupElement, text: string): Segment | null {
  const href = withoutTracking(link.attribute('href') ?? '');
  const [, did] = /^https:\/\/bsky\.app\/profile\/(did:[\w:.%-]+)$/u.exec(href) ?? [];
  if (did !== undefined && text.startsWith('@'))
    return { kind: 'mention', text, handle: text.slice(1), url: href };
  if (/^https:\/\/bsky\.app\/(?:hash)?tag\//u.test(href) && text !== '')
    return { kind: 'tag', text, tag: text.replace(/^#/u, ''), url: href };
  return webUrl.safeParse(href).success && text !== '' ? { kind: 'link', text, url: href } : null;
}

/** The page adds where it stands to every link in it. */
function withoutTracking(href: string): string {
  return href.replace(/[?&]ref_src=embed(?:&ref_url=[^&]{0,2000})?$/u, '');
}

function readAuthor(header: MarkupElement | undefined, ref: Ref): Post['author'] {
  const lines = header?.descendants('p').map(({ text }) => cleanText(text).trim()) ?? [];
  const handle = lines.find((line) => /^@[\w.-]+$/u.test(line))?.slice(1) ?? null;
  const name = lines[0] === undefined || lines[0].startsWith('@') ? null : lines[0];
  const avatar = header?.descendants('img')[0]?.attribute('src') ?? '';
  const did = ref.id.split('/')[0] ?? '';
  return {
    ...nobody,
    id: did.startsWith('did:') ? did : null,
    name: name || null,
    handle: handle === 'handle.invalid' ? null : handle,
    url: `https://bsky.app/profile/${did}`,
    avatar: httpsUrl.safeParse(avatar).success ? pictureAt(avatar) : null,
  };
}

/** Pictures, and films as far as a page without their player shows them: by their still. */
function readMedia(part: MarkupElement): Media[] {
  return [...(part.name === 'img' ? [part] : []), ...part.descendants('img')].flatMap((image): Media[] => {
    const src = image.attribute('src') ?? '';
    const alt = image.attribute('alt');
    const picture = postPicture(src, alt);
    if (picture !== null) return [picture];
    const isStill = /^https:\/\/video\.bsky\.app\/.*\/thumbnail\.jpg$/u.test(src);
    const film = {
      kind: 'video',
      alt: alt || null,
      poster: pictureAt(src),
      durationMs: null,
      stream: null,
    } as const;
    return isStill ? [{ ...pictureAt(), ...film }] : [];
  });
}

function readQuoted(quoted: MarkupElement): Post | null {
  const ref = postOf(quoted);
  if (ref === null) return null;
  const own = quoted.children.filter((child) => typeof child !== 'string');
  const words = own.find(({ name }) => name === 'p')?.text ?? '';
  const segments = plainSegments(words);
  return {
    ...emptyPost,
    ref,
    author: readAuthor(own[0], ref),
    segments,
    dir: directionOf(words),
    media: readMedia(quoted),
  };
}

function postOf(link: MarkupElement): Ref | null {
  const url = URL.parse(link.attribute('href') ?? '');
  return url === null ? null : match(url);
}

/** Asked by handle, the page tells the account. */
function isAsked(found: Ref, { id }: Ref): boolean {
  return found.id === id || (!id.startsWith('did:') && found.id.split('/')[1] === id.split('/')[1]);
}
