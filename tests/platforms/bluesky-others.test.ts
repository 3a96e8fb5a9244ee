import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/model/post.ts';
import { archivedAddresses, readArchived } from '../../src/platforms/bluesky/archived.ts';
import { bluesky } from '../../src/platforms/bluesky/index.ts';
import { refOf } from '../../src/platforms/bluesky/match.ts';
import { oembed } from '../../src/platforms/bluesky/oembed.ts';
import { posts } from '../../src/platforms/bluesky/posts.ts';
import { authorOf, cid, did, key, nodeOf, stranger, uriOf, viewOf } from './bluesky-views.ts';
import { wireOf } from './platform-corpus.ts';

const ref = refOf(`${did}/${key}`) ?? { platform: 'bluesky', id: '', url: '' };
const byHandle = refOf(`jo.bsky.social/${key}`) ?? ref;

describe('getPosts', () => {
  it('asks for the post by its DID', async () => {
    const asked: string[] = [];
    await posts.ask(ref, ({ url }) => {
      asked.push(url);
      return Promise.resolve(wireOf({ posts: [] }));
    });
    expect(asked.map((url) => new URL(url).searchParams.get('uris'))).toEqual([uriOf(did, key)]);
  });

  it('asks whose the handle is first, and for nothing more where it is nobody’s', async () => {
    const asked: string[] = [];
    const whose = (answer: unknown, status: number) =>
      posts.ask(byHandle, ({ url }) => {
        asked.push(url.replace(/^.*\/xrpc\//u, ''));
        return Promise.resolve(
          url.includes('resolveHandle') ? wireOf(answer, status) : wireOf({ posts: [viewOf()] }),
        );
      });
    expect(posts.read(await whose({ did }, 200), byHandle)).toMatchObject({ kind: 'post', post: { ref } });
    expect(asked.splice(0)).toEqual([
      'com.atproto.identity.resolveHandle?handle=jo.bsky.social',
      `app.bsky.feed.getPosts?uris=${encodeURIComponent(uriOf(did, key))}`,
    ]);
    const nobody = await whose({ error: 'InvalidRequest', message: 'Unable to resolve handle' }, 400);
    expect(asked).toHaveLength(1);
    expect(posts.read(nobody, byHandle)).toMatchObject({ kind: 'unknown', outcome: 'invalid' });
  });

  it.each([
    [{ posts: [] }, 200, 'not-found'],
    [{ posts: [viewOf({ rkey: '3k7qmjev5lr2s' })] }, 200, 'bad-shape'],
    [{ posts: [{}] }, 200, 'bad-shape'],
    [{ posts: 7 }, 200, 'bad-shape'],
    [{ did }, 200, 'bad-shape'],
    [{ error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' }, 429, 'rate-limited'],
    [{ error: 'InvalidRequest', message: 'Error: uris must not be empty' }, 400, 'invalid'],
  ])('%j with HTTP %i says %s', (body, status, outcome) => {
    expect(posts.read(wireOf(body, status), ref)).toMatchObject({ kind: 'unknown', outcome });
  });

  it('tells of the post, not of its thread', () => {
    expect(posts.read(wireOf({ posts: [viewOf({ text: 'Ahoy' })] }), ref)).toMatchObject({
      kind: 'post',
      post: { ref, version: cid, uri: uriOf(did, key), segments: [{ text: 'Ahoy' }], thread: null },
    });
    const shy = { ...viewOf(), author: authorOf(did, { labels: [{ val: '!no-unauthenticated' }] }) };
    expect(posts.read(wireOf({ posts: [shy] }), ref)).toMatchObject({
      kind: 'tombstone',
      state: 'restricted',
    });
  });
});

const html = (parts: { uri?: string; text?: string; time?: string } = {}) => {
  const { uri = uriOf(did, key), text = 'One &amp; two\nthree', time = '2025-05-02T12:01:00.000Z' } = parts;
  return `<blockquote class="bluesky-embed" data-bluesky-uri="${uri}" data-bluesky-cid="${cid}"><p lang="en">${text}</p>&mdash; <a href="https://bsky.app/profile/${did}?ref_src=embed">Jo (@jo.bsky.social)</a> <a href="https://bsky.app/profile/${did}/post/${key}?ref_src=embed">${time}</a></blockquote><script async src="https://embed.bsky.app/static/embed.js" charset="utf-8"></script>`;
};

describe('Bluesky’s oEmbed', () => {
  it('asks by AT URI, or by address where only the handle is known', async () => {
    const asked: (string | null)[] = [];
    for (const each of [ref, byHandle])
      await oembed.ask(each, ({ url }) => {
        asked.push(new URL(url).searchParams.get('url'));
        return Promise.resolve(wireOf({}));
      });
    expect(asked).toEqual([uriOf(did, key), `https://bsky.app/profile/jo.bsky.social/post/${key}`]);
  });

  it.each([ref, byHandle])('tells the words, who and when', (asked) => {
    expect(oembed.read(wireOf({ html: html() }), asked)).toMatchObject({
      kind: 'post',
      post: {
        ref,
        uri: uriOf(did, key),
        version: cid,
        author: { id: did, name: 'Jo', handle: 'jo.bsky.social' },
        segments: [{ kind: 'text', text: 'One & two\nthree' }],
        createdAt: '2025-05-02T12:01:00.000Z',
        lang: 'en',
      },
    });
  });

  it.each([
    [{ html: html({ uri: uriOf(stranger, key) }) }, 200, 'bad-shape'],
    [{ html: '<p>Hi</p>' }, 200, 'bad-shape'],
    [{ html: 7 }, 200, 'bad-shape'],
    ['post not found', 404, 'not-found'],
    ['post is not publicly accessible', 403, 'withheld-unknown'],
    ["Expected 'url' to be bsky.app URL or AT-URI", 400, 'invalid'],
  ])('%j with HTTP %i says %s', (body, status, outcome) => {
    expect(oembed.read(wireOf(body, status), ref)).toMatchObject({ kind: 'unknown', outcome });
  });
});

describe('archived copies', () => {
  const memento = (body: unknown, original: string, status = 200) => ({
    archive: 'web.archive.org',
    original,
    url: `https://web.archive.org/web/20250601000000id_/${original}`,
    takenAt: '2025-06-01T00:00:00.000Z',
    mediaType: null,
    status,
    digest: null,
    wire: { ...wireOf(body, status), at: '2026-06-01T00:00:00.000Z' },
  });
  const page = (more: { did?: string; text?: string; head?: string } = {}) =>
    `<!doctype html><html><head><title>@jo.bsky.social on Bluesky</title><meta property="og:type" content="article">
    <meta property="profile:username" content="jo.bsky.social"><meta property="og:url" content="https://bsky.app/profile/jo.bsky.social/post/${key}">
    <meta property="og:title" content="Jo (@jo.bsky.social)"><meta property="og:description" content="One &amp; two">
    ${more.head ?? '<meta property="og:image" content="https://cdn.bsky.app/img/avatar/plain/x/y@jpeg"><meta name="twitter:card" content="summary">'}
    <meta name="article:published_time" content="2025-05-02T12:01:07.123Z"></head><body><div id="root"></div><noscript><h1>JavaScript Required</h1>
    <div id="bsky_post_summary"><h3>Post</h3><p id="bsky_display_name">Jo</p><p id="bsky_handle">jo.bsky.social</p><p id="bsky_did">${more.did ?? did}</p>
    <p id="bsky_post_text">${more.text ?? 'One &amp; two\nthree'}</p><p id="bsky_post_indexedat">2025-05-02T12:01:07.123Z</p></div></noscript></body></html>`;
  const address = `https://bsky.app/profile/jo.bsky.social/post/${key}`;

  it('are sought under DID and known handles, pages first', () => {
    const sought = archivedAddresses(ref, ['jo.bsky.social', 'jo.example']);
    expect(sought.slice(0, 3)).toEqual([ref.url, address, `https://bsky.app/profile/jo.example/post/${key}`]);
    const uri = encodeURIComponent(uriOf(did, key));
    expect(sought).toContain(
      `https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread?uri=${uri}&depth=0&parentHeight=0`,
    );
    expect(new Set(sought).size).toBe(sought.length);
    expect(bluesky.archivedAddresses?.(byHandle, [])[0]).toBe(address);
  });

  it('of the page tell words, who and the day', () => {
    const answer = readArchived(memento(page(), address), ref);
    if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
    expect(answer.post).toMatchObject({
      ref,
      uri: uriOf(did, key),
      author: { id: did, name: 'Jo', handle: 'jo.bsky.social' },
      createdAt: '2025-05-02',
      media: [],
    });
    expect(textOf(answer.post.segments)).toBe('One & two\nthree');
    expect(readArchived(memento(page(), address), byHandle)).toMatchObject({ kind: 'post' });
  });

  it('have the post’s pictures, in the larger size too', () => {
    const thumb = `https://cdn.bsky.app/img/feed_thumbnail/plain/${did}/bafy@jpeg`;
    const head = `<meta property="og:image" content="https://web.archive.org/web/20250601000000im_/${thumb}"><meta name="twitter:card" content="summary_large_image">`;
    expect(readArchived(memento(page({ head }), address), ref)).toMatchObject({
      post: { media: [{ kind: 'photo', urls: [thumb.replace('thumbnail', 'fullsize'), thumb] }] },
    });
  });

  it('of the interface’s answers are read like those', () => {
    for (const body of [{ thread: nodeOf(viewOf()) }, { posts: [viewOf()] }, { html: html() }])
      expect(readArchived(memento(body, 'https://public.api.bsky.app/xrpc/x'), ref)).toMatchObject({
        kind: 'post',
        post: { ref },
      });
  });

  it.each([
    ['of another account', page({ did: stranger }), 200, 'bad-shape'],
    ['of another post', page().replaceAll(key, '3k7qmjev5lr2s'), 200, 'bad-shape'],
    [
      'without the post',
      '<html><head><title>Bluesky</title></head><body><noscript>JavaScript Required</noscript></body></html>',
      200,
      'walled',
    ],
    ['of an error', '<html></html>', 404, 'not-found'],
    ['of nothing', '', 200, 'empty'],
  ])('%s show no post', (_what, body, status, outcome) => {
    const other = body.includes('3k7qmjev5lr2s') ? address.replace(key, '3k7qmjev5lr2s') : address;
    expect(readArchived(memento(body, other, status), ref)).toMatchObject({ kind: 'unknown', outcome });
  });

  it('that name the handle only must be of the same key', () => {
    const unnamed = page().replace(/<p id="bsky_did">[^<]*<\/p>/u, '');
    expect(readArchived(memento(unnamed, address), ref)).toMatchObject({ kind: 'post', post: { ref } });
    const other = unnamed.replaceAll(key, '3k7qmjev5lr2s');
    expect(readArchived(memento(other, address), ref)).toMatchObject({ outcome: 'bad-shape' });
  });

  it('of an author who is for members only say so', () => {
    const text = 'This author has chosen to make their posts visible only to people who are signed in.';
    expect(readArchived(memento(page({ text }), address), ref)).toMatchObject({
      kind: 'tombstone',
      state: 'restricted',
    });
  });
});
