import { describe, expect, it } from 'vitest';
import type { Memento } from '../../src/model/memento.ts';
import { type Post, textOf } from '../../src/model/post.ts';
import { embed, embedUrl } from '../../src/platforms/reddit/embed.ts';
import { reddit } from '../../src/platforms/reddit/index.ts';
import type { Ref } from '../../src/ref.ts';
import { expectShortGolden } from './golden.ts';
import { meaningOf, recordedAnswers, saysNothing, wireOf, withoutCorpus } from './platform-corpus.ts';
import { discussion } from './reddit-listing.ts';

const address = 'https://www.reddit.com/r/kelp/comments/7pfpeq/a_title/';
const commentAddress = 'https://www.reddit.com/r/kelp/comments/7pfpeq/comment/kbjvg1k/';
const pages = recordedAnswers('reddit/og-html');

/** As `embed.reddit.com` builds it. */
const frame = (part = '', { title = 'A title &amp; more', data = {}, id = '7pfpeq' } = {}) => {
  const post = {
    id: `t3_${id}`,
    url: 'https://www.reddit.com/x',
    type: 'text',
    created_timestamp: 1_515_513_600_000,
    nsfw: false,
    ...data,
  };
  const escaped = JSON.stringify({ post }).replaceAll('"', '&quot;');
  return (
    '<!DOCTYPE html><html><head><title>Reddit</title></head><body>' +
    `<input type="hidden" id="canonical-url-updater" value="https://www.reddit.com/r/kelp/comments/${id}/a_title/">` +
    `<shreddit-screenview-data data="${escaped}"></shreddit-screenview-data><a href="https://www.reddit.com/r/kelp/">r/kelp</a>` +
    '<a href="https://www.reddit.com/user/nadia-n/?utm_source=embedv2">nadia-n</a>' +
    (title === '' ? '' : `<shreddit-embed-title>${title}</shreddit-embed-title>`) +
    `${part}<faceplate-number number="12"></faceplate-number></body></html>`
  );
};
const body =
  '<div id="t3_7pfpeq-post-rtjson-content" class="md"><p>One</p><p>two <a href="https://example.org/">three</a></p></div>';

describe('asking Reddit for a frame', () => {
  it('asks for the post’s address, in English', async () => {
    const asked: unknown[] = [];
    await embed.ask(ref(address), ({ url, headers }) => {
      asked.push([url, headers?.['accept-language']]);
      return Promise.resolve(wireOf(''));
    });
    expect(asked).toEqual([
      ['https://embed.reddit.com/r/kelp/comments/7pfpeq/a_title/?embed=true&theme=light', 'en'],
    ]);
    expect(embedUrl(ref(address), 'dark')).toContain('theme=dark');
    // asked in place of the listing, never beside it
    expect(reddit.sources.map(({ id }) => id)).toEqual(['reddit-json', 'reddit-embed', 'reddit-oembed']);
  });
});

describe('a frame', () => {
  it('has the title, the words, the author and the time', () => {
    const answer = readFrame(frame(body));
    expect(meaningOf(answer)).toBe('live');
    expectShortGolden('platforms-reddit/embed.json', answer);
  });

  it.each([
    [
      { type: 'image', url: 'https://i.redd.it/abcdef.jpg' },
      '',
      [{ kind: 'photo', urls: ['https://i.redd.it/abcdef.jpg'] }],
    ],
    [
      { type: 'video', url: 'https://v.redd.it/abcdef' },
      '',
      [{ kind: 'video', urls: [], stream: 'https://v.redd.it/abcdef/HLSPlaylist.m3u8' }],
    ],
    [
      { type: 'gallery' },
      '<gallery-carousel><img src="https://preview.redd.it/a-title-v0-abcde1.jpg?width=1"><img src="https://preview.redd.it/a-title-v0-abcde2.png?width=1"><img src="https://evil.example/a.jpg"></gallery-carousel>',
      [{ urls: ['https://i.redd.it/abcde1.jpg'] }, { urls: ['https://i.redd.it/abcde2.png'] }],
    ],
    [{ type: 'image', url: 'https://evil.example/a.jpg' }, '', []],
    [{ type: 'link', url: 'https://example.org/' }, '', []],
  ])('shows what %j shows', (data, part, media) => {
    expect(postOf(readFrame(frame(part, { data }))).media).toMatchObject(media);
  });

  it.each([
    ...saysNothing.filter(([, , sent]) => typeof sent === 'string'),
    ['a post', 200, frame(body), 'live'],
    ['another post', 200, frame(body, { id: 'other' }), 'bad-shape'],
    ['deleted', 200, frame('<p>This post has been deleted.</p>', { title: '' }), 'deleted'],
    ['removed', 200, frame('<p>Sorry, this post was removed by Reddit.</p>', { title: '' }), 'removed'],
    ['a title about it', 200, frame('', { title: 'This post has been deleted' }), 'live'],
    ['no title', 200, frame('', { title: '' }), 'withheld-unknown'],
    ['no post', 200, '<html><title>Reddit</title></html>', 'walled'],
    [
      'a number no post has',
      200,
      '<html><input id="canonical-url-updater" value="https://www.reddit.com/undefined"></html>',
      'not-found',
    ],
  ] as const)('%s (%i) is never more than it says', (_what, status, sent, meaning) => {
    expect(meaningOf(embed.read(wireOf(sent, status), ref(address)))).toBe(meaning);
  });
});

describe.skipIf(pages === null)(`recorded pages (${pages === null ? withoutCorpus : 'all'})`, () => {
  it('are read by their heads', () => {
    const read = (pages ?? []).map(({ name, body: sent }) => [
      name,
      archived(
        sent,
        'https://www.reddit.com/r/lotus/comments/1pzbv0z/my_lotus_elise_72d_with_17_rays_volk_gtp/',
      ),
    ]);
    expect(read.length).toBeGreaterThan(0);
    expectShortGolden('platforms-reddit/archived-head.json', Object.fromEntries(read));
  });
});

/** As pages were until 2018, and are on `old.` still. */
const old =
  '<html><body><div class="thing id-t3_7pfpeq linkflair self" id="thing_t3_7pfpeq" data-fullname="t3_7pfpeq" data-author="nadia-n" data-timestamp="1515513600000" data-permalink="/r/kelp/comments/7pfpeq/a_title/" data-url="/r/kelp/comments/7pfpeq/a_title/">' +
  '<p class="title"><a class="title may-blank" href="/r/kelp/comments/7pfpeq/a_title/">A title &amp; more</a></p><p class="tagline">submitted <time datetime="2018-01-09T16:00:00+00:00">a day ago</time> by <a class="author may-blank">nadia-n</a></p>' +
  '<div class="expando"><form class="usertext"><div class="usertext-body"><div class="md"><p>One</p>\n\n<p>see <a href="/u/jojo">/u/jojo</a></p></div></div></form></div></div>' +
  '<div class="commentarea"><div class="thing id-t1_kbjvg0a comment" data-fullname="t1_kbjvg0a" data-author="jo"><div class="entry"><div class="md-box usertext-body"><div class="md"><p>Above</p></div></div></div>' +
  '<div class="child"><div class="thing id-t1_kbjvg1k comment" data-fullname="t1_kbjvg1k" data-author="nadia-n" data-permalink="/r/kelp/comments/7pfpeq/a_title/kbjvg1k/"><p class="tagline"><time datetime="2018-01-09T17:46:40+00:00">a day ago</time></p><div class="usertext-body"><div class="md"><p>A comment</p></div></div></div></div></div></div></body></html>';

/** As pages have been since 2023. */
const shreddit =
  '<html><body><shreddit-post id="t3_7pfpeq" post-title="A title &amp; more" author="nadia-n" permalink="/r/kelp/comments/7pfpeq/a_title/" created-timestamp="2018-01-09T16:00:00.000000+0000" content-href="https://example.org/a" post-type="link"><div slot="text-body"><div id="t3_7pfpeq-post-rtjson-content"><p>One</p></div></div></shreddit-post>' +
  '<shreddit-comment thingid="t1_kbjvg0a" author="jo"><div slot="comment"><p>Above</p></div><shreddit-comment thingid="t1_kbjvg1k" author="nadia-n" parentid="t1_kbjvg0a" permalink="/r/kelp/comments/7pfpeq/comment/kbjvg1k/" created="2018-01-09T17:46:40.000000+0000"><div slot="comment"><p>A comment</p></div></shreddit-comment></shreddit-comment></body></html>';

describe('archived copies', () => {
  it.each([
    ['old', old],
    ['shreddit', shreddit],
  ])('of the %s site are read by their elements', (name, page) => {
    const answers = [address, commentAddress].map((url) => archived(page, url));
    expect(answers.map(meaningOf)).toEqual(['live', 'live']);
    expectShortGolden(`platforms-reddit/archived-${name}.json`, answers);
  });

  it.each([
    ['old', old],
    ['shreddit', shreddit],
  ])('of the %s site are no more than they show', (_name, page) => {
    const other = 'https://www.reddit.com/r/kelp/comments/other1/a_title/';
    expect(meaningOf(archived(page, other))).toBe('bad-shape');
    const nameless = page.replaceAll('nadia-n', '[deleted]');
    expect(meaningOf(archived(nameless, address))).toBe('live');
    const removed = nameless
      .replace('<p>A comment</p>', '<p>[removed]</p>')
      .replace('<p>One</p>', '<p>[removed]</p>');
    expect(meaningOf(archived(removed, commentAddress))).toBe('removed');
    const gone = '<html><title>reddit.com: page not found</title></html>';
    expect(meaningOf(archived(gone, address))).toBe('walled');
  });

  it.each([
    'r/kelp - A title',
    'A title • r/kelp',
    'A title - r/kelp',
    'From the kelp community on Reddit: A title',
  ])('of the sites between have the title in their heads: %s', (title) => {
    const head = `<html><head><meta property="og:url" content="${address}"><meta property="og:title" content="${title}"></head><body></body></html>`;
    expect(textOf(postOf(archived(head, address)).segments)).toBe('A title');
  });

  it('of listings and of oEmbed are read as they are', () => {
    expect(reddit.archivedAddresses?.(ref(address), [])).toEqual([
      address,
      'https://old.reddit.com/r/kelp/comments/7pfpeq/a_title/',
      'https://embed.reddit.com/r/kelp/comments/7pfpeq/a_title/',
      'https://redd.it/7pfpeq',
      'https://www.reddit.com/comments/7pfpeq/',
      'https://www.reddit.com/r/kelp/comments/7pfpeq/a_title.json',
      'https://www.reddit.com/comments/7pfpeq.json',
      `https://www.reddit.com/oembed?url=${encodeURIComponent(address)}`,
    ]);
    const listed = archived(
      JSON.stringify(discussion()),
      address,
      'https://www.reddit.com/r/kelp/comments/7pfpeq.json',
    );
    expect(textOf(postOf(listed).segments)).toMatch(/^A title & more\n\nOne two/u);
    const quote = { title: 'A title', html: `<blockquote><a href="${address}">A title</a></blockquote>` };
    const oembed = `https://www.reddit.com/oembed?url=${encodeURIComponent(address)}`;
    expect(meaningOf(archived(JSON.stringify(quote), address, oembed))).toBe('live');
  });
});

function archived(body: string | Uint8Array, of: string, original = of) {
  const url = `https://web.archive.org/web/20180201000000id_/${original}`;
  const link = { archive: 'web.archive.org', original, url, takenAt: '2026-02-01T00:00:00.000Z' };
  const memento: Memento = {
    ...link,
    mediaType: null,
    status: null,
    digest: null,
    wire: { ...wireOf(body), url },
  };
  const answer = reddit.readArchived?.(memento, ref(of));
  if (answer === undefined) throw new Error('nothing reads archived copies');
  return answer;
}

function readFrame(html: string) {
  return embed.read(wireOf(html), ref(address));
}

function postOf(answer: ReturnType<typeof readFrame>): Post {
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

function ref(url: string): Ref {
  const found = reddit.match(new URL(url), 'link');
  if (found === null) throw new Error(`${url} is no post of Reddit`);
  return found;
}
