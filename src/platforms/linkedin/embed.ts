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
import type { Ref } from '../../ref.ts';
import { originalAddress } from '../archived-address.ts';
import { readHtmlText } from '../html-segments.ts';
import { unknown } from '../json-answer.ts';
import { httpsUrl } from '../lenient.ts';
import { cleanText } from '../segments.ts';
import { timeOf } from './match.ts';

/** The page LinkedIn's frames show, by its test ids; null where a page is none. */
export function readFrame(root: MarkupElement, ref: Ref): Answer | null {
  const article = root.descendants('article').find((each) => numbersOf(each).length > 0);
  if (article === undefined) return null;
  const numbers = numbersOf(article);
  const urn = `urn:li:${ref.id}`;
  if (!numbers.includes(urn)) return unknown('bad-shape', `another post (${numbers[0]}) than asked`);
  const parts = article.descendants('*');
  const words = parts.find((part) => testId(part) === 'main-feed-activity-embed-card__commentary') ?? null;
  const author = parts.find(
    (part) => part.attribute('data-tracking-control-name') === 'public_post_embed_feed-actor-name',
  );
  const segments = words === null ? [] : readHtmlText([words], readLink);
  const media = mediaIn(parts);
  if (segments.length === 0 && media.length === 0)
    return unknown('withheld-unknown', 'a frame with nothing of the post in it');
  const post: Post = {
    ...emptyPost,
    ref,
    author: { ...nobody, name: cleanText(author?.text.trim() ?? '') || null, url: profileOf(author) },
    segments,
    createdAt: timeOf(ref.id),
    dir: directionOf(textOf(segments)),
    media,
  };
  return { kind: 'post', post };
}

function numbersOf(article: MarkupElement): string[] {
  return ['data-activity-urn', 'data-featured-activity-urn', 'data-attributed-urn'].flatMap(
    (name) => article.attribute(name) ?? [],
  );
}

function testId(part: MarkupElement): string {
  return part.attribute('data-test-id') ?? '';
}

/** Without what follows who looked at it. */
function profileOf(author: MarkupElement | undefined): string | null {
  const url = URL.parse(originalAddress(author?.attribute('href') ?? ''));
  const path = /^\/(?:in|company|school|showcase)\/[^/]{1,200}/u.exec(url?.pathname ?? '')?.[0];
  return url === null || path === undefined || !/(?:^|\.)linkedin\.com$/u.test(url.hostname)
    ? null
    : `https://www.linkedin.com${path}`;
}

function readLink(link: MarkupElement, text: string): Segment | null {
  const tag = /^[#＃](\S+)$/u.exec(text)?.[1];
  const href = originalAddress(link.attribute('href') ?? '');
  return tag === undefined || !/^https:\/\/[^/]*linkedin\.com\//u.test(href)
    ? null
    : {
        kind: 'tag',
        text,
        tag,
        url: `https://www.linkedin.com/feed/hashtag/${encodeURIComponent(tag.toLowerCase())}`,
      };
}

function mediaIn(parts: readonly MarkupElement[]): Media[] {
  const urls = parts
    .filter(({ name }) => name === 'img')
    .map((image) => originalAddress(image.attribute('data-delayed-url') ?? image.attribute('src') ?? ''))
    .filter(
      (url) =>
        /^https:\/\/media\.licdn\.com\/dms\/image\/[^?]*feedshare/u.test(url) &&
        httpsUrl.safeParse(url).success,
    );
  const rest = { alt: null, durationMs: null, stream: null, poster: null };
  return [...new Set(urls)].slice(0, 20).map((url) => ({ ...pictureAt(url), ...rest, kind: 'photo' }));
}
