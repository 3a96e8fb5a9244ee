import { anything, assert, object, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyPost, type Post, textOf } from '../../src/model/post.ts';
import { activitypub } from '../../src/platforms/mastodon/activitypub.ts';
import { oembed } from '../../src/platforms/mastodon/oembed.ts';
import { status } from '../../src/platforms/mastodon/status.ts';
import { everybody, host, local, noteOf, ref, refAt, statusOf } from './mastodon-statuses.ts';
import { recordedAnswers, wireOf } from './platform-corpus.ts';

const read = (body: unknown, status = 200) =>
  activitypub.read({ ...wireOf(body, status), url: ref.url }, ref);

function postOf(more: object): Post {
  const answer = read(noteOf(more));
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

describe('the post itself', () => {
  it('is asked for at its own address, as servers do', async () => {
    const asked: (string | undefined)[] = [];
    const post = { ...emptyPost, ref };
    await activitypub.ask(
      ref,
      ({ url, headers }) => {
        asked.push(url, headers?.['accept']);
        return Promise.resolve(wireOf({}));
      },
      { post, leave: { mirrors: false, metaToken: null } },
    );
    expect(asked).toEqual([ref.url, expect.stringMatching(/^application\/activity\+json, /u)]);
  });

  it.each([
    [401, 2],
    [404, 1],
    [410, 1],
    [500, 2],
  ])(
    'of which nothing is known is asked for once the interface says %i: requests %i',
    async (status, requests) => {
      const asked: string[] = [];
      await activitypub.ask(ref, ({ url }) => {
        asked.push(url);
        return Promise.resolve(wireOf({ error: '' }, asked.length === 1 ? status : 200));
      });
      expect(asked).toEqual([`https://${host}/api/v1/statuses/${local}`, ref.url].slice(0, requests));
    },
  );

  it.each([
    ['https://akko.example/notice/AQgIdalRCRfsNV6KzA', 'https://akko.example/notice/AQgIdalRCRfsNV6KzA'],
    [
      'https://gts.example/@jo/statuses/01HGZ8J3Z2M9Q6W4YV5T7N8KXB',
      'https://gts.example/users/jo/statuses/01HGZ8J3Z2M9Q6W4YV5T7N8KXB',
    ],
  ])('of kin is asked for where they have it: %s', async (address, asked) => {
    const urls: string[] = [];
    await activitypub.ask(refAt(address), ({ url }) => {
      urls.push(url);
      return Promise.resolve(wireOf({ error: '' }, 401));
    });
    expect(urls.at(-1)).toBe(asked);
  });

  it('may have a name that tells no number, where its server sent us on to it', () => {
    const akkoma = refAt('https://akko.example/notice/AQgIdalRCRfsNV6KzA');
    const id = 'https://akko.example/objects/0e7a9f6c-8f0e-4c1f-9d5a-000000000000';
    const body = noteOf({ id, url: undefined, attributedTo: 'https://akko.example/users/jo' });
    const told = (url: string) => activitypub.read({ ...wireOf(body), url }, akkoma);
    expect(told(id)).toMatchObject({ kind: 'post', post: { ref: { id: akkoma.id }, uri: id } });
    expect(told('https://akko.example/objects/another')).toMatchObject({ outcome: 'bad-shape' });
    const other = noteOf({ id: `https://${host}/users/jo/statuses/12345`, url: `https://${host}/@jo/12345` });
    const sentOn = { ...wireOf(other), url: `https://${host}/@jo/12345` };
    expect(activitypub.read(sentOn, ref)).toMatchObject({ outcome: 'bad-shape' });
  });

  it('completes what only its place is known of', () => {
    expect(activitypub.completes?.({ ...emptyPost, ref })).toBe(true);
    expect(activitypub.completes?.({ ...emptyPost, ref, createdAt: '2025-11-27T20:15:00.000Z' })).toBe(false);
  });

  it('has words, language, author and time', () => {
    expect(postOf({})).toMatchObject({
      ref: { id: ref.id },
      uri: `https://${host}/users/jo/statuses/${local}`,
      author: { id: null, handle: `jo@${host}`, url: `https://${host}/users/jo` },
      segments: [{ kind: 'text', text: 'One & two' }],
      createdAt: '2025-11-27T20:15:00.000Z',
      lang: 'de',
      sensitive: false,
      edits: null,
    });
    expect(textOf(postOf({ content: null, contentMap: { fr: '<p>Un</p>' } }).segments)).toBe('Un');
  });

  it('has a warning, files, marks, emoji, a parent and what it quotes', () => {
    const post = postOf({
      summary: 'politics',
      sensitive: true,
      content:
        '<p>Hi :blob: <span class="h-card"><a href="https://b.example/users/sam" class="u-url mention">@<span>sam</span></a></span> <a href="https://social.coop/tags/x" class="mention hashtag" rel="tag">#<span>x</span></a></p>',
      tag: [
        { type: 'Mention', href: 'https://b.example/users/sam', name: '@sam@b.example' },
        { type: 'Emoji', name: ':blob:', icon: { type: 'Image', url: 'https://files.example/blob.png' } },
      ],
      attachment: [
        {
          type: 'Document',
          mediaType: 'image/jpeg',
          url: 'https://files.example/1.jpg',
          name: 'A gull',
          width: 800,
          height: 600,
        },
        {
          type: 'Document',
          mediaType: 'video/mp4',
          url: [{ type: 'Link', href: 'https://files.example/2.mp4' }],
          duration: 'PT1M2.5S',
          icon: { url: 'https://files.example/2.png' },
        },
        { type: 'Link', href: 'https://example.org/' },
        { type: 'Document', mediaType: 'application/pdf', url: 'https://files.example/3.pdf' },
        7,
      ],
      inReplyTo: 'https://b.example/users/sam/statuses/115624517760498000',
      quote: 'https://b.example/users/sam/statuses/115624517760498001',
      updated: '2025-11-28T20:15:00Z',
      likes: { totalItems: 3 },
      shares: { totalItems: -1 },
    });
    expect(textOf(post.segments)).toBe('politics\n\nHi :blob: @sam #x');
    expect(post).toMatchObject({
      sensitive: true,
      segments: [
        { kind: 'text' },
        { kind: 'emoji', picture: { urls: ['https://files.example/blob.png'] } },
        { kind: 'text' },
        { kind: 'mention', handle: 'sam@b.example' },
        { kind: 'text' },
        { kind: 'tag', tag: 'x' },
      ],
      media: [
        { kind: 'photo', alt: 'A gull', width: 800, mediaType: 'image/jpeg' },
        {
          kind: 'video',
          urls: ['https://files.example/2.mp4'],
          durationMs: 62_500,
          poster: { urls: ['https://files.example/2.png'] },
        },
      ],
      parent: { name: 'mastodon:b.example/115624517760498000', handle: 'sam@b.example', post: null },
      quote: { ref: { id: 'b.example/115624517760498001' }, unavailable: null },
      version: '2025-11-28T20:15:00.000Z',
      edits: { ids: { length: 2 }, stale: false },
      metrics: { likes: 3, reposts: null },
      omissions: [
        { part: 'media', reason: 'malformed', count: 1 },
        { part: 'media', reason: 'unknown', count: 1 },
      ],
    });
    expect(postOf({ quote: { type: 'Tombstone' } }).quote).toMatchObject({ unavailable: 'deleted' });
  });

  it('of an article is its title and what it says, not what it begins with', () => {
    const article = {
      type: 'Article',
      name: 'A title',
      summary: '<p>One</p>',
      content: '<p>One</p><p>Two</p>',
    };
    expect(textOf(postOf(article).segments)).toBe('A title\n\nOne\n\nTwo');
    expect(textOf(postOf({ ...article, type: 'Page' }).segments)).toBe('A title\n\nOne\n\nTwo');
    expect(textOf(postOf({ ...article, content: null, contentMap: null }).segments)).toBe('A title\n\nOne');
    expect(textOf(postOf({ ...article, name: null }).segments)).toContain('Two');
  });

  it('answers a post whose address tells no number', () => {
    const inReplyTo = 'https://b.example/objects/0a1b2c3d-0000-4000-8000-00000000000a';
    expect(postOf({ inReplyTo }).parent).toEqual({
      name: inReplyTo,
      url: inReplyTo,
      handle: null,
      post: null,
    });
    expect(postOf({ inReplyTo: 'javascript:alert(1)' }).parent).toBeNull();
    expect(postOf({ inReplyTo: 'nothing' }).parent).toBeNull();
  });

  it('may be a question', () => {
    const options = Array.from({ length: 25 }, (_, n) => ({
      type: 'Note',
      name: `Option ${n}`,
      replies: { totalItems: n },
    }));
    const post = postOf({ type: 'Question', oneOf: options, endTime: '2025-12-01T20:15:00Z' });
    expect(post.poll?.options).toHaveLength(20);
    expect(post.poll?.options[3]).toEqual({ text: 'Option 3', votes: 3 });
    expect(post.poll?.endsAt).toBe('2025-12-01T20:15:00.000Z');
    expect(post.omissions).toEqual([{ part: 'option', reason: 'surplus', count: 5 }]);
  });

  it.each([
    ['sent to everybody', { to: everybody, cc: [] }],
    ['copied to everybody', { to: [`https://${host}/users/jo/followers`], cc: ['as:Public'] }],
  ])('is kept when it was %s', (_how, parts) => {
    expect(read(noteOf(parts))).toMatchObject({ kind: 'post' });
  });

  it.each([
    [noteOf({ to: [`https://${host}/users/jo/followers`], cc: [] }), 200, 'refused'],
    [noteOf({ to: undefined, cc: undefined }), 200, 'refused'],
    [noteOf({ id: `https://${host}/users/jo/statuses/12`, url: null }), 200, 'bad-shape'],
    [noteOf({ id: `https://evil.example/users/jo/statuses/${local}`, url: null }), 200, 'bad-shape'],
    [noteOf({ type: 'Person' }), 200, 'bad-shape'],
    [noteOf({ type: ['Announce'] }), 200, 'bad-shape'],
    [{ type: 'Note' }, 200, 'bad-shape'],
    [{ error: 'Not Found' }, 404, 'not-found'],
    ['Request not signed', 401, 'refused'],
    ['<!DOCTYPE html><title>Log in</title>', 200, 'walled'],
  ])('%j with HTTP %i says %s', (body, status, outcome) => {
    expect(read(body, status)).toMatchObject({ kind: 'unknown', outcome });
  });

  it('that isn’t for everybody is sought nowhere else', () => {
    expect(read(noteOf({ to: [], cc: [] }))).toMatchObject({ outcome: 'refused', closed: true });
  });

  it.each([
    [{ type: 'Tombstone', id: `https://${host}/users/jo/statuses/${local}` }, 410],
    [{ type: 'Tombstone', id: `https://${host}/users/jo/statuses/${local}` }, 200],
    ['', 410],
  ])('%j with HTTP %i is deleted', (body, status) => {
    expect(read(body, status)).toMatchObject({ kind: 'tombstone', state: 'deleted' });
  });

  it('never throws', () => {
    assert(property(anything(), (value) => typeof read(value).kind === 'string'));
    assert(property(object(), (parts) => typeof read(noteOf(parts)).kind === 'string'));
  });
});

const cards = recordedAnswers('mastodon/oembed');

describe.skipIf(cards === null)('recorded as oEmbed are previews of pages', () => {
  it('which tell of no post, and are read as what hangs on one', () => {
    expect(cards).toHaveLength(2);
    for (const { body } of cards ?? []) {
      expect(oembed.read(wireOf(body), ref)).toMatchObject({ kind: 'unknown', outcome: 'bad-shape' });
      const card = JSON.parse(new TextDecoder().decode(body));
      expect(status.read(wireOf(statusOf(local, { card })), ref)).toMatchObject({
        kind: 'post',
        post: {
          card: {
            url: 'https://www.youtube.com/watch?v=OMv_EPMED8Y',
            title: '♪ Brand New Friend (Christmas Song!)',
            description: null,
            site: 'YouTube',
            picture: { urls: [card.image] },
          },
        },
      });
    }
  });
});

describe('a server’s oEmbed', () => {
  const quote = (address: string) =>
    `<blockquote class="mastodon-embed" data-embed-url="${address}/embed"><a href="${address}" target="_blank"><svg></svg><div>Post by @jo@coop.example</div><div>View on Mastodon</div></a></blockquote><script data-allowed-prefixes="https://${host}/" async src="https://${host}/embed.js"></script>`;
  const frame = `<iframe src="${ref.url}/embed" class="mastodon-embed" width="400"></iframe><script src="https://${host}/embed.js" async></script>`;
  const told = (html: string) => ({
    html,
    author_name: 'Jo',
    author_url: `https://${host}/@jo`,
    type: 'rich',
  });

  it('is asked on the post’s own server', async () => {
    const asked: string[] = [];
    await oembed.ask(ref, ({ url }) => {
      asked.push(url);
      return Promise.resolve(wireOf({}));
    });
    const url = new URL(asked[0] ?? '');
    expect([url.host, url.pathname, url.searchParams.get('url')]).toEqual([host, '/api/oembed', ref.url]);
  });

  it.each([
    [quote(ref.url), 'jo@coop.example'],
    [frame, `jo@${host}`],
  ])('tells whose the post is, and no word of it', (html, handle) => {
    expect(oembed.read(wireOf(told(html)), ref)).toMatchObject({
      kind: 'post',
      post: { ref: { id: ref.id }, author: { name: 'Jo', handle }, segments: [], createdAt: null },
    });
  });

  it.each([
    [told(quote(`https://${host}/@jo/12345`)), 200, 'bad-shape'],
    [told('<p>nothing</p>'), 200, 'bad-shape'],
    [statusOf(local), 200, 'bad-shape'],
    [{ error: 'Record not found' }, 404, 'not-found'],
    ['{}', 200, 'bad-shape'],
  ])('%j with HTTP %i says %s', (body, status, outcome) => {
    expect(oembed.read(wireOf(body, status), ref)).toMatchObject({ kind: 'unknown', outcome });
  });
});
