import { z } from 'zod';
import type { MarkupElement } from '../../model/platform.ts';
import { type Media, type MediaKind, type Poll, pictureAt } from '../../model/post.ts';
import { originalAddress } from '../archived-address.ts';
import { readJsonText } from '../json-answer.ts';
import { anything, httpsUrl, optional } from '../lenient.ts';
import { countedListOf } from '../omissions.ts';
import { cleanText } from '../segments.ts';
import { readMedia } from './status-media.ts';
import { readPoll } from './status-post.ts';
import { attachment, poll } from './status-schema.ts';

/** The pictures, films and sounds of a drawn post: from what its parts are told to draw, else from what was drawn. */
export function readDrawnMedia(parts: readonly MarkupElement[]): Media[] {
  const told = parts.flatMap((part) => readTold(part));
  if (told.length > 0) return told.slice(0, 20);
  const drawn = parts.flatMap(readDrawn);
  const media = drawn.length > 0 ? drawn : parts.flatMap(readListed);
  const seen = new Set<string | undefined>();
  return media.filter(({ urls: [first] }) => !seen.has(first) && seen.add(first)).slice(0, 20);
}

/** The poll of a drawn post. */
export function readDrawnPoll(parts: readonly MarkupElement[], at: string): Poll | null {
  const props = parts.find((part) => part.attribute('data-component') === 'Poll');
  const told = props === undefined ? null : z.object({ poll }).safeParse(propsOf(props)).data;
  if (told) return readPoll(told, at);
  const options = parts
    .filter(({ classes }) => classes.includes('poll__option__text'))
    .slice(0, 20)
    .map(({ text }) => ({ text: cleanText(text).trim(), votes: null }));
  return options.length === 0 ? null : { options, endsAt: null };
}

const gallery = z.object({ media: countedListOf(attachment, 20) });
const player = z.object({
  src: httpsUrl,
  alt: optional(z.string().min(1)),
  preview: optional(httpsUrl),
  poster: optional(httpsUrl),
  duration: optional(z.number().min(0).max(1e6)),
  media: anything,
});

/** What a page tells its scripts, `data-props`. */
function readTold(part: MarkupElement): readonly Media[] {
  const component = part.attribute('data-component') ?? '';
  const kind = players.get(component);
  if (component !== 'MediaGallery' && kind === undefined) return [];
  const props = propsOf(part);
  const list = gallery.safeParse(props).data;
  if (list !== undefined && list.media.items.length > 0) return readMedia(list.media).media;
  const told = player.safeParse(props).data;
  if (told === undefined || kind === undefined) return [];
  const { src, alt, preview, poster, duration } = told;
  const still = preview ?? (kind === 'video' ? poster : null);
  return [
    {
      ...pictureAt(src),
      kind,
      alt: alt === null ? null : cleanText(alt),
      poster: still === null ? null : pictureAt(still),
      durationMs: duration === null ? null : Math.round(duration * 1000),
      stream: null,
    },
  ];
}

const players: ReadonlyMap<string, MediaKind> = new Map([
  ['Video', 'video'],
  ['Audio', 'audio'],
]);

function propsOf(part: MarkupElement): unknown {
  const read = readJsonText(part.attribute('data-props') ?? '');
  return read.kind === 'json' ? read.value : null;
}

/** What scripts made of it: `a[href] > img`, `video`, `audio`. */
function readDrawn(part: MarkupElement): Media[] {
  const at = (name: string) => webAddress(part.attribute(name));
  const alt = cleanText(
    part.attribute('alt') ?? part.attribute('aria-label') ?? part.attribute('title') ?? '',
  );
  const rest = { alt: alt.trim() === '' ? null : alt, durationMs: null, stream: null } as const;
  if (part.name === 'video' || part.name === 'audio') {
    const src = at('src') ?? webAddress(part.descendants('source')[0]?.attribute('src') ?? null);
    const isGif = part.classes.some((name) => name.includes('gifv'));
    const kind = part.name === 'audio' ? 'audio' : isGif ? 'gif' : 'video';
    const still = at('poster');
    return src === null
      ? []
      : [{ ...pictureAt(src), ...rest, kind, poster: still === null ? null : pictureAt(still) }];
  }
  if (!part.classes.includes('media-gallery__item-thumbnail')) return [];
  const image = part.descendants('img')[0];
  const shown = webAddress(image?.attribute('src') ?? null);
  const urls = [at('href'), shown].filter((url) => url !== null);
  const words = cleanText(image?.attribute('alt') ?? '');
  return urls.length === 0
    ? []
    : [{ ...pictureAt(...new Set(urls)), ...rest, alt: words || null, kind: 'photo', poster: null }];
}

/** The list for those without scripts: names of files, the kind by their ending. */
function readListed(part: MarkupElement): readonly Media[] {
  if (!part.classes.includes('attachment-list__list')) return [];
  const files = part.descendants('a').map((link) => ({
    type: 'unknown',
    url: webAddress(link.attribute('href')),
    remote_url: null,
    preview_url: null,
    description: link.attribute('title') || null,
    meta: null,
  }));
  return readMedia({ items: files, malformed: 0, surplus: 0 }).media;
}

function webAddress(value: string | null): string | null {
  const address = originalAddress((value ?? '').trim());
  return httpsUrl.safeParse(address).success ? address : null;
}
