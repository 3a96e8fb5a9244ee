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
import { omitted } from '../omissions.ts';
import { cleanText } from '../segments.ts';
import { match, timeOf } from './match.ts';

/** The page Threads' own script frames; null where a page is no such frame. It names its elements in plain words. */
export function readFrame(root: MarkupElement, ref: Ref): Answer | null {
  const elements = root.descendants('*');
  const body = elements.find(({ classes }) => classes.includes('BodyTextContainer')) ?? null;
  const pictures = elements.filter(({ classes }) => classes.some((name) => mediaBoxes.has(name)));
  if (body === null && pictures.length === 0) return null;
  const links = elements.flatMap((element) => {
    const url = element.name === 'a' ? URL.parse(originalAddress(element.attribute('href') ?? '')) : null;
    const named = url === null ? null : match(url);
    return named === null ? [] : [named];
  });
  const named = links.find(({ id }) => id === ref.id);
  if (named === undefined)
    return unknown('bad-shape', `another post (${links[0]?.id ?? 'unnamed'}) than asked`);
  const handle = /\/@([\w.]{1,30})\/post\//u.exec(named.url)?.[1] ?? handleIn(elements);
  const segments = body === null ? [] : readHtmlText([body], readLink);
  const all = mediaIn(pictures);
  const media = all.slice(0, 20);
  const post: Post = {
    ...emptyPost,
    ref: named,
    author: { ...nobody, handle, url: handle === null ? null : `https://www.threads.com/@${handle}` },
    segments,
    createdAt: timeOf(ref.id),
    dir: directionOf(textOf(segments)),
    media,
    omissions: omitted('media', 'surplus', all.length - media.length),
  };
  return { kind: 'post', post };
}

const mediaBoxes: ReadonlySet<string> = new Set([
  'SingleInnerMediaContainer',
  'SingleInnerMediaContainerVideo',
  'SoloMediaContainer',
  'MediaScrollImageContainer',
]);

function handleIn(elements: readonly MarkupElement[]): string | null {
  const box = elements.find(({ classes }) => classes.includes('NameContainer'));
  return /^@?([\w.]{1,30})$/u.exec(cleanText(box?.text.trim() ?? ''))?.[1] ?? null;
}

function readLink(_link: MarkupElement, text: string): Segment | null {
  const handle = /^@([\w.]{1,30})$/u.exec(text)?.[1];
  return handle === undefined
    ? null
    : { kind: 'mention', text, handle, url: `https://www.threads.com/@${handle}` };
}

/** Boxes stand within boxes: each file once. */
function mediaIn(boxes: readonly MarkupElement[]): Media[] {
  const found = new Map<string, Media>();
  const rest = { alt: null, durationMs: null, stream: null };
  for (const box of boxes)
    for (const element of box.descendants('*')) {
      const url = addressOf(element);
      if (url === null || found.has(url)) continue;
      if (element.name === 'img')
        found.set(url, { ...pictureAt(url), ...rest, alt: altOf(element), kind: 'photo', poster: null });
      if (element.name === 'video' || element.name === 'source')
        found.set(url, { ...pictureAt(url), ...rest, kind: 'video', poster: null });
    }
  return [...found.values()];
}

function addressOf(element: MarkupElement): string | null {
  const url = originalAddress(element.attribute('src') ?? '');
  return httpsUrl.safeParse(url).success ? url : null;
}

function altOf(image: MarkupElement): string | null {
  return cleanText(image.attribute('alt') ?? '').trim() || null;
}
