import type { Media } from '../model/post.ts';
import { askAddresses, isPassingTrouble, orReason } from './ask-addresses.ts';
import { takePicture } from './fetch-picture.ts';
import { fetchStream } from './fetch-stream.ts';
import { type Copy, type Look, mostFilmBytes } from './media-tools.ts';
import { sniffFilm, sniffPicture } from './sniff.ts';

/**
 * Looks for a video, a silent one or a sound: the first address that gives a whole file of bearable size, kept as it
 * came. Where there is none but a stream, that is put together.
 */
export async function fetchFilm(item: Media, look: Look): Promise<Copy> {
  const request = { maxBytes: mostFilmBytes, timeoutMs: 120_000 };
  const copy = await askAddresses(item.urls, request, (bytes) => takeFilm(bytes, item, look), look);
  const { stream } = item;
  if (stream === null || copy.missing === null) return copy;
  const film = await orReason(() => fetchStream(stream, look));
  if (typeof film !== 'string') {
    const { bytes, width, height } = film;
    const size = { width: item.width ?? width, height: item.height ?? height };
    return { ...size, blob: await look.keep(bytes), mediaType: 'video/mp4', from: null, missing: null };
  }
  const isFirstWorthSaying =
    item.urls.length > 0 && (isPassingTrouble(copy.missing) || !isPassingTrouble(film));
  return isFirstWorthSaying ? copy : { ...copy, missing: film };
}

async function takeFilm(bytes: Uint8Array, { kind }: Media, look: Look): Promise<Copy | string> {
  // Some hosts hand out what moves as a picture with frames.
  if (kind === 'gif' && sniffPicture(bytes) !== null) return await takePicture(bytes, look);
  const mediaType = sniffFilm(bytes);
  if (mediaType === null) return kind === 'audio' ? 'not a sound' : 'not a video';
  return { blob: await look.keep(bytes), mediaType, missing: null };
}
