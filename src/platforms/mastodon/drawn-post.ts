import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { type Author, emptyPost, nobody, type Post, pictureAt, textOf } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { originalAddress } from '../archived-address.ts';
import { readLang } from '../lang.ts';
import { httpsUrl, webUrl } from '../lenient.ts';
import { readPostTime } from '../post-time.ts';
import { cleanText } from '../segments.ts';
import { readDrawnMedia, readDrawnPoll } from './drawn-media.ts';
import { match } from './match.ts';
import { wholeHandle } from './status-author.ts';
import { withWarning } from './status-post.ts';
import { readContentOf, type TextContext } from './status-text.ts';

/**
 * A post as Mastodon's own pages draw it: by the server until version 4.0 (embeds until 4.3), since then by scripts. The
 * classes are the same. Null where none of the page's posts is the one asked for.
 */
export function readDrawnPost(root: MarkupElement, ref: Ref, at: string): Post | null {
  for (const element of root.descendants('div')) {
    if (!element.classes.some((name) => name === 'embed' || name === 'detailed-status')) continue;
    const parts = ownParts(element);
    const found = parts.map(postOf).find((each) => each !== null);
    if (found?.id === ref.id) return readPost(parts, found, at);
  }
  return null;
}

/** The parts of a post that are its own; a quoted post is seen, but not looked into. */
function ownParts(element: MarkupElement): readonly MarkupElement[] {
  const parts: MarkupElement[] = [];
  const waiting: (MarkupElement | string)[] = element.children.toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') continue;
    parts.push(next);
    if (next.classes.includes('status__quote')) continue;
    for (let at = next.children.length - 1; at >= 0; at -= 1) waiting.push(next.children[at] ?? '');
  }
  return parts;
}

const permalinks: ReadonlySet<string> = new Set(['embed__overlay', 'detailed-status__datetime', 'u-uid']);

function postOf(part: MarkupElement): Ref | null {
  if (part.name !== 'a' || !part.classes.some((name) => permalinks.has(name))) return null;
  const url = URL.parse(originalAddress(part.attribute('href') ?? ''));
  return url === null ? null : match(url, 'markup');
}

function readPost(parts: readonly MarkupElement[], ref: Ref, at: string): Post {
  const partOf = (...names: readonly string[]) =>
    parts.find(({ classes }) => names.some((name) => classes.includes(name)));
  const words = partOf('e-content') ?? partOf('status__content__text') ?? partOf('status__content');
  const warned = partOf('p-summary') ?? partOf('content-warning')?.descendants('p')[0];
  const context = contextOf(words);
  const said = words === undefined ? [] : readContentOf([words], context);
  const segments = withWarning(warned === undefined ? null : cleanText(warned.text), said, context);
  const time = parts.find(({ name }) => name === 'time')?.attribute('datetime');
  return {
    ...emptyPost,
    ref,
    author: readAuthor(partOf, ref),
    segments,
    createdAt: readPostTime(time ?? partOf('dt-published')?.attribute('value'), at),
    lang: readLang(words?.attribute('lang')),
    dir: directionOf(textOf(segments)),
    media: readDrawnMedia(parts),
    poll: readDrawnPoll(parts, at),
    truncated: words === undefined && warned !== undefined,
    sensitive: warned !== undefined,
  };
}

/** Emoji of the server are pictures with their name as `alt`. */
function contextOf(words: MarkupElement | undefined): TextContext {
  const pictures = (words?.descendants('img') ?? []).flatMap((image): [string, string][] => {
    const code = /^:([\w-]{1,100}):$/u.exec(image.attribute('alt') ?? '')?.[1];
    const url = originalAddress(image.attribute('data-original') ?? image.attribute('src') ?? '');
    return code !== undefined && httpsUrl.safeParse(url).success ? [[code, url]] : [];
  });
  return { emoji: new Map(pictures), accounts: new Map(), quotes: false };
}

function readAuthor(partOf: (...names: string[]) => MarkupElement | undefined, ref: Ref): Author {
  const [host = ''] = ref.id.split('/');
  const name = cleanText(partOf('display-name__html', 'p-name')?.text ?? '').trim();
  const acct = /^@?([\w.-]{1,128}(?:@[\w.:-]{1,255})?)/u.exec(
    partOf('display-name__account')
      ?.text.trim()
      .replaceAll(/[\u2066-\u2069\u200e\u200f]/gu, '') ?? '',
  )?.[1];
  const avatar = originalAddress(avatarOf(partOf('account__avatar', 'u-photo')) ?? '');
  const address = originalAddress(partOf('detailed-status__display-name')?.attribute('href') ?? '');
  return {
    ...nobody,
    name: name === '' ? null : name,
    handle: acct === undefined ? null : wholeHandle(acct, host),
    url: webUrl.safeParse(address).success ? address : null,
    avatar: httpsUrl.safeParse(avatar).success ? pictureAt(avatar) : null,
  };
}

function avatarOf(part: MarkupElement | undefined): string | null {
  return (part?.name === 'img' ? part : part?.descendants('img')[0])?.attribute('src') ?? null;
}
