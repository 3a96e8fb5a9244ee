import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { emptyPost, type Media, nobody, type Post, pictureAt, textOf } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { elementsIn, firstOf, hasClass, wordsIn } from './find-elements.ts';
import { readLinkedText } from './linked-text.ts';
import { backgroundOf, mediaAddress } from './original-address.ts';
import { isStill, keptMedia, photoAt, videoAt } from './page-media.ts';
import { avatarUrls } from './picture-urls.ts';
import { readLang } from './text-lang.ts';
import { refOf } from './text-ref.ts';
import { readTime } from './text-time.ts';

/** The embeds of 2014 to 2020 as X's script drew them: `blockquote.Tweet[data-tweet-id]`. */
export function readWidget(root: MarkupElement, ref: Ref, at: string): Post | null {
  const box = root
    .descendants('blockquote')
    .find((quote) => hasClass(quote, 'Tweet') && quote.attribute('data-tweet-id') === ref.id);
  if (box === undefined) return null;
  // Its pictures stand beside it, in the same card.
  const card = root
    .descendants('div')
    .find((each) => hasClass(each, 'EmbeddedTweet') && elementsIn(each).some((part) => part === box));
  const parts = elementsIn(card ?? box, (part) => hasClass(part, 'QuoteTweet'));
  const quoted = firstOf(elementsIn(card ?? box), 'QuoteTweet');
  const quote = quoted === null ? null : readQuote(quoted);
  return { ...readParts(parts, at, quote?.ref?.id ?? null), ref, quote };
}

function readQuote(box: MarkupElement): Post {
  const parts = elementsIn(box);
  const id = parts.map((part) => part.attribute('data-tweet-id')).find((each) => each !== null) ?? '';
  return { ...readParts(parts, '', null), ref: refOf(id), createdAt: null };
}

function readParts(parts: readonly MarkupElement[], at: string, quotedId: string | null): Post {
  const words = firstOf(parts, 'Tweet-text', 'QuoteTweet-text');
  const segments = words === null ? [] : readLinkedText(words, quotedId === null ? [] : [quotedId]);
  const handle = /^@(\w{1,20})$/u.exec(wordsIn(firstOf(parts, 'TweetAuthor-screenName')) ?? '')?.[1] ?? null;
  const picture = firstOf(parts, 'Avatar');
  const avatar = mediaAddress(picture?.attribute('data-src-2x') ?? picture?.attribute('src') ?? null);
  const time = parts.find((part) => part.name === 'time')?.attribute('datetime') ?? '';
  return {
    ...emptyPost,
    author: {
      ...nobody,
      name: wordsIn(firstOf(parts, 'TweetAuthor-name')),
      handle,
      url: handle === null ? null : `https://x.com/${handle}`,
      avatar: avatar === null ? null : pictureAt(...avatarUrls(avatar)),
      verified: firstOf(parts, 'TweetAuthor-verifiedBadge', 'Icon--verified') === null ? null : 'legacy',
    },
    segments,
    createdAt: readTime(time.replace(/\+00:?00$/u, 'Z'), at),
    lang: readLang(words?.attribute('lang') ?? null),
    dir: directionOf(textOf(segments)),
    ...keptMedia(mediaOf(parts)),
  };
}

/** Pictures are named without their ending, which stands beside; videos by their still. */
function mediaOf(parts: readonly MarkupElement[]): Media[] {
  const pictures = parts
    .filter(({ name }) => name === 'img')
    .flatMap((part) => {
      const bare = part.attribute('data-image');
      const named =
        bare === null ? part.attribute('src') : `${bare}.${part.attribute('data-image-format') ?? 'jpg'}`;
      const url = mediaAddress(named);
      return url === null ? [] : [{ url, alt: part.attribute('alt') }];
    });
  const stills = [
    ...pictures.map(({ url }) => url),
    ...parts.flatMap((part) => backgroundOf(part.attribute('style')) ?? []),
  ].filter(isStill);
  const photos = pictures.filter(({ url }) => url.startsWith('https://pbs.twimg.com/media/'));
  return [
    ...photos.map(({ url, alt }) => photoAt(url, alt)),
    ...[...new Set(stills)].map((still) => videoAt(still, [])),
  ];
}
