import { createDecipheriv } from 'node:crypto';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isHoldfastError } from '../errors.ts';
import { fetchWithin, lackOf } from './ask-addresses.ts';
import { joinStream, type StreamFile } from './ffmpeg.ts';
import { type Look, mostFilmBytes } from './media-tools.ts';
import { type Piece, type Playlist, readPlaylist, type StreamSegment, type Variant } from './playlist.ts';
import { sniffFilm, sniffSegment } from './sniff.ts';

/** A stream put together. */
export interface StreamFilm {
  /** MP4. */
  readonly bytes: Uint8Array;
  readonly width: number | null;
  readonly height: number | null;
}

/** Of everything that is asked for to make a film. */
const mostStreamBytes = 256 * 1024 * 1024;
const joinMs = 120_000;
const fetchMs = 10 * 60_000;

/**
 * Puts an HLS stream (RFC 8216) together as one MP4: of its variants the best that stays within 64 MiB, every piece
 * through our own door, deciphered here, joined by ffmpeg. Gives the reason in words where it can't.
 */
export async function fetchStream(url: string, look: Look): Promise<StreamFilm | string> {
  const { streams } = look;
  const program = streams?.ffmpeg ?? null;
  if (streams === undefined || program === null) return 'stream only: ffmpeg isn’t there to put it together';
  const folder = await mkdtemp(join(streams.work, 'stream-'));
  try {
    return await orSaid(() =>
      tryVariants(url, { folder, program, ask: askerOf(look), playlists: new Map() }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gives the bytes at an address; throws `Unhad` when it gives none. */
type Ask = (url: string) => Promise<{ readonly url: string; readonly body: Uint8Array }>;

interface Bench {
  readonly folder: string;
  readonly program: string;
  readonly ask: Ask;
  readonly playlists: Map<string, Readable>;
}

type Readable = Exclude<Playlist, { kind: 'none' }>;

/** Ends the work on a stream, or on one variant of it, for a reason in words. */
class Unhad extends Error {}

const tooLarge = 'stream only: it is too large';

async function orSaid<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unhad) return error.message;
    throw error;
  }
}

function askerOf(look: Look): Ask {
  const end = performance.now() + fetchMs;
  let left = mostStreamBytes;
  return async (url) => {
    if (performance.now() > end) throw new Unhad('timeout');
    if (left <= 0) throw new Unhad(tooLarge);
    const most = { maxBytes: Math.min(left, mostFilmBytes), timeoutMs: 60_000 };
    const wire = await fetchWithin(url, most, look).catch((error: unknown) => {
      throw isHoldfastError(error, 'too-large') ? new Unhad(tooLarge, { cause: error }) : error;
    });
    if (typeof wire === 'string') throw new Unhad(wire);
    left -= wire.body.length;
    const lack = lackOf(wire);
    if (lack !== null) throw new Unhad(lack);
    return wire;
  };
}

async function tryVariants(url: string, bench: Bench): Promise<StreamFilm> {
  const playlist = await playlistAt(url, bench);
  const variants: readonly Variant[] =
    playlist.kind === 'variants'
      ? playlist.variants
      : [{ url, bandwidth: 0, width: null, height: null, sound: null, hasPicture: true }];
  for (const [at, variant] of variants.entries()) {
    const film = await orSaid(() => tryVariant(variant, at, bench));
    if (typeof film !== 'string') return { bytes: film, width: variant.width, height: variant.height };
    if (film !== tooLarge) throw new Unhad(film);
  }
  throw new Unhad(tooLarge);
}

async function tryVariant(variant: Variant, number: number, bench: Bench): Promise<Uint8Array> {
  const urls = variant.sound === null ? [variant.url] : [variant.url, variant.sound];
  const tracks: StreamFile[][] = [];
  let left = mostFilmBytes;
  for (const [at, url] of urls.entries()) {
    const playlist = await playlistAt(url, bench);
    if (playlist.kind === 'variants') throw new Unhad('stream only: its playlist can’t be read');
    if ((variant.bandwidth / 8) * playlist.seconds > mostFilmBytes) throw new Unhad(tooLarge);
    const { files, bytes } = await loadTrack(playlist.segments, `${number}-${at}`, left, bench);
    left -= bytes;
    if (left < 0) throw new Unhad(tooLarge);
    tracks.push(files);
  }
  const film = await joinStream(bench.program, bench.folder, tracks, { ms: joinMs, output: mostFilmBytes });
  if (film === 'too-large') throw new Unhad(tooLarge);
  if (typeof film === 'string') throw new Unhad(`stream only: ${film}`);
  if (sniffFilm(film) !== 'video/mp4') throw new Unhad('stream only: ffmpeg made nothing of it');
  return film;
}

/** Asks for each once. */
async function playlistAt(url: string, { ask, playlists }: Bench): Promise<Readable> {
  const known = playlists.get(url);
  if (known !== undefined) return known;
  const wire = await ask(url);
  // Relative addresses are of where it was found, after redirects.
  const playlist = readPlaylist(Buffer.from(wire.body).toString('utf8'), wire.url);
  if (playlist.kind === 'none') throw new Unhad(`stream only: ${playlist.why}`);
  playlists.set(url, playlist);
  return playlist;
}

/** Writes the segments one behind another, a new file wherever they don't go on. Stops past the most bytes. */
async function loadTrack(
  segments: readonly StreamSegment[],
  name: string,
  most: number,
  { folder, ask }: Bench,
): Promise<{ readonly files: StreamFile[]; readonly bytes: number }> {
  const files: StreamFile[] = [];
  const load = loader(ask);
  let bytes = 0;
  let before: StreamSegment | null = null;
  for (const segment of segments) {
    const isNew = before === null || segment.isCut || !isSamePiece(segment.map, before.map);
    before = segment;
    const head = isNew && segment.map !== null ? await load(segment.map) : new Uint8Array();
    const body = await load(segment);
    const format = sniffSegment(head.length > 0 ? head : body);
    const current = isNew ? undefined : files.at(-1);
    if (format === null || sniffSegment(body) !== format || (current && current.format !== format))
      throw new Unhad('stream only: a piece of it is no video');
    const file = current ?? { name: `track-${name}-${files.length}.${format}`, format };
    if (current === undefined) files.push(file);
    for (const part of [head, body]) await appendFile(join(folder, file.name), part);
    bytes += head.length + body.length;
    if (bytes > most) break;
  }
  return { files, bytes };
}

/** Loads pieces, deciphered. The last answer and all keys are remembered: ranges share one file, pieces one key. */
function loader(ask: Ask): (piece: Piece) => Promise<Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  let last: { readonly url: string; readonly body: Uint8Array } | null = null;
  return async ({ url, range, key }) => {
    if (last?.url !== url) last = { url, body: (await ask(url)).body };
    const { body } = last;
    const bytes = range === null ? body : body.subarray(range.offset, range.offset + range.length);
    if (range !== null && bytes.length < range.length)
      throw new Unhad('stream only: a piece of it is cut short');
    if (key === null) return withoutTags(bytes);
    const secret = keys.get(key.url) ?? (await ask(key.url)).body;
    keys.set(key.url, secret);
    return withoutTags(deciphered(bytes, secret, key.iv));
  };
}

/** AES-128 in CBC mode with PKCS #7 padding (RFC 8216 §4.3.2.4). */
function deciphered(bytes: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-128-cbc', key, iv);
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  } catch (error) {
    throw new Unhad('stream only: a piece of it can’t be deciphered', { cause: error });
  }
}

/** Sounds that are packed alone begin with ID3 tags that hold their time (RFC 8216 §3.4). */
function withoutTags(bytes: Uint8Array): Uint8Array {
  let at = 0;
  while (Buffer.from(bytes.subarray(at, at + 3)).toString('latin1') === 'ID3') {
    const size = [6, 7, 8, 9].reduce((sum, next) => sum * 128 + ((bytes[at + next] ?? 0) & 0x7f), 0);
    at += 10 + size;
  }
  return bytes.subarray(at);
}

function isSamePiece(a: Piece | null, b: Piece | null): boolean {
  return a?.url === b?.url && a?.range?.offset === b?.range?.offset && a?.range?.length === b?.range?.length;
}
