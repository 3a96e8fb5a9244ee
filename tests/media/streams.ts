import { execFile } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '../../src/media/ffmpeg.ts';
import type { Web } from './web.ts';

const run = promisify(execFile);

/** The real program, or null; tests that need it say so and are skipped. */
export const ffmpeg = await findFfmpeg(process.env['HOLDFAST_FFMPEG'] ?? null, process.env['PATH']);
if (ffmpeg === null)
  process.stdout.write('no ffmpeg on this machine: tests that put streams together are skipped\n');

/** Four seconds of a moving test card with a tone. */
export const card = '-f lavfi -i testsrc2=s=160x90:r=25:d=4 -f lavfi -i sine=d=4';
export const coded = '-c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p -c:a aac -shortest';
export const inPieces = '-f hls -hls_time 1 -hls_playlist_type vod';

/** Makes files with ffmpeg and puts them on the web under `http://video.test/<place>/`. */
export async function publish(
  web: Web,
  place: string,
  options: string | readonly string[],
): Promise<Map<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-made-'));
  try {
    await writeFile(join(folder, 'key'), secret);
    await writeFile(join(folder, 'key-info'), 'key\nkey\n');
    const words = typeof options === 'string' ? options.split(' ') : options;
    await run(ffmpeg ?? '', ['-v', 'error', '-nostdin', ...words], { cwd: folder });
    const files = new Map<string, Buffer>();
    for (const name of await readdir(folder)) files.set(name, await readFile(join(folder, name)));
    for (const [name, bytes] of files) web.places.set(`http://video.test/${place}/${name}`, bytes);
    return files;
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const secret = Buffer.from('0123456789abcdef');

export function enciphered(bytes: Uint8Array, iv: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-128-cbc', secret, iv);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

export interface Probed {
  readonly seconds: number;
  readonly frames: number;
  readonly codecs: readonly string[];
  readonly tags: readonly string[];
}

/** What a film is, with every frame of it decoded. */
export async function probe(bytes: Uint8Array): Promise<Probed> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-probe-'));
  try {
    const file = join(folder, 'film.mp4');
    await writeFile(file, bytes);
    const { stderr } = await run(ffmpeg ?? '', [
      '-nostdin',
      '-v',
      'info',
      '-xerror',
      '-i',
      file,
      '-f',
      'null',
      '-',
    ]);
    const [input = ''] = stderr.split('\nStream mapping:');
    const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(input) ?? [];
    return {
      seconds: Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds),
      frames: Number([...stderr.matchAll(/frame=\s*(\d+)/g)].at(-1)?.[1] ?? 0),
      codecs: [...input.matchAll(/Stream #0:\d.*?: (?:Video|Audio): (\w+)/g)].map(([, codec = '']) => codec),
      tags: [...input.matchAll(/^ {4}(encoder|creation_time|comment|title)\b/gm)].map(([, tag = '']) => tag),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
