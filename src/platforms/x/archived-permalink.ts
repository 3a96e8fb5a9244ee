import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { emptyPost, type Media, nobody, type Post, pictureAt, textOf } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { cleanText } from '../segments.ts';
import { elementsIn, firstOf, hasClass, wordsIn } from './find-elements.ts';
import { readLinkedText } from './linked-text.ts';
import { backgroundOf, mediaAddress } from './original-address.ts';
import { keptMedia, photoAt, videoAt } from './page-media.ts';
import { avatarUrls } from './picture-urls.ts';
import { readLang } from './text-lang.ts';
import { refOf } from './text-ref.ts';
import { readEpoch } from './text-time.ts';
import { inLine, threadAround } from './thread-around.ts';

/**
 * The pages of 2011 to 2020: each post is `div.tweet[data-tweet-id]`, what it answers stands above it as
 * `permalink-ancestor-tweet`. `at`: when the copy was taken.
 */
export function readPermalinkPage(root: MarkupElement, ref: Ref, at: string): Post | null {
  const boxes = elementsIn(root).filter(
    (element) => element.attribute('data-tweet-id') !== null && hasClass(element, 'tweet', 'permalink-tweet'),
  );
  const asked = boxes.filter((box) => box.attribute('data-tweet-id') === ref.id);
  const main = asked.find((box) => hasClass(box, 'permalink-tweet')) ?? asked[0];
  if (main === undefined || main.classes.some((name) => name.includes('withheld'))) return null;
  const above = boxes
    .slice(0, boxes.indexOf(main))
    .filter((box) => hasClass(box, 'permalink-ancestor-tweet'))
    .slice(-50);
  const line = inLine([...above, main, ...goingOn(root, main)].map((box) => readBox(box, at)));
  const post = line[above.length];
  return post === undefined ? null : { ...post, thread: threadAround(post, line) };
}

/** Of the conversations below, the one the author began, up to the first stranger: the thread goes on there. */
function goingOn(root: MarkupElement, main: MarkupElement): MarkupElement[] {
  const author = main.attribute('data-user-id') ?? main.attribute('data-screen-name');
  const isOwn = (box: MarkupElement) =>
    author !== null && [box.attribute('data-user-id'), box.attribute('data-screen-name')].includes(author);
  for (const talk of elementsIn(root)) {
    if (!hasClass(talk, 'ThreadedConversation', 'ThreadedConversation--loneTweet')) continue;
    const boxes = elementsIn(talk).filter((box) => hasClass(box, 'permalink-descendant-tweet'));
    if (boxes[0] === undefined || !isOwn(boxes[0])) continue;
    const stranger = boxes.findIndex((box) => !isOwn(box));
    return boxes.slice(0, stranger === -1 ? 50 : Math.min(stranger, 50));
  }
  return [];
}

function readBox(box: MarkupElement, at: string): Post {
  const own = elementsIn(box, (element) => hasClass(element, 'QuoteTweet', 'QuoteTweet-container'));
  const quote = readQuote(box);
  const words = firstOf(own, 'tweet-text', 'js-tweet-text');
  const segments = words === null ? [] : readLinkedText(words, quote?.ref == null ? [] : [quote.ref.id]);
  const stamp = own.find((element) => element.attribute('data-time') !== null);
  const avatar = mediaAddress(firstOf(own, 'avatar')?.attribute('src') ?? null);
  const handle = handleOf(box.attribute('data-screen-name') ?? wordsIn(firstOf(own, 'username')));
  const { ms, seconds } = { ms: stamp?.attribute('data-time-ms'), seconds: stamp?.attribute('data-time') };
  return {
    ...emptyPost,
    ref: refOf(box.attribute('data-tweet-id') ?? ''),
    author: {
      ...nobody,
      id: idOf(box.attribute('data-user-id')),
      name: cleanText(box.attribute('data-name') ?? '').trim() || wordsIn(firstOf(own, 'fullname')),
      handle,
      url: handle === null ? null : `https://x.com/${handle}`,
      avatar: avatar === null ? null : pictureAt(...avatarUrls(avatar)),
      verified: firstOf(own, 'Icon--verified') === null ? null : 'legacy',
    },
    segments,
    createdAt: readEpoch(ms ?? (seconds == null ? '' : `${seconds}000`), at),
    lang: readLang(words?.attribute('lang') ?? null),
    dir: directionOf(textOf(segments)),
    ...keptMedia(mediaOf(own)),
    quote,
    metrics: {
      at,
      likes: countOf(own, 'favorite'),
      replies: countOf(own, 'reply'),
      reposts: countOf(own, 'retweet'),
      views: null,
    },
  };
}

function readQuote(box: MarkupElement): Post | null {
  const container = firstOf(elementsIn(box), 'QuoteTweet', 'QuoteTweet-container');
  if (container === null) return null;
  const parts = [container, ...elementsIn(container)];
  const inner = firstOf(parts, 'QuoteTweet-innerContainer');
  const ref = refOf(inner?.attribute('data-item-id') ?? '');
  const words = firstOf(parts, 'QuoteTweet-text', 'tweet-text');
  if (inner === null || words === null)
    return { ...emptyPost, ref, unavailable: wordsIn(container) ?? 'not in the copy' };
  const segments = readLinkedText(words);
  const handle = handleOf(inner.attribute('data-screen-name'));
  return {
    ...emptyPost,
    ref,
    author: {
      ...nobody,
      id: idOf(inner.attribute('data-user-id')),
      name: wordsIn(firstOf(parts, 'QuoteTweet-fullname')),
      handle,
      url: handle === null ? null : `https://x.com/${handle}`,
    },
    segments,
    lang: readLang(words.attribute('lang')),
    dir: directionOf(textOf(segments)),
    ...keptMedia(mediaOf(parts)),
  };
}

/** The photos of a post, or its video, whose file the page of that time asked for by script. */
function mediaOf(parts: readonly MarkupElement[]): Media[] {
  const boxes = parts.filter((part) => part.attribute('data-image-url') !== null);
  const older = parts.filter((part) => part.attribute('data-resolved-url-large') !== null);
  const photos = (boxes.length > 0 ? boxes : older).flatMap((part) => {
    const url = mediaAddress(part.attribute('data-image-url') ?? part.attribute('data-resolved-url-large'));
    return url === null ? [] : [photoAt(url, part.descendants('img')[0]?.attribute('alt') ?? null)];
  });
  const players = parts.filter((part) => hasClass(part, 'PlayableMedia-player'));
  const videos = players.flatMap((part) => {
    const still = backgroundOf(part.attribute('style'));
    return still === null ? [] : [videoAt(still, [])];
  });
  return [...photos, ...videos];
}

function countOf(parts: readonly MarkupElement[], action: string): number | null {
  const box = firstOf(parts, `ProfileTweet-action--${action}`);
  const told =
    box === null
      ? undefined
      : elementsIn(box).find((each) => each.attribute('data-tweet-stat-count') !== null);
  const digits = told?.attribute('data-tweet-stat-count') ?? '';
  return /^\d{1,15}$/u.test(digits) ? Number(digits) : null;
}

function handleOf(text: string | null): string | null {
  return /^@?(\w{1,20})$/u.exec(text?.trim() ?? '')?.[1] ?? null;
}

function idOf(text: string | null): string | null {
  return /^[1-9]\d{0,19}$/u.test(text ?? '') ? text : null;
}
