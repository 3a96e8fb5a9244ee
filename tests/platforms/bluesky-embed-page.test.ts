import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer } from '../../src/capture/capturer.ts';
import { textOf } from '../../src/model/post.ts';
import { embedPage } from '../../src/platforms/bluesky/embed-page.ts';
import { bluesky } from '../../src/platforms/bluesky/index.ts';
import { fetchFrom, makeRoom, type Room } from '../capture/world.ts';
import { did, key, stranger } from './bluesky-views.ts';
import { wireOf } from './platform-corpus.ts';

const refOf = (id: string) => bluesky.refOf(id) ?? { platform: 'bluesky', id: '', url: '' };
const ref = refOf(`${did}/${key}`);
const other = '3k7qmjev5lr2s';

const link = (href: string, inside: string) =>
  `<a href="${href}?ref_src=embed" target="_blank" class="cursor-pointer">${inside}</a>`;
const picture = (name: string) => `https://cdn.bsky.app/img/${name}/plain/${did}/bafy@jpeg`;
const mention = `https://bsky.app/profile/${stranger}`;

/** A post as the page draws it: a link without words first, then who, the words, what hangs on it, when, the counts. */
function post(rkey: string, words: string, hung = '') {
  const href = `https://bsky.app/profile/${did}/post/${rkey}`;
  const profile = `https://bsky.app/profile/${did}`;
  return `<div class="w-full bg-white relative max-w-[600px] flex border">${link(href, '')}<div class="flex-1 px-4 pt-3">
<div class="flex-1 flex-col flex gap-2" lang="en"><div class="flex gap-2.5">${link(profile, `<img width="40" src="${picture('avatar')}">`)}
<div>${link(profile, '<p>Jo</p>')}${link(profile, '<p>@jo.bsky.social</p>')}</div>${link(href, '<img class="h-8" src="/logo.svg">')}</div>
<p class="leading-6 break-words whitespace-pre-wrap">${words}</p>${hung}${link(href, '<time datetime="2025-05-02T12:01:07.123Z">May 2, 2025 at 12:01 PM</time>')}
<div class="border-t w-full flex"><p>4</p><p>Reply</p><p>View on Bluesky</p></div></div></div></div>`;
}

const words = `One &amp; two\n\nthree ${link(mention, '@sam.example')} ${link('https://bsky.app/tag/kelp', '#kelp')} ${link('https://example.org/a', 'example.org/a')}`;
const quoted = link(
  `https://bsky.app/profile/${stranger}/post/${other}`,
  `<div class="flex"><div><img src="${picture('avatar')}"></div><div><p>Sam</p><p>@sam.example</p></div></div><p class="text-sm">Quoted words</p>`,
);
const hung = `<div class="flex flex-col gap-2"><img src="${picture('feed_thumbnail')}" alt="A gull"></div>${quoted}`;
const page = (inside: string) => `<!doctype html><div id="app">${inside}</div>`;
const whole = post(key, words, hung);

const shy = `<div class="w-full flex">${link(ref.url, '')}<div><p class="text-center">The author of this post has requested their posts not be displayed on external sites.</p>${link(ref.url, 'View on Bluesky')}</div></div>`;
const gone = `<div class="w-full flex">${link('https://bsky.app/', '')}<p class="my-16 text-center">Post not found, it may have been deleted.</p></div>`;

const light = embedPage.url(ref, 'light');
const goneRef = refOf(`${did}/3mkuf6q2xc227`);
const world = {
  [light]: page(whole),
  [embedPage.url(ref, 'dark')]: page(post(other, words)),
  [embedPage.url(refOf(`${did}/${other}`), 'light')]: page(shy.replaceAll(key, other)),
  [embedPage.url(goneRef, 'light')]: page(gone),
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

describe('Bluesky’s embed page in a browser', () => {
  it('is opened in the theme asked for', () => {
    expect(light).toBe(`https://embed.bsky.app/embed/${did}/app.bsky.feed.post/${key}?colorMode=light`);
  });

  it('is verified by what the same page says when it is read', async () => {
    const answer = embedPage.read?.(wireOf(whole), ref);
    if (answer?.kind !== 'post') throw new Error(JSON.stringify(answer));
    const { author, segments } = answer.post;
    const expected = { id: ref.id, handle: author.handle, name: author.name, text: textOf(segments) };
    expect(expected).toMatchObject({ handle: 'jo.bsky.social', name: 'Jo' });
    expect(expected.text).toBe('One & two\n\nthree @sam.example #kelp example.org/a');
    const shot = await capturer.page({ url: light, page: embedPage, expect: expected, theme: 'light' });
    expect(shot.width).toBeGreaterThan(0);
  });

  it.each([
    ['another post', embedPage.url(ref, 'dark'), ref, 'mismatch'],
    [
      'an author who is for members only',
      embedPage.url(refOf(`${did}/${other}`), 'light'),
      refOf(`${did}/${other}`),
      'wall',
    ],
    ['no post', embedPage.url(goneRef, 'light'), goneRef, 'wall'],
  ])('is refused with %s', async (_what, url, asked, kind) => {
    const expected = { id: asked.id, handle: 'jo.bsky.social', name: 'Jo', text: 'One & two' };
    await expect(
      capturer.page({ url, page: embedPage, expect: expected, theme: 'light' }),
    ).rejects.toMatchObject({ name: 'capture-unverified', facts: { kind } });
  });
});

describe('Bluesky’s embed page, read', () => {
  it('tells marks, pictures, the quoted post and the day', () => {
    expect(embedPage.read?.(wireOf(whole), ref)).toMatchObject({
      kind: 'post',
      post: {
        ref,
        author: { id: did, avatar: { urls: [picture('avatar')] } },
        segments: [
          { kind: 'text' },
          { kind: 'mention', handle: 'sam.example', url: mention },
          { kind: 'text', text: ' ' },
          { kind: 'tag', tag: 'kelp' },
          { kind: 'text', text: ' ' },
          { kind: 'link', url: 'https://example.org/a' },
        ],
        createdAt: '2025-05-02',
        lang: 'en',
        media: [
          { kind: 'photo', urls: [picture('feed_fullsize'), picture('feed_thumbnail')], alt: 'A gull' },
        ],
        quote: {
          ref: { id: `${stranger}/${other}` },
          author: { handle: 'sam.example' },
          segments: [{ text: 'Quoted words' }],
        },
      },
    });
  });

  it.each([
    ['another post', post(other, words)],
    ['no post', gone],
    ['nothing', ''],
    ['no words of one', shy],
  ])('is no answer with %s', (_what, source) => {
    expect(embedPage.read?.(wireOf(source), ref)).toMatchObject({ kind: 'unknown', outcome: 'bad-shape' });
  });
});
