import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer } from '../../src/capture/capturer.ts';
import { describeBrowser } from '../../src/capture/describe.ts';
import { readyFonts } from '../../src/capture/fonts.ts';
import { scriptSamples } from '../../src/capture/script-samples.ts';
import { silentLog } from '../../src/log.ts';
import { cache, chrome, fetchFrom, makeRoom, type Room } from './world.ts';

/** Pixels of a cell's side, at one device pixel to a CSS pixel. */
const side = 64;
/** Of the private use area: no font of ours has it, so it shows as a box. */
const nobodys = '\ue000';

let room: Room;
let capturer: Capturer;
beforeAll(() => {
  room = makeRoom();
  capturer = room.open({ fetch: fetchFrom({}) });
});
afterAll(async () => {
  await capturer.close();
  room.clear();
});

/** Scripts of which two different letters look the same, or like a letter no font has. */
async function scriptsInBoxes(samples: typeof scriptSamples): Promise<string[]> {
  const rows = samples.map(({ text }) => [...lettersOf(text), nobodys]);
  const cells = rows.flat().map((letter) => `<i>${letter}</i>`);
  const { png } = await capturer.card({
    html: `<!doctype html><meta charset="utf-8"><style>body { margin: 0 } #all { width: ${3 * side}px; display: grid; grid-template-columns: repeat(3, ${side}px) }
      i { height: ${side}px; overflow: hidden; display: grid; place-items: center; font: 32px/1 sans-serif }</style><div id="all">${cells.join('')}</div>`,
    selector: '#all',
    theme: 'light',
    width: 3 * side,
    dpr: 1,
  });
  const picture = PNG.sync.read(Buffer.from(png));
  return samples
    .filter((_, row) => {
      const [one, two, box] = [0, 1, 2].map((column) => cellAt(picture, column, row));
      expect(new Set(box).size, 'the box itself is drawn').toBeGreaterThan(1);
      return one === two || one === box || two === box;
    })
    .map(({ script }) => script);
}

/** The first two letters, signs or emoji that differ. */
function lettersOf(text: string): string[] {
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(
    (part) => part.segment,
  );
  return [...new Set(graphemes)]
    .filter((part) => /[\p{L}\p{No}\p{So}\p{Extended_Pictographic}\p{Co}]/u.test(part))
    .slice(0, 2);
}

function cellAt(picture: PNG, column: number, row: number): string {
  const lines = Array.from({ length: side }, (_, line) => {
    const start = ((row * side + line) * picture.width + column * side) * 4;
    return picture.data.toString('latin1', start, start + side * 4);
  });
  return lines.join('');
}

describe('fonts', () => {
  it('show every script, none as boxes', async () => {
    expect(await scriptsInBoxes(scriptSamples)).toEqual([]);
  });

  it('can be seen to lack one', async () => {
    expect(await scriptsInBoxes([{ script: 'nobody’s', text: '\ue001\ue002' }])).toEqual(['nobody’s']);
  });

  it.each([
    ['Arabic', 'حدّاد'],
    ['Lao', 'ນ້ຳທີ່'],
  ])('join %s letters and put marks on them where a page names no font that does', async (script, word) => {
    const widths = await Promise.all(
      [`Noto Sans, Noto Sans ${script}`, 'sans-serif'].map(async (font) => {
        const html = `<!doctype html><meta charset="utf-8"><span id="w" style="font: 160px ${font}; display: inline-block">${word}</span>`;
        const { png } = await capturer.card({ html, selector: '#w', theme: 'light', width: 900, dpr: 1 });
        return PNG.sync.read(Buffer.from(png)).width;
      }),
    );
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(4);
  });

  it('show emoji in colour', async () => {
    const html = '<!doctype html><p id="e" style="font: 40px sans-serif; width: 60px; margin: 0">😀</p>';
    const { png } = await capturer.card({ html, selector: '#e', theme: 'light', width: 100, dpr: 1 });
    const { data } = PNG.sync.read(Buffer.from(png));
    const isColoured = (at: number) => Math.abs((data[at] ?? 0) - (data[at + 2] ?? 0)) > 100;
    expect(Array.from({ length: data.length / 4 }, (_, pixel) => pixel * 4).some(isColoured)).toBe(true);
  });

  it('are made once, of the packages’ versions, and none of the machine’s are used', async () => {
    const home = mkdtempSync(join(tmpdir(), 'holdfast-fonts-'));
    try {
      const [one, two] = await Promise.all([readyFonts(home), readyFonts(home)]);
      expect(one).toEqual(two);
      expect(readdirSync(home)).toHaveLength(1);
      const files = readdirSync(join(dirname(one.conf), 'ttf'));
      expect(files.length).toBeGreaterThan(300);
      expect(files.every((name) => name.endsWith('.ttf'))).toBe(true);
      const conf = readFileSync(one.conf, 'utf8');
      expect([...conf.matchAll(/<dir>(.*)<\/dir>/g)].map((dir) => dir[1])).toEqual([
        join(dirname(one.conf), 'ttf'),
      ]);
      expect(existsSync(join(home, 'cache'))).toBe(false);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});

describe('the description of the browser', () => {
  it('has a name, a version and a picture', async () => {
    const told = await describeBrowser({ cache, chrome, work: room.work, noSandbox: false, log: silentLog });
    expect(told).toMatchObject({ problem: null, version: expect.stringMatching(/Chrome\/\d+/) });
    expect(told.looked.at(-1)).toMatchObject({ found: true });
    const picture = PNG.sync.read(Buffer.from(told.picture ?? []));
    expect(picture.width).toBe(1_184);
    expect(picture.height).toBeGreaterThan(1_000);
  });

  it('says what is wrong and what to do', async () => {
    const told = await describeBrowser({
      cache,
      chrome: '/nowhere',
      work: room.work,
      noSandbox: false,
      log: silentLog,
    });
    expect(told).toMatchObject({
      found: null,
      version: null,
      picture: null,
      problem: { name: 'browser-missing' },
    });
  });
});
