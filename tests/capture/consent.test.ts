import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer } from '../../src/capture/capturer.ts';
import { layers, sourcepointFrame, stubborn, under } from './consent-layers.ts';
import { article, embed, expected, fetchFrom, makeRoom, type Room } from './world.ts';

const post = article({});
const world = {
  ...Object.fromEntries(
    Object.entries(layers).map(([name, { markup }]) => [
      `https://cmp.test/${name.replaceAll(' ', '-')}`,
      under(post, markup),
    ]),
  ),
  'https://cmp.other.test/index.html?message_id=1&requestUUID=2': sourcepointFrame,
  'https://cmp.test/stubborn': under(post, stubborn),
  'https://cmp.test/cover': under(
    post,
    '<div data-layer style="position: fixed; inset: 0; background: #fff"><button onclick="accepted()">Hello</button></div>',
  ),
  'https://cmp.test/none': post,
};

let room: Room;
let capturer: Capturer;
beforeAll(() => {
  room = makeRoom();
  capturer = room.open({ fetch: fetchFrom(world), deadlines: { quiet: 400, settle: 20_000 } });
});
afterAll(async () => {
  await capturer.close();
  room.clear();
});

const shoot = (name: string) =>
  capturer.page({
    url: `https://cmp.test/${name.replaceAll(' ', '-')}`,
    page: embed,
    expect: expected,
    theme: 'light',
  });

describe('a layer that asks for consent', () => {
  it.concurrent.each(Object.entries(layers))('is refused and named: %s', async (name, { rule }) => {
    const shot = await shoot(name);
    expect(shot.settings.consent).toMatch(rule);
  });

  it.concurrent('is left alone where it takes no refusal', async () => {
    await expect(shoot('stubborn')).rejects.toMatchObject({ facts: { wall: 'consent' } });
  });

  it.concurrent('is not what merely lies over a post', async () => {
    await expect(shoot('cover')).rejects.toMatchObject({ facts: { wall: 'covered' } });
  });

  it.concurrent('is not looked for where nothing lies over the post', async () => {
    expect((await shoot('none')).settings.consent).toBeNull();
  });
});
