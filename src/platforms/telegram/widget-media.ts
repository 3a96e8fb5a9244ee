import type { MarkupElement } from '../../model/platform.ts';
import { type Media, pictureAt } from '../../model/post.ts';
import { ownParts, partOf, styledPicture, webAddress } from './widget-parts.ts';

/** Pictures, films (round ones too), voice and stickers of a message, in the page's order; at most 20. */
export function readMedia(parts: readonly MarkupElement[]): { items: Media[]; surplus: number } {
  const all = parts.flatMap((part) => readPart(part) ?? []);
  const items = all.slice(0, 20);
  return { items, surplus: all.length - items.length };
}

function readPart(part: MarkupElement): Media | null {
  const read = part.classes.flatMap((name) => readers.get(name) ?? [])[0];
  return read === undefined ? null : read(part);
}

const readers: ReadonlyMap<string, (part: MarkupElement) => Media | null> = new Map([
  ['tgme_widget_message_photo_wrap', readPhoto],
  ['tgme_widget_message_video_player', (player) => readVideo(player, 'video')],
  ['tgme_widget_message_roundvideo_player', (player) => readVideo(player, 'roundvideo')],
  ['tgme_widget_message_voice_player', readVoice],
  ['tgme_widget_message_sticker_wrap', readSticker],
]);

const nothingMore = { alt: null, poster: null, durationMs: null, stream: null } as const;

function readPhoto(wrap: MarkupElement): Media | null {
  const url = styledPicture(wrap);
  return url === null ? null : { ...pictureAt(url), ...sizeOf(wrap), ...nothingMore, kind: 'photo' };
}

/** A film too large for the page keeps its still. */
function readVideo(player: MarkupElement, name: string): Media | null {
  const parts = ownParts(player);
  const file = webAddress(parts.find((part) => part.name === 'video')?.attribute('src') ?? null);
  const still = styledPicture(partOf(parts, `${name}_thumb`));
  if (file === null && still === null) return null;
  const size = sizeOf(partOf(parts, `${name}_wrap`) ?? player);
  return {
    ...pictureAt(...(file === null ? [] : [file])),
    ...size,
    kind: 'video',
    alt: null,
    poster: still === null ? null : { ...pictureAt(still), ...size },
    durationMs: durationIn(partOf(parts, `${name}_duration`)?.text ?? ''),
    stream: null,
  };
}

function readVoice(player: MarkupElement): Media | null {
  const parts = ownParts(player);
  const file = webAddress(parts.find((part) => part.name === 'audio')?.attribute('src') ?? null);
  if (file === null) return null;
  const durationMs = durationIn(partOf(parts, 'voice_duration')?.text ?? '');
  return { ...pictureAt(file), ...nothingMore, durationMs, kind: 'audio' };
}

function readSticker(wrap: MarkupElement): Media | null {
  const sticker = partOf(ownParts(wrap), 'sticker');
  const url = webAddress(sticker?.attribute('data-webp') ?? null) ?? styledPicture(sticker);
  return url === null ? null : { ...pictureAt(url), ...nothingMore, kind: 'photo' };
}

/** The width in pixels stands on the wrap, the height as a share of it on what holds the place free. */
function sizeOf(wrap: MarkupElement): { width: number | null; height: number | null } {
  const styles = [wrap, ...ownParts(wrap)].map((part) => part.attribute('style') ?? '');
  const width = Number(/(?:^|;)\s*width:\s*(\d{1,5})px/u.exec(styles[0] ?? '')?.[1] ?? 0);
  const share = styles.map((style) => /padding-top:\s*(\d{1,4}(?:\.\d{1,9})?)%/u.exec(style)?.[1]);
  const height = Math.round((width * Number(share.find((each) => each !== undefined) ?? 0)) / 100);
  return width > 0 && height > 0 ? { width, height } : { width: null, height: null };
}

/** `1:02:03` */
function durationIn(text: string): number | null {
  const match = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})$/u.exec(text.trim());
  if (match === null) return null;
  const [, hours = 0, minutes = 0, seconds = 0] = match;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}
