import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { emptyPost, nobody, type Post, pictureAt, textOf } from '../../model/post.ts';
import { readPrintedDate } from '../../model/printed-date.ts';
import type { Ref } from '../../ref.ts';
import { elementsIn, firstOf, hasClass, wordsIn } from './find-elements.ts';
import { readLinkedText } from './linked-text.ts';
import { mediaAddress, originalAddress } from './original-address.ts';
import { isStill, keptMedia, photoAt, videoAt } from './page-media.ts';
import { avatarUrls } from './picture-urls.ts';
import { statusIdOf } from './status-address.ts';
import { refOf } from './text-ref.ts';

/** `mobile.twitter.com` without scripts: tables, the post in `table.main-tweet`. Its date names no time zone. */
export function readMobilePage(root: MarkupElement, ref: Ref): Post | null {
  const table = root.descendants('table').find((each) => hasClass(each, 'main-tweet'));
  if (table === undefined) return null;
  const parts = elementsIn(table);
  const box = firstOf(parts, 'tweet-text');
  const dated = firstOf(parts, 'metadata')?.descendants('a')[0] ?? null;
  const id = box?.attribute('data-id') ?? statusIdOf(originalAddress(dated?.attribute('href') ?? null));
  if (id !== ref.id) return null;
  const words = box === null ? null : (firstOf(elementsIn(box), 'dir-ltr', 'dir-rtl') ?? box);
  const segments = words === null ? [] : readLinkedText(words);
  const handle =
    /^@(\w{1,20})$/u.exec((wordsIn(firstOf(parts, 'username')) ?? '').replace(/\s/gu, ''))?.[1] ?? null;
  const pictures = parts
    .filter(({ name }) => name === 'img')
    .flatMap((part) => {
      const url = mediaAddress(part.attribute('src'));
      return url === null ? [] : [{ url, alt: part.attribute('alt') }];
    });
  const avatar = pictures.find(({ url }) => url.includes('/profile_images/'))?.url ?? null;
  return {
    ...emptyPost,
    ref: refOf(id),
    author: {
      ...nobody,
      name: wordsIn(firstOf(parts, 'fullname')),
      handle,
      url: handle === null ? null : `https://x.com/${handle}`,
      avatar: avatar === null ? null : pictureAt(...avatarUrls(avatar)),
    },
    segments,
    createdAt: readPrintedDate((dated?.text ?? '').replace(/^[^-]*-\s*/u, '')),
    dir: directionOf(textOf(segments)),
    ...keptMedia(
      pictures.flatMap(({ url, alt }) =>
        isStill(url)
          ? [videoAt(url, [])]
          : url.startsWith('https://pbs.twimg.com/media/')
            ? [photoAt(url, alt)]
            : [],
      ),
    ),
  };
}
