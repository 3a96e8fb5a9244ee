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
import { match } from './match.ts';

/** The page Instagram's own embeds frame, `/p/<code>/embed/captioned/`; null where a page is no such frame. */
export function readFrame(root: MarkupElement, ref: Ref): Answer | null {
  const elements = root.descendants('*');
  const frame = elements.find(
    (each) => each.attribute('data-permalink') !== null && each.classes.includes('Embed'),
  );
  if (frame === undefined) return null;
  const url = URL.parse(originalAddress(frame.attribute('data-permalink') ?? ''));
  const named = url === null ? null : match(url);
  if (named?.id !== ref.id)
    return unknown('bad-shape', `another post (${named?.id ?? 'unnamed'}) than asked`);
  const parts = frame.descendants('*');
  const partOf = (...classes: readonly string[]) =>
    parts.find((part) => classes.some((name) => part.classes.includes(name))) ?? null;
  const handle = cleanText(partOf('UsernameText', 'CaptionUsername')?.text.trim() ?? '');
  const caption = partOf('Caption');
  const isForeign = ({ classes }: MarkupElement) =>
    classes.includes('CaptionUsername') || classes.includes('CaptionComments');
  const segments = caption === null ? [] : readHtmlText([caption], readLink, isForeign);
  const avatar = pictureOf(partOf('Avatar')?.descendants('img')[0]);
  const media = mediaOf(parts, frame.attribute('data-media-type') ?? '');
  const post: Post = {
    ...emptyPost,
    ref: named,
    author: {
      ...nobody,
      id: /^\d{1,20}$/u.exec(frame.attribute('data-owner-id') ?? '')?.[0] ?? null,
      handle: /^[\w.]{1,30}$/u.test(handle) ? handle : null,
      url: /^[\w.]{1,30}$/u.test(handle) ? `https://www.instagram.com/${handle}/` : null,
      avatar: avatar === null ? null : pictureAt(avatar),
      verified: partOf('VerifiedSprite') === null ? null : 'verified',
    },
    segments,
    dir: directionOf(textOf(segments)),
    media,
  };
  return segments.length === 0 && media.length === 0
    ? unknown('withheld-unknown', 'a frame with nothing of the post in it')
    : { kind: 'post', post };
}

function readLink(_link: MarkupElement, text: string): Segment | null {
  const handle = /^@([\w.]{1,30})$/u.exec(text)?.[1];
  if (handle !== undefined)
    return { kind: 'mention', text, handle, url: `https://www.instagram.com/${handle}/` };
  const tag = /^[#＃](\S+)$/u.exec(text)?.[1];
  return tag === undefined
    ? null
    : { kind: 'tag', text, tag, url: `https://www.instagram.com/explore/tags/${encodeURIComponent(tag)}/` };
}

/** The largest of the sizes it is offered in. */
function pictureOf(image: MarkupElement | undefined): string | null {
  const sizes = (image?.attribute('srcset') ?? '').split(/,(?=https?:|\/)/u).map((each) => {
    const [, url = '', width = '0'] = /^\s*(\S+)\s+(\d{1,5})w\s*$/u.exec(each) ?? [];
    return { url: originalAddress(url), width: Number(width) };
  });
  const [largest] = sizes.toSorted((a, b) => b.width - a.width);
  const urls = [largest?.url ?? '', originalAddress(image?.attribute('src') ?? '')];
  return urls.find((url) => httpsUrl.safeParse(url).success) ?? null;
}

/** One picture, or the first of several, or the still of a film. */
function mediaOf(parts: readonly MarkupElement[], type: string): Media[] {
  const still = pictureOf(parts.find(({ classes }) => classes.includes('EmbeddedMediaImage')));
  const rest = { alt: null, durationMs: null, stream: null };
  if (/video/iu.test(type))
    return [{ ...pictureAt(), ...rest, kind: 'video', poster: still === null ? null : pictureAt(still) }];
  return still === null ? [] : [{ ...pictureAt(still), ...rest, kind: 'photo', poster: null }];
}
