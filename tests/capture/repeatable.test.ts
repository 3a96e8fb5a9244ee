import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenBrowser } from '../../src/capture/launch.ts';
import { restlessWorld } from './restless-page.ts';
import { shootStill, startBrowser } from './still-stage.ts';
import { makeRoom, type Room } from './world.ts';

let room: Room;
let browsers: readonly [OpenBrowser, OpenBrowser];
beforeAll(async () => {
  room = makeRoom();
  browsers = await Promise.all([startBrowser(room.work), startBrowser(room.work)]);
});
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.kill()));
  room.clear();
});

describe('a page that moves, blinks and comes late', () => {
  it('gives the same pixels in two browsers that look at other moments', async () => {
    const world = await restlessWorld();
    const url = 'https://social.test/still';
    const [[one], [other]] = await Promise.all([
      shootStill(browsers[0], world, url, { after: 700 }),
      shootStill(browsers[1], world, url, { after: 1_330 }),
    ]);
    expect([one?.width, one?.height]).toEqual([other?.width, other?.height]);
    expect(differences(one?.png, other?.png)).toBe(0);
    // First a moving picture's first frame, then what comes late, at the very end: two pictures and a frame.
    expect(colours(one?.png)).toEqual(expect.arrayContaining(['204,0,0', '0,90,0', '0,0,90', '101,67,33']));
  });

  it('shows the controls of a film wherever it stood, at its very beginning too', async () => {
    const film =
      '<video src="film.webm" poster="poster.png" autoplay muted loop controls width="160" height="90"></video>';
    // It plays on at the place it began at: loading it anew moves nothing then.
    const stuck = `<script>setTimeout(() => Object.assign(document.querySelector('video'), { playbackRate: 0, currentTime: 0 }), 400)</script>`;
    const world = {
      ...(await restlessWorld()),
      'https://social.test/plays': `<article>${film}</article>`,
      'https://social.test/stuck': `<article>${film}</article>${stuck}`,
    };
    const [[one], [other]] = await Promise.all([
      shootStill(browsers[0], world, 'https://social.test/plays', { after: 900 }),
      shootStill(browsers[1], world, 'https://social.test/stuck', { after: 900 }),
    ]);
    expect(differences(one?.png, other?.png)).toBe(0);
  });

  it('stands still from the first picture to the second, whatever its scripts draw', async () => {
    const [one, other] = await shootStill(
      browsers[0],
      await restlessWorld(),
      'https://social.test/restless',
      { times: 2 },
    );
    expect(differences(one?.png, other?.png)).toBe(0);
  });
});

const nothing = new Uint8Array();

function differences(one: Uint8Array = nothing, other: Uint8Array = nothing): number {
  const [a, b] = [one, other].map((png) => PNG.sync.read(Buffer.from(png)).data);
  let count = 0;
  for (let at = 0; at < (a?.length ?? 0); at += 4)
    if (a?.readUInt32BE(at) !== b?.readUInt32BE(at)) count += 1;
  return count;
}

function colours(png: Uint8Array = nothing): string[] {
  const { data } = PNG.sync.read(Buffer.from(png));
  const seen = new Set<string>();
  for (let at = 0; at < data.length; at += 4) seen.add(data.subarray(at, at + 3).join());
  return [...seen];
}
