import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer } from '../../src/capture/capturer.ts';
import { textOf } from '../../src/model/post.ts';
import { embedPage } from '../../src/platforms/telegram/embed-page.ts';
import { telegram } from '../../src/platforms/telegram/index.ts';
import { widget } from '../../src/platforms/telegram/widget.ts';
import { fetchFrom, makeRoom, type Room } from '../capture/world.ts';
import { wireOf } from './platform-corpus.ts';
import { bubble, page, text } from './telegram-widget.ts';

const ref = telegram.refOf('Channel/123') ?? { platform: 'telegram', id: '', url: '' };
const words = text(
  'One &amp; <b>two</b><br>three <a href="https://t.me/nadia">@nadia</a><blockquote>four</blockquote>five ' +
    '<tg-emoji emoji-id="1"><i class="emoji"><b>🔥</b></i></tg-emoji>',
);
const reply =
  '<a class="tgme_widget_message_reply" href="https://t.me/Channel/120"><span class="tgme_widget_message_author_name">Other</span><div class="tgme_widget_message_text js-message_reply_text">Not these</div></a>';
const post = page(bubble(reply + words));
const missing =
  '<div class="tgme_widget_message err_message"><div class="tgme_widget_message_error">Post not found</div></div>';

const light = embedPage.url(ref, 'light');
const world = {
  [light]: post,
  [embedPage.url(ref, 'dark')]: page(bubble(words), { post: 'Channel/12' }),
  'https://t.me/gone': missing,
};

let room: Room;
let capturer: Capturer;
beforeAll(() => {
  room = makeRoom();
  capturer = room.open({ fetch: fetchFrom(world), deadlines: { quiet: 400 } });
});
afterAll(async () => {
  await capturer.close();
  room.clear();
});

describe('Telegram’s widget in a browser', () => {
  it('is opened in the theme asked for', () => {
    expect(light).toBe('https://t.me/Channel/123?embed=1&mode=tme');
    expect(embedPage.url(ref, 'dark')).toBe(`${light}&dark=1`);
  });

  it('is verified by what the same page says when it is read', async () => {
    const answer = widget.read(wireOf(post), ref);
    const { author, segments } = answer.kind === 'post' ? answer.post : { author: null, segments: [] };
    const expected = {
      id: ref.id,
      handle: author?.handle ?? null,
      name: author?.name ?? null,
      text: textOf(segments),
    };
    expect(expected.text).toBe('One & two\nthree @nadia\nfour\nfive 🔥');
    const shot = await capturer.page({ url: light, page: embedPage, expect: expected, theme: 'light' });
    expect(shot.width).toBeGreaterThan(0);
  });

  it.each([
    ['another post', embedPage.url(ref, 'dark'), 'mismatch'],
    ['no post', 'https://t.me/gone', 'wall'],
  ])('is refused with %s', async (_what, url, kind) => {
    const expected = { id: ref.id, handle: 'Channel', name: 'A channel', text: 'One & two' };
    await expect(
      capturer.page({ url, page: embedPage, expect: expected, theme: 'light' }),
    ).rejects.toMatchObject({ name: 'capture-unverified', facts: { kind } });
  });
});
