import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import {
  type Author,
  emptyPost,
  type Media,
  nobody,
  type Post,
  pictureAt,
  textOf,
} from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { omitted } from '../omissions.ts';
import { cleanText } from '../segments.ts';
import { elementsIn, wordsIn } from './find-elements.ts';
import { isShowMore, readLinkedText } from './linked-text.ts';
import { mediaAddress, originalAddress } from './original-address.ts';
import { isStill, keptMedia, photoAt, videoAt } from './page-media.ts';
import { avatarUrls } from './picture-urls.ts';
import { statusIdOf } from './status-address.ts';
import { readLang } from './text-lang.ts';
import { refOf } from './text-ref.ts';
import { readTime } from './text-time.ts';

/** The post in X's embed page, or in its site since 2020, once scripts have drawn it: an `article` each. */
export function readRenderedPage(root: MarkupElement, ref: Ref, at: string): Post | null {
  const article = root.descendants('article').find((each) => idOf(ownParts(each)) === ref.id);
  return article === undefined ? null : readArticle(article, at, 2);
}

/** `depth`: how many quotes within one another are still read. */
function readArticle(article: MarkupElement, at: string, depth: number): Post {
  const parts = ownParts(article);
  const inner = article.descendants('article')[0];
  const quote = inner === undefined || depth === 0 ? null : readArticle(inner, at, depth - 1);
  const media = keptMedia(readMedia(parts));
  const words = parts.find((part) => part.attribute('data-testid') === 'tweetText') ?? null;
  const segments = words === null ? [] : readLinkedText(words, quote?.ref == null ? [] : [quote.ref.id]);
  const time = parts.find((part) => part.name === 'time')?.attribute('datetime') ?? '';
  return {
    ...emptyPost,
    ref: refOf(idOf(parts) ?? ''),
    author: readAuthor(parts),
    segments,
    createdAt: readTime(time, at),
    lang: readLang(words?.attribute('lang') ?? null),
    dir: directionOf(textOf(segments)),
    ...media,
    quote,
    truncated: parts.some(isShowMore),
    omissions: [
      ...media.omissions,
      ...omitted('quote', 'too-deep', inner !== undefined && depth === 0 ? 1 : 0),
    ],
  };
}

/** What is in an article but for the quoted post, an article or a box that is a link. */
function ownParts(article: MarkupElement): MarkupElement[] {
  return elementsIn(
    article,
    (part) => part.name === 'article' || (part.name === 'div' && part.attribute('role') === 'link'),
  );
}

/** The post the date leads to, else the first link to one that isn't in the words. */
function idOf(parts: readonly MarkupElement[]): string | null {
  const words = new Set(
    parts
      .filter((part) => part.attribute('data-testid') === 'tweetText')
      .flatMap((part) => part.descendants('a')),
  );
  const links = parts.filter((part) => part.name === 'a' && !words.has(part));
  const dated = links.filter((link) => link.descendants('time').length > 0);
  const ids = [...dated, ...links].map((link) => statusIdOf(originalAddress(link.attribute('href'))));
  return ids.find((id) => id !== null) ?? null;
}

/** Of the lines outside the words the one with the handle tells who it is, the one before it the name. */
function readAuthor(parts: readonly MarkupElement[]): Author {
  const words = new Set(
    parts
      .filter((part) => part.attribute('data-testid') === 'tweetText')
      .flatMap((part) => [part, ...part.descendants('*')]),
  );
  const lines = parts
    .filter((part) => part.attribute('dir') !== null && !words.has(part))
    .slice(0, 50)
    .flatMap((part) => wordsIn(part) ?? []);
  const boxed = parts
    .map((part) => /^UserAvatar-Container-(\w{1,20})$/u.exec(part.attribute('data-testid') ?? '')?.[1])
    .find((name) => name !== undefined && name !== 'unknown');
  const told = lines.map((line) => /^@(\w{1,20})$/u.exec(line)?.[1]).find((each) => each !== undefined);
  const handle = boxed ?? told ?? null;
  const at = lines.findIndex((line, index) => index > 0 && line === `@${handle}`);
  const name = cleanText(lines[at - 1] ?? '') || null;
  const avatar = pictures(parts).find(({ url }) => url.includes('/profile_images/'))?.url ?? null;
  const tick = parts.find((part) => part.attribute('data-testid') === 'icon-verified');
  return {
    ...nobody,
    name,
    handle,
    url: handle === null ? null : `https://x.com/${handle}`,
    avatar: avatar === null ? null : pictureAt(...avatarUrls(avatar)),
    // Only the gold of organisations is told from other colours by more than a generated class.
    verified:
      tick === undefined ? null : tick.descendants('lineargradient').length > 0 ? 'business' : 'verified',
  };
}

function readMedia(parts: readonly MarkupElement[]): Media[] {
  const files = parts
    .filter(({ name }) => name === 'video' || name === 'source')
    .flatMap((part) => mediaAddress(part.attribute('src')) ?? []);
  const posters = parts
    .filter(({ name }) => name === 'video')
    .flatMap((part) => mediaAddress(part.attribute('poster')) ?? []);
  const shown = pictures(parts);
  const stills = [...new Set([...posters, ...shown.map(({ url }) => url)].filter(isStill))];
  const photos = shown.filter(({ url }) => url.startsWith('https://pbs.twimg.com/media/'));
  return [
    ...photos.map(({ url, alt }) => photoAt(url, alt)),
    // Which file belongs to which of several stills is not told.
    ...stills.map((still) => videoAt(still, stills.length === 1 ? files : [])),
  ];
}

function pictures(parts: readonly MarkupElement[]): { url: string; alt: string | null }[] {
  return parts
    .filter(({ name }) => name === 'img')
    .flatMap((part) => {
      const url = mediaAddress(part.attribute('src'));
      return url === null ? [] : [{ url, alt: part.attribute('alt') }];
    });
}
