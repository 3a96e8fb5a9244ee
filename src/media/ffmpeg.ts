import { spawn } from 'node:child_process';
import { access, constants, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** A run of a stream that goes on without a break: a file in the work folder. */
export interface StreamFile {
  readonly name: string;
  readonly format: 'mpegts' | 'mov' | 'aac' | 'mp3';
}

export interface FfmpegLimits {
  /** Milliseconds. */
  readonly ms: number;
  /** Bytes of the film. */
  readonly output: number;
}

/** Where ffmpeg is: the one named, or the first on the search path; null when there is none. */
export async function findFfmpeg(named: string | null, path: string | undefined): Promise<string | null> {
  const folders = (path ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const places = named === null ? folders.map((folder) => join(folder, 'ffmpeg')) : [named];
  for (const place of places) if (await isProgram(place)) return place;
  return null;
}

/**
 * Puts the tracks of a stream together as one MP4, nothing of them encoded anew, and gives its bytes or a reason in
 * words. The program sees local files only, in the four formats they are already known to have, so that nothing in
 * them can name another file or an address. Killed at its limits.
 */
export async function joinStream(
  program: string,
  folder: string,
  tracks: readonly (readonly StreamFile[])[],
  limits: FfmpegLimits,
): Promise<Uint8Array | string> {
  const inputs: string[] = [];
  for (const [at, files] of tracks.entries()) inputs.push(...(await inputOf(files, at, folder)));
  const chosen = ['-map', '0:v:0?', '-map', `${tracks.length - 1}:a:0?`];
  const size = ['-fs', String(limits.output + 1)];
  const failure = await run(
    program,
    [...quiet, ...inputs, ...chosen, ...asIs, ...size, output],
    folder,
    limits.ms,
  );
  if (failure !== null) return failure;
  const made = await stat(join(folder, output)).catch(() => ({ size: 0 }));
  if (made.size > limits.output) return 'too-large';
  return made.size === 0 ? 'ffmpeg made nothing of it' : await readFile(join(folder, output));
}

const output = 'film.mp4';

/** A film that ends early is no film: the first error ends it. */
const quiet = '-nostdin -hide_banner -v error -xerror -y'.split(' ');

/** No time, no version, no tags either: the same pieces make the same bytes. */
const asIs = [
  '-c copy -sn -dn -map_metadata -1 -map_chapters -1',
  '-fflags +bitexact -flags +bitexact -movflags +faststart -f mp4',
].flatMap((options) => options.split(' '));

/** One file as it is; several behind one another, by a list that names only ours. */
async function inputOf(files: readonly StreamFile[], at: number, folder: string): Promise<string[]> {
  const [first] = files;
  const only = ['-protocol_whitelist', 'file', '-format_whitelist', 'concat,mpegts,mov,aac,mp3'];
  if (first !== undefined && files.length === 1) return [...only, '-f', first.format, '-i', first.name];
  const list = `track-${at}.txt`;
  await writeFile(join(folder, list), files.map(({ name }) => `file '${name}'\n`).join(''));
  return [...only, '-f', 'concat', '-safe', '1', '-i', list];
}

/** Null when it ended well. */
async function run(program: string, options: string[], cwd: string, ms: number): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const child = spawn(program, options, {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    // An allow-list, as for the decoder.
    env: { PATH: process.env['PATH'] },
  });
  let told = '';
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, ms);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (told.length < 2_000) told += text;
  });
  child.on('error', () => resolve('ffmpeg can’t be started'));
  child.on('close', (code) => {
    if (isLate) resolve(`ffmpeg took longer than ${ms / 1000} s`);
    else resolve(code === 0 ? null : `ffmpeg can’t read it: ${lastLine(told)}`);
  });
  return await promise.finally(() => clearTimeout(timer));
}

function lastLine(text: string): string {
  return (text.trim().split('\n').at(-1) ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 200);
}

async function isProgram(place: string): Promise<boolean> {
  return await access(place, constants.X_OK)
    .then(async () => (await stat(place)).isFile())
    .catch(() => false);
}
