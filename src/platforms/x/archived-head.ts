import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { emptyPost, nobody, type Post, pictureAt, textOf } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { cleanText } from '../segments.ts';
import { mediaAddress, originalAddress } from './original-address.ts';
import { isStill, photoAt, videoAt } from './page-media.ts';
import { avatarUrls } from './picture-urls.ts';
import { readPlainText } from './plain-text.ts';
import { statusIdOf } from './status-address.ts';
import { refOf } from './text-ref.ts';

/** What a page says of itself to those who preview links to it (Open Graph), where nothing else of it tells. */
export function readHead(root: MarkupElement, ref: Ref): Post | null {
  const told = new Map(
    root
      .descendants('meta')
      .map(
        (meta) =>
          [meta.attribute('property') ?? meta.attribute('name'), meta.attribute('content') ?? ''] as const,
      )
      .toReversed(),
  );
  const canonical = root.descendants('link').find((link) => link.attribute('rel') === 'canonical');
  const address =
    originalAddress(told.get('og:url') ?? null) ?? originalAddress(canonical?.attribute('href') ?? null);
  const description = told.get('og:description') ?? '';
  if (address === null || statusIdOf(address) !== ref.id || description.trim() === '') return null;
  const segments = readPlainText(unquoted(description, told.get('og:site_name') ?? ''));
  const handle = /^https?:\/\/[^/]+\/(\w{1,20})\/status/u.exec(address)?.[1] ?? null;
  const isNamed = handle !== null && handle !== 'i';
  const picture = mediaAddress(told.get('og:image') ?? null);
  const isAvatar = picture?.includes('/profile_images/') === true;
  return {
    ...emptyPost,
    ref: refOf(ref.id),
    author: {
      ...nobody,
      name: nameIn(told.get('og:title') ?? ''),
      handle: isNamed ? handle : null,
      url: isNamed ? `https://x.com/${handle}` : null,
      avatar: isAvatar && picture !== null ? pictureAt(...avatarUrls(picture)) : null,
    },
    segments,
    dir: directionOf(textOf(segments)),
    // Only the first picture is told of.
    media:
      picture === null || isAvatar
        ? []
        : isStill(picture)
          ? [videoAt(picture, [])]
          : picture.startsWith('https://pbs.twimg.com/media/')
            ? [photoAt(picture, null)]
            : [],
    truncated: description.trim().endsWith('…'),
  };
}

/** Until 2023 the words stood in quotation marks; those of the author's own stay. */
function unquoted(text: string, site: string): string {
  return site === 'Twitter' ? text.trim().replace(/^[“"](.*)[”"]$/su, '$1') : text;
}

/** `Name on Twitter`, `Name (@handle) on X`; in other languages the order of the words is not known. */
function nameIn(title: string): string | null {
  const name = /^(.{1,200}?)(?: \(@\w{1,20}\))? on (?:Twitter|X)$/su.exec(title)?.[1];
  return name === undefined ? null : cleanText(name).trim() || null;
}
