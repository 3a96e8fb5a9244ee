import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import type { Io } from '../../src/cli/output.ts';
import { widthOf } from '../../src/cli/text-width.ts';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import * as s from '../store/samples.ts';
import { ioOf } from './io.ts';
import { arabic, fillShown } from './shown-post.ts';

const home = mkdtempSync(join(tmpdir(), 'holdfast-show-'));
let photos: string[] = [];

beforeAll(async () => {
  const store = await openStore({
    database: join(home, 'data', 'holdfast.db'),
    blobs: join(home, 'snapshots'),
    log: silentLog,
    now: () => s.at(0),
  });
  ({ photos } = await fillShown(store, 20));
  await store.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function show(changes: Partial<Io> = {}, ...args: readonly string[]) {
  const { io, written } = ioOf(changes);
  const code = await run(['show', 'x:20', ...args, '--archive', home], io);
  return { code, ...written, lines: written.out.split('\n').slice(0, -1) };
}

const kitty = { outIsTerminal: true, columns: () => 80, env: { TERM: 'xterm-kitty' } };

/** The pictures a terminal of kitty's is sent. */
function sent(out: string): Buffer[] {
  const pieces = [...out.matchAll(/\u001b_G([^;]*);([^\u001b]*)\u001b\\/gu)];
  const pictures: string[] = [];
  for (const [, control = '', piece = ''] of pieces)
    if (control.startsWith('a=T')) pictures.push(piece);
    else pictures[pictures.length - 1] += piece;
  return pictures.map((base64) => Buffer.from(base64, 'base64'));
}

describe('holdfast show', () => {
  it('tells a post in the order people read it, a line for each thing, in a pipe', async () => {
    const { code, lines } = await show();
    expect(code).toBe(0);
    const wanted = [
      /^x:20 {2}https:\/\/x\.com\/frog\/status\/20$/u,
      /^state live since .*, known platform$/u,
      /^$/u,
      /^مرصد الساحل @frog$/u,
      new RegExp(`^ {2}${arabic.replaceAll(/[().]/gu, String.raw`\$&`)}$`, 'u'),
      /^ {2}And a line in English\.$/u,
      /^2023-09-14 08:30 UTC$/u,
      /^ {2}photo 1: طيور على الماء$/u,
      new RegExp(`^ {4}/.*${photos[0]}$`, 'u'),
      /^ {2}photo 2: no description$/u,
      new RegExp(`^ {4}/.*${photos[1]}$`, 'u'),
      /^$/u,
      /^picture: the platform's embed, light, verified/u,
      /^in news\/frogs\.html, bytes 0–9$/u,
      /^$/u,
      /^9 earlier ones: holdfast history x:20 --all$/u,
      /^HEARD \(UTC\) /u,
    ];
    for (const [index, pattern] of wanted.entries()) expect(lines[index]).toMatch(pattern);
    expect(lines).toHaveLength(wanted.length + 12);
  });

  it('breaks its text between words in a terminal, each line of it in its own direction', async () => {
    const { lines } = await show({ outIsTerminal: true, columns: () => 60, env: { TERM: 'xterm' } });
    const text = lines.slice(4, lines.indexOf('2023-09-14 08:30 UTC'));
    expect(text.length).toBeGreaterThan(3);
    for (const line of text) expect(widthOf(line)).toBeLessThanOrEqual(60);
    const words = text.slice(0, -1).map((line) => /^ {2}\u2068(.*)\u2069$/u.exec(line)?.[1]);
    expect(words.join(' ')).toBe(arabic);
    expect(text.at(-1)).toBe('  And a line in English.');
  });

  it('shows its picture and its photos in a terminal that takes them, and where they lie all the same', async () => {
    const { out, err, lines } = await show(kitty);
    expect(err).toBe('');
    const sizes = await Promise.all(sent(out).map((png) => sharp(png).metadata()));
    expect(sizes.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['png', 1000, 582],
      ['png', 320, 240],
      ['png', 320, 240],
    ]);
    const colours = await Promise.all(sent(out).map((png) => sharp(png).raw().toBuffer()));
    expect(colours.map((pixels) => [...pixels.subarray(0, 3)])).toEqual([
      [0xee, 0xee, 0xff],
      [0xcc, 0, 0x33],
      [0, 0x66, 0x33],
    ]);
    expect(lines.filter((line) => line.includes(home))).toHaveLength(3);
  });

  it.each([
    ['in a pipe', { ...kitty, outIsTerminal: false }, []],
    ['within tmux', { ...kitty, env: { TERM: 'xterm-kitty', TMUX: '1' } }, []],
    ['when told not to', kitty, ['--pictures', 'never']],
    [
      'when told not to by the environment',
      { ...kitty, env: { ...kitty.env, HOLDFAST_PICTURES: 'never' } },
      [],
    ],
    ['under --json', kitty, ['--json']],
    ['under --quiet', kitty, ['--quiet']],
  ] as const)('shows none %s', async (_, io, args) => {
    expect((await show(io, ...args)).out).not.toContain('\u001b_G');
  });

  it("speaks iTerm2's protocol when told to, and refuses one it does not know", async () => {
    const { out } = await show({ ...kitty, env: { TERM: 'xterm' } }, '--pictures', 'iterm');
    expect(out.match(/\u001b\]1337;File=/gu)).toHaveLength(3);
    expect((await show(kitty, '--pictures', 'sixel')).code).toBe(2);
  });

  it('goes on where a picture is lost', async () => {
    const [lost = ''] = photos;
    rmSync(join(home, 'snapshots', lost.slice(0, 2), lost));
    const { code, out, err } = await show(kitty);
    expect([code, sent(out).length]).toEqual([0, 2]);
    expect(err).toContain(lost);
  });
});
