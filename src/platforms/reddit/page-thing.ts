import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { emptyPost, nobody, type Post, pictureAt, textOf } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { originalAddress } from '../archived-address.ts';
import { isWebAddress } from '../html-segments.ts';
import { readPostSeconds, readPostTime } from '../post-time.ts';
import { cleanText } from '../segments.ts';
import { parentOf, refOfThing } from './listing-post.ts';
import { readListedRemoval } from './listing-removal.ts';
import { readMarkdownOf } from './listing-text.ts';
import { pictureUrl } from './picture-url.ts';

/**
 * A post or comment in a page: `div.thing` of the site of 2005 to 2018 (`old.` since), `shreddit-post` and
 * `shreddit-comment` of that since 2023.
 */
export function findThing(root: MarkupElement, id: string): MarkupElement | null {
  return root.descendants('*').find((element) => nameOf(element) === id) ?? null;
}

/** All posts a page holds by name. */
export function thingNames(root: MarkupElement): string[] {
  return root.descendants('*').flatMap((element) => nameOf(element) ?? []);
}

function nameOf(element: MarkupElement): string | null {
  if (element.name === 'shreddit-post') return element.attribute('id');
  if (element.name === 'shreddit-comment') return element.attribute('thingid');
  return element.classes.includes('thing') ? element.attribute('data-fullname') : null;
}

/** Reads it as it was shown at `at`. */
export function readThing(thing: MarkupElement, ref: Ref, at: string) {
  const attribute = (...names: readonly string[]) =>
    names.map((name) => thing.attribute(name)).find((value) => value !== null && value !== '') ?? null;
  const parts = ownParts(thing);
  const has = (...classes: readonly string[]) =>
    parts.find((part) => classes.some((name) => part.classes.includes(name))) ?? null;
  const author = attribute('author', 'data-author') ?? (has('author')?.text.trim() || null) ?? '[deleted]';
  const isComment = ref.id.startsWith('t1_');
  const title = isComment ? null : (attribute('post-title') ?? parts.find(isTitle)?.text ?? null);
  const body = parts.find(isBody) ?? null;
  const segments = readMarkdownOf(title, body);
  const target = originalAddress(attribute('content-href', 'data-url') ?? '');
  const picture = pictureUrl(target);
  const words = body?.text.trim() ?? '';
  const removal = readListedRemoval({
    author,
    body: words === '' ? title : words,
    category: undefined,
    hasBody: words !== '',
  });
  if (removal !== null) return removal;
  const seconds = Number(attribute('data-timestamp') ?? Number.NaN) / 1000;
  const time = parts.find((part) => part.name === 'time' || part.name === 'faceplate-timeago');
  const written =
    attribute('created-timestamp', 'created') ?? time?.attribute('datetime') ?? time?.attribute('ts');
  const handle = /^[\w-]{3,24}$/u.exec(author)?.[0] ?? null;
  const answered = isComment ? refOfThing(attribute('parentid', 'postid') ?? '', null) : null;
  const post: Post = {
    ...emptyPost,
    ref: refOfThing(ref.id, originalPath(attribute('permalink', 'data-permalink'))) ?? ref,
    author: { ...nobody, handle, url: handle === null ? null : `https://www.reddit.com/user/${handle}/` },
    segments,
    createdAt: readPostTime(written, at) ?? readPostSeconds(seconds, at),
    dir: directionOf(textOf(segments)),
    media: picture
      ? [{ ...pictureAt(picture), kind: 'photo', alt: null, poster: null, durationMs: null, stream: null }]
      : [],
    card: isComment || picture ? null : cardOf(target),
    parent: parentOf(answered, null),
    sensitive: thing.classes.includes('over18') || attribute('nsfw', 'data-nsfw') === 'true',
  };
  return { kind: 'post' as const, post };
}

function isTitle(part: MarkupElement): boolean {
  return part.name === 'a' && part.classes.includes('title');
}

function isBody(part: MarkupElement): boolean {
  const slot = part.attribute('slot');
  return part.classes.includes('usertext-body') || slot === 'text-body' || slot === 'comment';
}

/** What belongs to it and not to the comments below it. */
function ownParts(thing: MarkupElement): MarkupElement[] {
  const parts: MarkupElement[] = [];
  const waiting: (MarkupElement | string)[] = thing.children.toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string' || next.classes.includes('child') || nameOf(next) !== null) continue;
    parts.push(next);
    for (let at = next.children.length - 1; at >= 0; at -= 1) waiting.push(next.children[at] ?? '');
  }
  return parts;
}

function originalPath(address: string | null): string | null {
  const url = address === null ? null : URL.parse(originalAddress(address), 'https://www.reddit.com');
  return url?.pathname ?? null;
}

function cardOf(url: string) {
  const host = URL.parse(url)?.hostname ?? '';
  if (!isWebAddress(url) || /(?:^|\.)(?:reddit\.com|redd\.it)$/u.test(host)) return null;
  return { url, title: null, description: null, site: cleanText(host), picture: null };
}
