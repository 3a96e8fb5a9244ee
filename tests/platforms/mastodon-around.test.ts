import { anything, assert, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { emptyPost, type Post, textOf } from '../../src/model/post.ts';
import { context, contextUrl } from '../../src/platforms/mastodon/context.ts';
import { origin } from '../../src/platforms/mastodon/origin.ts';
import { answerOf, everybody, host, local, noteOf, ref, refAt, statusOf } from './mastodon-statuses.ts';
import { wireOf } from './platform-corpus.ts';

const url = contextUrl(ref.id);
const read = (body: unknown, status = 200, asked = ref) =>
  context.read({ ...wireOf(body, status), url }, asked);

function postOf(answer: Answer): Post {
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

const textsOf = (posts: readonly Post[] = []) => posts.map(({ segments }) => textOf(segments));
const leave = { mirrors: false, metaToken: null };

describe('the context of a post', () => {
  it('is asked on the post’s own server', async () => {
    const asked: string[] = [];
    await context.ask(ref, (request) => {
      asked.push(request.url);
      return Promise.resolve(wireOf({}));
    });
    expect(asked).toEqual([`https://${host}/api/v1/statuses/${local}/context`]);
  });

  it('is wanted where the post answers one or is answered, and isn’t known', () => {
    const metrics = { at: '', likes: 0, replies: 0, reposts: 0, views: null };
    const parent = { name: 'x', url: 'https://x.example', handle: null, post: null };
    const wants = (parts: Partial<Post>) => context.completes?.({ ...emptyPost, ref, metrics, ...parts });
    expect(wants({})).toBe(false);
    expect(wants({ parent })).toBe(true);
    expect(wants({ metrics: { ...metrics, replies: 2 } })).toBe(true);
    expect(wants({ metrics: null })).toBe(true);
    expect(wants({ parent, thread: { before: [], after: [] } })).toBe(false);
  });

  it('goes down through the author’s answers to the author, and leaves strangers out', () => {
    const post = postOf(
      read({
        ancestors: [],
        descendants: [
          answerOf('21', local, '7', '7', { created_at: '2025-11-27T20:20:00.000Z' }),
          answerOf('20', local, '7', '7', { created_at: '2025-11-27T20:16:00.000Z' }),
          answerOf('22', local, '9', '7'),
          answerOf('23', '22', '7', '9'),
          answerOf('24', '20', '7', '7', { created_at: '2025-11-27T20:17:00.000Z' }),
        ],
      }),
    );
    expect(textsOf(post.thread?.after)).toEqual(['words 20', 'words 24', 'words 21']);
    expect(post).toMatchObject({ ref, parent: null, author: { id: `${host}/7`, handle: `jo@${host}` } });
    expect(post.segments).toEqual([]);
    expect(post.createdAt).toBeNull();
  });

  it('goes up while each answers a post of the same author, and has what is answered', () => {
    const ancestors = [
      statusOf('10', { account: answerOf('10', '', '9', '').account }),
      answerOf('11', '10', '7', '9'),
      answerOf('12', '11', '7', '7'),
    ];
    const post = postOf(read({ ancestors, descendants: [] }));
    expect(textsOf(post.thread?.before)).toEqual(['words 11', 'words 12']);
    expect(post.parent).toMatchObject({
      name: `mastodon:${host}/12`,
      handle: `jo@${host}`,
      post: { segments: [{ text: 'words 12' }], thread: null },
    });
  });

  it('tells the words of a stranger who is answered, though not as the author’s', () => {
    const ancestors = [statusOf('10', { account: answerOf('10', '', '9', '').account })];
    const post = postOf(read({ ancestors, descendants: [answerOf('20', local, '9', '7')] }));
    expect(post.thread).toEqual({ before: [], after: [] });
    expect(post.parent).toMatchObject({
      handle: 'sam@b.example',
      post: { author: { handle: 'sam@b.example' } },
    });
  });

  it('tells no thread where it can’t tell whose the posts are', () => {
    const unnamed = refAt(`https://${host}/web/statuses/${local}`);
    const post = postOf(read({ ancestors: [statusOf('10')], descendants: [] }, 200, unnamed));
    expect(post.thread).toBeNull();
    expect(post.parent?.post).not.toBeNull();
  });

  it('leaves out what isn’t for everybody', () => {
    const descendants = [
      answerOf('20', local, '7', '7', { visibility: 'private', content: 'secret' }),
      answerOf('21', local, '9', '7'),
    ];
    const answer = read({
      ancestors: [statusOf('10', { visibility: 'direct', content: 'secret' })],
      descendants,
    });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('is at most 50 posts each way, and ends where it runs in a circle', () => {
    const chain = Array.from({ length: 60 }, (_, n) =>
      answerOf(`${200 + n}`, n === 0 ? local : `${199 + n}`, '7', '7'),
    );
    const above = Array.from({ length: 55 }, (_, n) => answerOf(`${100 + n}`, `${99 + n}`, '7', '7'));
    const post = postOf(
      read({ ancestors: above, descendants: [...chain, answerOf(local, '259', '7', '7')] }),
    );
    expect(textsOf(post.thread?.after)).toEqual(Array.from({ length: 50 }, (_, n) => `words ${200 + n}`));
    expect(textsOf(post.thread?.before)).toEqual(Array.from({ length: 50 }, (_, n) => `words ${105 + n}`));
    expect(post.omissions).toEqual([{ part: 'thread', reason: 'surplus', count: 15 }]);
  });

  it.each([
    [{ ancestors: [], descendants: [] }, 200, 'empty'],
    [{ error: 'Record not found' }, 404, 'not-found'],
    [{ error: 'This method requires an authenticated user' }, 401, 'refused'],
    [{}, 200, 'bad-shape'],
    ['null', 200, 'bad-shape'],
    [{ ancestors: 7, descendants: {} }, 200, 'bad-shape'],
    ['<html></html>', 200, 'walled'],
  ])('%j with HTTP %i says %s', (body, status, outcome) => {
    expect(read(body, status)).toMatchObject({ kind: 'unknown', outcome });
  });

  it('of another post is refused', () => {
    const wire = wireOf({ ancestors: [], descendants: [answerOf('20', '12', '9', '7')] });
    expect(context.read(wire, ref)).toMatchObject({ kind: 'unknown', outcome: 'bad-shape' });
  });

  it('never throws', () => {
    assert(
      property(
        anything(),
        anything(),
        (ancestors, descendants) =>
          typeof read({ ancestors: [ancestors], descendants: [descendants] }).kind === 'string',
      ),
    );
  });
});

describe('the home of a copy', () => {
  const copy = refAt('https://mastodon.social/@jo@social.coop/109308100421024940');
  const known: Post = { ...emptyPost, ref: copy, uri: `https://${host}/users/jo/statuses/${local}` };

  async function asked(post: Post | null, at = copy) {
    const requests: { url: string; accept: string | undefined }[] = [];
    await origin.ask(
      at,
      ({ url, headers }) => {
        requests.push({ url, accept: headers?.['accept'] });
        return Promise.resolve(wireOf({}));
      },
      { post, leave },
    );
    return requests;
  }

  it('is looked for where the post’s own name names another server', () => {
    expect(origin.completes?.(known)).toBe(true);
    expect(origin.completes?.({ ...known, ref })).toBe(false);
    expect(origin.completes?.({ ...known, uri: null })).toBe(false);
    expect(
      origin.completes?.({ ...known, uri: 'tag:mamot.fr,2017-04-21:objectId=602771:objectType=Status' }),
    ).toBe(false);
  });

  it('is asked by number where its name tells it, else for the post itself', async () => {
    expect(await asked(known)).toEqual([
      { url: `https://${host}/api/v1/statuses/${local}`, accept: 'application/json' },
    ]);
    const uri = 'https://akko.example/objects/0e7a9f6c-8f0e-4c1f-9d5a-000000000000';
    expect(await asked({ ...known, uri })).toMatchObject([
      { url: uri, accept: expect.stringContaining('activity+json') },
    ]);
    expect(await asked(null)).toMatchObject([
      { url: 'https://mastodon.social/api/v1/statuses/109308100421024940' },
      { url: copy.url, accept: expect.stringContaining('activity+json') },
    ]);
  });

  it('answers with the post’s true ref', () => {
    const wire = { ...wireOf(statusOf(local)), url: `https://${host}/api/v1/statuses/${local}` };
    expect(postOf(origin.read(wire, copy))).toMatchObject({
      ref: { id: `${host}/${local}`, url: ref.url },
      author: { id: `${host}/7` },
    });
    const note = { ...wireOf(noteOf()), url: `https://${host}/@jo/${local}` };
    expect(postOf(origin.read(note, copy))).toMatchObject({ ref: { id: `${host}/${local}` } });
  });

  it('keeps the copy’s ref where its own tells no number', () => {
    const id = 'https://misskey.example/notes/9x2ab';
    const note = noteOf({
      id,
      url: undefined,
      attributedTo: 'https://misskey.example/users/8abc',
      to: everybody,
    });
    expect(postOf(origin.read({ ...wireOf(note), url: id }, copy))).toMatchObject({ ref: copy, uri: id });
  });

  it('isn’t found where the copy isn’t', () => {
    const url = 'https://mastodon.social/api/v1/statuses/109308100421024940';
    const wire = { ...wireOf({ error: 'Record not found' }, 404), url };
    expect(origin.read(wire, copy)).toMatchObject({ kind: 'unknown', outcome: 'not-found' });
  });

  it.each([
    ['another post', `https://${host}/api/v1/statuses/${local}`, statusOf('12')],
    [
      'the copy',
      `https://mastodon.social/api/v1/statuses/109308100421024940`,
      statusOf('109308100421024940'),
    ],
    ['another post’s object', `https://${host}/@jo/12`, noteOf()],
    ['an object of elsewhere', 'https://evil.example/@jo/115624517760498357', noteOf()],
  ])('isn’t taken from %s', (_what, address, body) => {
    expect(origin.read({ ...wireOf(body), url: address }, copy)).toMatchObject({
      kind: 'unknown',
      outcome: 'bad-shape',
    });
  });
});
