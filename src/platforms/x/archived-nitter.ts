import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import {
  type Card,
  emptyPost,
  type Media,
  nobody,
  type Poll,
  type Post,
  pictureAt,
  textOf,
} from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { webUrl } from '../lenient.ts';
import { cleanText } from '../segments.ts';
import { elementsIn, firstOf, hasClass, wordsIn } from './find-elements.ts';
import { readLinkedText } from './linked-text.ts';
import { nitterMedia } from './nitter-media.ts';
import { originalAddress } from './original-address.ts';
import { isStill, keptMedia, photoAt, videoAt } from './page-media.ts';
import { avatarUrls } from './picture-urls.ts';
import { refOf } from './text-ref.ts';
import { readTime } from './text-time.ts';
import { inLine, threadAround } from './thread-around.ts';

/** A page of Nitter, a front end whose copies stand in archives: the post in `.main-tweet`, its thread around it. */
export function readNitterPage(root: MarkupElement, ref: Ref, at: string): Post | null {
  const all = elementsIn(root);
  const main = firstOf(all, 'main-tweet');
  const box = main === null ? null : firstOf([main, ...elementsIn(main)], 'timeline-item');
  if (box === null || idOf(ownParts(box)) !== ref.id) return null;
  const beside = (name: string) => {
    const part = firstOf(all, name);
    return part === null
      ? []
      : elementsIn(part).filter(
          (each) => hasClass(each, 'timeline-item', 'unavailable-box') && !hasClass(each, 'show-more'),
        );
  };
  const above = beside('before-tweet').slice(-50);
  const line = inLine(
    [...above, box, ...beside('after-tweet').slice(0, 50)].map((each) => readBox(each, at)),
  );
  const post = line[above.length];
  return post === undefined ? null : { ...post, thread: threadAround(post, line) };
}

function ownParts(box: MarkupElement): MarkupElement[] {
  return elementsIn(box, (part) => hasClass(part, 'quote'));
}

function readBox(box: MarkupElement, at: string): Post {
  const own = ownParts(box);
  const quoted = firstOf(elementsIn(box), 'quote');
  const quote = quoted === null ? null : readQuote(quoted, at);
  return {
    ...readParts(own, firstOf(own, 'tweet-content'), at, quote?.ref?.id ?? null),
    ref: refOf(idOf(own) ?? ''),
    quote,
    poll: readPoll(own),
    card: readCard(own),
    note: noteOf(own),
  };
}

function readQuote(quoted: MarkupElement, at: string): Post {
  const parts = elementsIn(quoted);
  const link = firstOf(parts, 'quote-link')?.attribute('href') ?? null;
  const ref = refOf(statusIn(link) ?? '');
  if (hasClass(quoted, 'unavailable') || firstOf(parts, 'unavailable-quote') !== null)
    return { ...emptyPost, ref, unavailable: wordsIn(quoted) ?? 'not in the copy' };
  return { ...readParts(parts, firstOf(parts, 'quote-text'), at, null), ref };
}

/** What a post and a quoted one have alike. */
function readParts(
  parts: readonly MarkupElement[],
  words: MarkupElement | null,
  at: string,
  quotedId: string | null,
): Post {
  const segments = words === null ? [] : readLinkedText(words, quotedId === null ? [] : [quotedId]);
  const handle = /^@(\w{1,20})$/u.exec(wordsIn(firstOf(parts, 'username')) ?? '')?.[1] ?? null;
  const picture = parts.find((part) => part.name === 'img' && hasClass(part, 'avatar'));
  const avatar = nitterMedia(picture?.attribute('src') ?? null);
  const tick = firstOf(parts, 'verified-icon', 'icon-ok');
  const stamp =
    parts
      .find((part) => hasClass(part, 'tweet-date'))
      ?.descendants('a')[0]
      ?.attribute('title') ?? null;
  return {
    ...emptyPost,
    author: {
      ...nobody,
      name:
        cleanText(firstOf(parts, 'fullname')?.attribute('title') ?? '').trim() ||
        wordsIn(firstOf(parts, 'fullname')),
      handle,
      url: handle === null ? null : `https://x.com/${handle}`,
      avatar: avatar === null ? null : pictureAt(...avatarUrls(avatar)),
      verified:
        tick === null
          ? null
          : (['blue', 'business', 'government'].find((kind) => hasClass(tick, kind)) ?? 'legacy'),
    },
    segments,
    createdAt: timeIn(stamp, at),
    dir: directionOf(textOf(segments)),
    ...keptMedia(mediaOf(parts)),
  };
}

function idOf(parts: readonly MarkupElement[]): string | null {
  const links = [
    ...parts.filter((part) => hasClass(part, 'tweet-date')).flatMap((part) => part.descendants('a')),
    ...parts.filter((part) => hasClass(part, 'tweet-link')),
  ];
  return links.map((link) => statusIn(link.attribute('href'))).find((id) => id !== null) ?? null;
}

/** `/name/status/20#m`, on whatever host the front end stood. */
function statusIn(href: string | null): string | null {
  return /\/\w{1,20}\/status\/(\d{1,20})(?:[/?#]|$)/u.exec(originalAddress(href) ?? '')?.[1] ?? null;
}

/** `Aug 1, 2022 · 3:40 PM UTC`; before 2021 `1/8/2022, 15:40:22`, whose day and month are in doubt. */
function timeIn(title: string | null, at: string): string | null {
  const found = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}) · (\d{1,2}):(\d{2}) (AM|PM) UTC$/u.exec(
    title?.trim() ?? '',
  );
  if (found === null) return null;
  const [, month = '', day = '', year = '', hour = '', minute = '', half] = found;
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  const pad = (digits: string | number) => String(digits).padStart(2, '0');
  return readTime(`Mon ${month} ${pad(day)} ${pad(hours)}:${minute}:00 +0000 ${year}`, at);
}

function mediaOf(parts: readonly MarkupElement[]): Media[] {
  const photos = parts
    .filter((part) => hasClass(part, 'still-image'))
    .flatMap((part) => {
      const url = nitterMedia(part.attribute('href'));
      return url === null ? [] : [photoAt(url, part.descendants('img')[0]?.attribute('alt') ?? null)];
    });
  const videos = parts
    .filter(({ name }) => name === 'video')
    .flatMap((part) => {
      const still = nitterMedia(part.attribute('poster'));
      const sources = [part, ...part.descendants('source')].flatMap(
        (each) => nitterMedia(each.attribute('src')) ?? nitterMedia(each.attribute('data-url')) ?? [],
      );
      return still === null && sources.length === 0 ? [] : [videoAt(still, sources)];
    });
  const hasVideo = videos.length > 0;
  const lone = parts
    .filter((part) => part.name === 'img' && !hasVideo)
    .flatMap((part) => nitterMedia(part.attribute('src')) ?? [])
    .filter(isStill);
  return [...photos, ...videos, ...lone.map((still) => videoAt(still, []))];
}

function readPoll(parts: readonly MarkupElement[]): Poll | null {
  const options = parts
    .filter((part) => hasClass(part, 'poll-choice-option'))
    .slice(0, 20)
    .flatMap((part) => wordsIn(part) ?? []);
  // Only shares in percent are shown.
  return options.length === 0
    ? null
    : { options: options.map((text) => ({ text, votes: null })), endsAt: null };
}

function readCard(parts: readonly MarkupElement[]): Card | null {
  const url = originalAddress(firstOf(parts, 'card-container')?.attribute('href') ?? null);
  const title = wordsIn(firstOf(parts, 'card-title'));
  if (url === null || title === null || !webUrl.safeParse(url).success) return null;
  const image = firstOf(parts, 'card-image');
  const picture = nitterMedia(image?.descendants('img')[0]?.attribute('src') ?? null);
  return {
    url,
    title,
    description: wordsIn(firstOf(parts, 'card-description')),
    site: wordsIn(firstOf(parts, 'card-destination')),
    picture: picture === null ? null : pictureAt(picture),
  };
}

function noteOf(parts: readonly MarkupElement[]): Post['note'] {
  const box = firstOf(parts, 'community-note-text');
  const words = wordsIn(box);
  return words === null ? null : { text: words, url: null };
}
