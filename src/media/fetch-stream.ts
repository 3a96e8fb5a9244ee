import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isPassingTrouble } from './ask-addresses.ts';
import { joinStream, type StreamFile } from './ffmpeg.ts';
import { type Look, mostFilmBytes } from './media-tools.ts';
import { type Playlist, readPlaylist, type Variant } from './playlist.ts';
import { sniffFilm } from './sniff.ts';
import { type Ask, askerOf, orSaid, tooLarge, Unhad } from './stream-door.ts';
import { loadTrack } from './stream-track.ts';

/** A stream put together. */
export interface StreamFilm {
  /** MP4. */
  readonly bytes: Uint8Array;
  readonly width: number | null;
  readonly height: number | null;
}

const joinMs = 120_000;
/** Qualities that are tried. */
const mostVariants = 8;

/**
 * Puts an HLS stream (RFC 8216) together as one MP4: of its variants the best that is whole and within 64 MiB, every
 * piece through our own door, deciphered here, joined by ffmpeg. Gives the reason in words where it can't.
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

interface Bench {
  readonly folder: string;
  readonly program: string;
  readonly ask: Ask;
  readonly playlists: Map<string, Readable>;
}

type Readable = Exclude<Playlist, { kind: 'none' }>;

async function tryVariants(url: string, bench: Bench): Promise<StreamFilm> {
  const playlist = await playlistAt(url, bench);
  const variants: readonly Variant[] =
    playlist.kind === 'variants'
      ? playlist.variants
      : [{ url, bandwidth: 0, width: null, height: null, sound: null, hasPicture: true }];
  let reason = tooLarge;
  for (const [at, variant] of variants.slice(0, mostVariants).entries()) {
    const film = await orSaid(() => tryVariant(variant, at, bench));
    if (typeof film !== 'string') return { bytes: film, width: variant.width, height: variant.height };
    // Later it may be had at its best.
    if (isPassingTrouble(film)) throw new Unhad(film);
    reason = film;
  }
  throw new Unhad(reason);
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
