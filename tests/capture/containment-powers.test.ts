import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer } from '../../src/capture/capturer.ts';
import { framedPowersPage, gotPowers, type Powers, powersPage } from './powers-page.ts';
import { article, embed, expected, fetchFrom, makeRoom, type Page, type Room, type World } from './world.ts';

/** Words that no file of ours or the browser's has of itself. */
const mark = 'bytes-that-a-page-wants-on-our-disk';
const asked: string[] = [];

const attachment: Page = {
  headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename=a.zip' },
  body: mark,
};
const schemes = [
  'mailto:a@b.test',
  'tel:1',
  'intent://x#Intent;scheme=http;end',
  'ms-calculator:',
  'steam://run/1',
  'file:///etc/passwd',
  'view-source:file:///etc/passwd',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
  'filesystem:https://social.test/temporary/x',
  'chrome-extension://x/y',
  'x-unknown:y',
];
/** Shows the post, does this, and does it again later. */
const doing = (what: string) => `<!doctype html><body>${article({})}
  <script>${what}</script><script>setTimeout(() => { ${what} }, 60)</script>`;
const click = (link: string) =>
  `document.body.insertAdjacentHTML('beforeend', '${link}'); document.body.lastElementChild.click();`;

const world: World = {
  'https://social.test/powers': powersPage('https://other.test/framed'),
  'https://other.test/framed': framedPowersPage(),
  'https://social.test/popups': doing(
    `for (let i = 0; i < 500; i++) window.open('https://social.test/popup?' + i, 'w' + i);
     for (let i = 0; i < 10; i++) { ${click('<a target=_blank href=https://social.test/popup-link>x</a>')} }`,
  ),
  'https://social.test/downloads': doing(
    `${click('<a download=a.zip href="https://social.test/file.zip?link">x</a>')}
     ${click(`<a download=a.txt href="data:text/plain,${mark}">x</a>`)}
     var link = document.createElement('a'); link.download = 'b.txt';
     link.href = URL.createObjectURL(new Blob(['${mark}'])); document.body.append(link); link.click();
     document.body.insertAdjacentHTML('beforeend', '<iframe src="https://social.test/file.zip?frame"></iframe>');
     location.href = 'https://social.test/file.zip?page';`,
  ),
  ...Object.fromEntries(
    ['link', 'frame', 'page'].map((way) => [`https://social.test/file.zip?${way}`, attachment]),
  ),
  'https://social.test/schemes': doing(
    `alert(1); confirm(2); prompt(3); print();
     onbeforeunload = (event) => { event.preventDefault(); return 'stay'; };
     for (const to of ${JSON.stringify(schemes)}) {
       try { location.href = to; } catch {}
       document.body.insertAdjacentHTML('beforeend', '<iframe src="' + to + '"></iframe><a href="' + to + '">x</a>');
       document.body.lastElementChild.click();
     }`,
  ),
};

const fetch = fetchFrom(world);
let room: Room;
let capturer: Capturer;
beforeAll(() => {
  room = makeRoom();
  capturer = room.open({
    fetch: (request) => {
      asked.push(request.url);
      return fetch(request);
    },
    atOnce: 1,
  });
});
afterAll(async () => {
  await capturer.close();
  room.clear();
});

const shoot = (name: string) =>
  capturer.page({ url: `https://social.test/${name}`, page: embed, expect: expected, theme: 'light' });

/** Files in the work folder, where a browser has its home, that hold the mark. */
function written(): string[] {
  const files = readdirSync(room.work, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((file) => join(file.parentPath, file.name));
  return paths.filter((path) => path.endsWith('.crdownload') || readFileSync(path).includes(mark));
}

/** What was given of what no page may have; a browser without it gives nothing, or can't be asked for it. */
function granted(got: Powers): string[] {
  const harmless = /^(?:refused|nothing|denied|unknown here)$/;
  // Nobody is there to say yes to a prompt.
  const prompts = new Set(['permission storage-access']);
  return Object.entries(got).flatMap(([name, came]) =>
    harmless.test(came) || (came === 'prompt' && prompts.has(name)) ? [] : [`${name}: ${came}`],
  );
}

describe('a page that wants more than to be looked at', () => {
  it('is given no power, nor is a frame it lends them to', async () => {
    const { page, frame } = gotPowers((await shoot('powers')).source);
    expect(Object.keys(page).length).toBeGreaterThan(45);
    expect([granted(page), granted(frame)]).toEqual([[], []]);
  });

  it('opens none of a thousand windows', async () => {
    asked.length = 0;
    expect((await shoot('popups')).width).toBeGreaterThan(0);
    expect(asked).toEqual(['https://social.test/popups']);
  });

  it('puts no file on the disk', async () => {
    expect((await shoot('downloads')).width).toBeGreaterThan(0);
    expect(asked).toContain('https://social.test/file.zip?page');
    expect(written()).toEqual([]);
  });

  it('starts no program, opens none of the browser’s own pages, and asks nobody', async () => {
    const names = () => room.processes().map(({ command }) => command.split(' ')[0] ?? '');
    const before = new Set(names());
    expect((await shoot('schemes')).width).toBeGreaterThan(0);
    expect(names().filter((name) => !before.has(name))).toEqual([]);
  });
});
