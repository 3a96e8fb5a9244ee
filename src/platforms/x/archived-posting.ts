import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import {
  emptyPost,
  type Media,
  type Metrics,
  nobody,
  type Post,
  pictureAt,
  textOf,
} from '../../model/post.ts';
import { type Ref, writeRef } from '../../ref.ts';
import { cleanText } from '../segments.ts';
import { elementsIn } from './find-elements.ts';
import { readLinkedText } from './linked-text.ts';
import { mediaAddress, originalAddress } from './original-address.ts';
import { isStill, keptMedia, photoAt, videoAt } from './page-media.ts';
import { avatarUrls } from './picture-urls.ts';
import { readPlainText } from './plain-text.ts';
import { statusIdOf } from './status-address.ts';
import { readLang } from './text-lang.ts';
import { refOf } from './text-ref.ts';
import { readTime } from './text-time.ts';
import { threadAround } from './thread-around.ts';

/** The pages robots got about 2022: posts as schema.org `SocialMediaPosting`, those around the asked one too. */
export function readPostings(root: MarkupElement, ref: Ref, at: string): Post | null {
  const boxes = root.descendants('*').filter(isPosting);
  const main = boxes.find((box) => propertiesOf(box).get('identifier') === ref.id);
  if (main === undefined) return null;
  const post = readPosting(main, at);
  const others = boxes
    .slice(0, 100)
    .filter((box) => box !== main)
    .map((box) => readPosting(box, at));
  const above = others.find((other) => other.ref !== null && writeRef(other.ref) === post.parent?.name);
  return {
    ...post,
    parent:
      post.parent === null
        ? null
        : { ...post.parent, handle: above?.author.handle ?? null, post: above ?? null },
    thread: threadAround(post, others),
  };
}

function readPosting(box: MarkupElement, at: string): Post {
  const told = propertiesOf(box);
  const parts = elementsIn(box, isPosting);
  const person = parts.find((part) => part.attribute('itemprop') === 'author') ?? null;
  const { segments, lang } = readBody(parts);
  const author = person === null ? new Map<string, string>() : propertiesOf(person);
  const handle = /^\w{1,20}$/u.exec(author.get('additionalName') ?? '')?.[0] ?? null;
  const avatar = parts
    .map((part) => mediaAddress(part.name === 'img' ? part.attribute('src') : null))
    .find((url) => url?.includes('/profile_images/') === true);
  const parent = refOf(statusIdOf(originalAddress(told.get('isPartOf') ?? null)) ?? '');
  return {
    ...emptyPost,
    ref: refOf(told.get('identifier') ?? ''),
    author: {
      ...nobody,
      id: /^[1-9]\d{0,19}$/u.exec(author.get('identifier') ?? '')?.[0] ?? null,
      name: cleanText(author.get('givenName') ?? '').trim() || null,
      handle,
      url: handle === null ? null : `https://x.com/${handle}`,
      avatar: avatar == null ? null : pictureAt(...avatarUrls(avatar)),
    },
    segments,
    createdAt: readTime(told.get('dateCreated') ?? '', at),
    lang,
    dir: directionOf(textOf(segments)),
    ...keptMedia(mediaOf(parts)),
    parent: parent === null ? null : { name: writeRef(parent), url: parent.url, handle: null, post: null },
    metrics: metricsOf(box, at),
  };
}

/** The words stand in a `meta`, or in the page as it was drawn. */
function readBody(parts: readonly MarkupElement[]): Pick<Post, 'segments' | 'lang'> {
  const body = parts.find((part) => part.attribute('itemprop') === 'articleBody');
  if (body === undefined) return { segments: [], lang: null };
  if (body.name === 'meta') return { segments: readPlainText(body.attribute('content') ?? ''), lang: null };
  const drawn = body.descendants('div').find((part) => part.attribute('data-testid') === 'tweetText') ?? body;
  return { segments: readLinkedText(drawn), lang: readLang(drawn.attribute('lang')) };
}

function mediaOf(parts: readonly MarkupElement[]): Media[] {
  const found = parts.flatMap((part) => {
    const content = part.attribute('itemprop') === 'contentUrl' ? part.attribute('content') : null;
    const url = mediaAddress(part.name === 'img' ? part.attribute('src') : content);
    return url === null ? [] : [{ url, alt: part.attribute('alt') }];
  });
  const files = found.filter(({ url }) => url.startsWith('https://video.')).map(({ url }) => url);
  const stills = found.filter(({ url }) => isStill(url));
  const photos = found.filter(({ url }) => url.startsWith('https://pbs.twimg.com/media/'));
  const seen = new Set<string>();
  return [
    ...photos.map(({ url, alt }) => photoAt(url, alt)),
    ...(stills.length > 0 || files.length > 0 ? [videoAt(stills[0]?.url ?? null, files)] : []),
  ].filter((item) => {
    const key = `${item.kind} ${item.urls[0]}`;
    return !seen.has(key) && seen.add(key);
  });
}

function metricsOf(box: MarkupElement, at: string): Metrics {
  const counts = new Map<string | undefined, string | undefined>();
  for (const child of box.children) {
    if (typeof child === 'string' || child.attribute('itemprop') !== 'interactionStatistic') continue;
    const told = propertiesOf(child);
    counts.set(told.get('name'), told.get('userInteractionCount'));
  }
  const count = (name: string) => {
    const digits = counts.get(name) ?? '';
    return /^\d{1,15}$/u.test(digits) ? Number(digits) : null;
  };
  return { at, likes: count('Likes'), replies: count('Replies'), reposts: count('Retweets'), views: null };
}

/** The `meta` that stand right in an element, by property. */
function propertiesOf(element: MarkupElement): ReadonlyMap<string, string> {
  const pairs = element.children.flatMap((child) => {
    if (typeof child === 'string' || child.name !== 'meta') return [];
    const name = child.attribute('itemprop');
    const content = child.attribute('content');
    return name === null || content === null ? [] : [[name, content] as const];
  });
  return new Map(pairs.toReversed());
}

function isPosting(element: MarkupElement): boolean {
  return element.attribute('itemtype')?.endsWith('schema.org/SocialMediaPosting') === true;
}
