import { describe, expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import type { Answer } from '../../src/model/answer.ts';
import type { Memento, MementoEvent } from '../../src/model/memento.ts';
import type { Platform } from '../../src/model/platform.ts';
import { emptyPost, nobody, textOf } from '../../src/model/post.ts';
import type { Wire } from '../../src/model/wire.ts';
import { x } from '../../src/platforms/x/index.ts';
import { resolvePost } from '../../src/resolve/resolve.ts';
import { at, blockquote, id, seenLive, stone, tweet, world } from './stand-in.ts';

const ref = { platform: 'x', id, url: `https://x.com/i/status/${id}` };
const takenAt = '2023-10-01T00:00:00.000Z';

function wireOf(body: string): Wire {
  return {
    url: 'https://archive.example/copy',
    status: 200,
    headers: [],
    body: new TextEncoder().encode(body),
    at,
  };
}

function mementoOf(words: string): MementoEvent {
  const link = {
    archive: 'archive.example',
    original: ref.url,
    url: 'https://archive.example/copy',
    takenAt,
  };
  const memento: Memento = { ...link, mediaType: null, status: 200, digest: null, wire: wireOf(words) };
  return { kind: 'memento', archive: 'shelf', memento };
}

const nothing: MementoEvent = {
  kind: 'listing',
  archive: 'shelf',
  address: ref.url,
  wire: wireOf('[]'),
  copies: 0,
  reason: null,
};

/** X whose archived copies are plain words; `gone` is an archived tombstone. */
const platform: Platform = {
  ...x,
  archivedAddresses: (_ref, handles) => [ref.url, ...handles.map((handle) => `https://x.com/${handle}`)],
  readArchived: ({ wire }): Answer => {
    const words = new TextDecoder().decode(wire.body);
    if (words === 'gone') return { kind: 'tombstone', state: 'deleted', reason: 'gone' };
    const author = { ...nobody, handle: 'nadia' };
    return { kind: 'post', post: { ...emptyPost, ref, author, segments: [{ kind: 'text', text: words }] } };
  },
};

const lost = { syndication: { status: 404, body: '<html>' }, oembed: { status: 404, body: '<html>' } };

function resolveWith(
  events: readonly MementoEvent[],
  replies: Parameters<typeof world>[0] = lost,
  known: Parameters<typeof world>[1] = {},
) {
  const asked: [addresses: readonly string[], near: string | null][] = [];
  let taken = 0;
  async function* findMementos(addresses: readonly string[], near: string | null) {
    asked.push([addresses, near]);
    for (const event of events) {
      taken += 1;
      yield event;
    }
  }
  const { tools, kept } = world(replies, known);
  return resolvePost(ref, platform, { ...tools, findMementos }).then((resolution) => ({
    ...resolution,
    asked,
    kept,
    taken: () => taken,
  }));
}

describe('a post that its platform shows no more', () => {
  it('is known from the first archived copy that shows it, which is proof that it was live', async () => {
    const events = [nothing, mementoOf('gone'), mementoOf('Hello world'), mementoOf('Hello later')];
    const { snapshotParts, observations, asked, taken, kept } = await resolveWith(events);
    expect(snapshotParts).toMatchObject({ state: 'deleted', known: 'archive' });
    expect(snapshotParts.witnesses).toMatchObject({ text: ['shelf'], author: ['shelf'] });
    expect(textOf(snapshotParts.post?.segments ?? [])).toBe('Hello world');
    expect(asked[0]?.[1]).toBe('2023-09-17T15:52:15.446Z');
    expect(taken()).toBe(3);
    expect(observations.map(({ source, rank, outcome, asOf }) => [source, rank, outcome, asOf])).toEqual([
      ['x-syndication', 'platform', 'not-found', null],
      ['x-oembed', 'platform', 'not-found', null],
      ['shelf', 'archive', 'not-archived', null],
      ['shelf', 'archive', 'not-archived', takenAt],
      ['shelf', 'archive', 'live', takenAt],
    ]);
    for (const { wire } of observations) expect(kept.has(wire ?? '')).toBe(true);
  });

  it('is looked for under the handles that articles know, beside the words they quote', async () => {
    const quoted = {
      name: 'Nadia',
      handle: 'nadia',
      date: null,
      text: 'Hello world',
      lang: null,
      dir: null,
      links: [],
    };
    const articleWitnesses = [{ article: 'a.html', blob: 'b', seenAt: at, quoted }];
    const { snapshotParts, asked } = await resolveWith([mementoOf('Hello world')], lost, {
      articleWitnesses,
    });
    expect(asked[0]?.[0]).toContain('https://x.com/nadia');
    expect(snapshotParts.witnesses['text']).toEqual(['shelf', 'article']);
  });

  it('is of the platform’s own state where that is certain, whatever archives answer', async () => {
    const failure = {
      kind: 'failure',
      archive: 'shelf',
      error: new HoldfastError('timeout', 'slow'),
    } as const;
    const body = stone('This Post is from a suspended account. Learn more');
    const { snapshotParts, failures } = await resolveWith([failure], { syndication: { body } });
    expect(snapshotParts).toMatchObject({ state: 'suspended', post: null });
    expect(failures).toEqual([]);
  });

  it('waits for an archive that is down while nothing is certain, though not for one out of reach', async () => {
    const error = (name: 'timeout' | 'not-recorded') =>
      ({ kind: 'failure', archive: 'shelf', error: new HoldfastError(name, name) }) as const;
    const { failures } = await resolveWith([error('timeout'), error('not-recorded')]);
    expect(failures.map(({ name }) => name)).toEqual(['timeout']);
  });
});

describe('web archives', () => {
  it.each([
    ['the platform shows the post', { syndication: { body: tweet } }, {}],
    [
      'a lesser source of it does',
      { syndication: { status: 404 }, oembed: { body: blockquote('Hello world') } },
      {},
    ],
    ['it may answer yet', { syndication: { status: 503 }, oembed: { status: 404 } }, {}],
    [
      'its words are had already',
      lost,
      {
        history: [seenLive()],
        former: { state: 'live', known: 'platform', witnesses: {}, post: { ...emptyPost, ref } },
      },
    ],
  ] as const)('are not asked when %s', async (_when, replies, known) => {
    expect((await resolveWith([mementoOf('Hello')], replies, known)).asked).toEqual([]);
  });
});

describe('a post that its author does not show to everybody', () => {
  it('is asked for nowhere else, web archives included', async () => {
    const [first, ...others] = platform.sources;
    if (first === undefined) throw new Error('X has sources');
    const reason = 'the author asks that only signed-in people see it';
    const closed = {
      ...first,
      read: (): Answer => ({ kind: 'tombstone', state: 'restricted', reason, closed: true }),
    };
    const asked: string[] = [];
    async function* findMementos(addresses: readonly string[]) {
      asked.push(...addresses);
      yield mementoOf('Hello world');
    }
    const given = world({ syndication: { body: tweet } });
    const sources = [closed, ...others];
    const resolution = await resolvePost(ref, { ...platform, sources }, { ...given.tools, findMementos });
    expect(resolution.snapshotParts).toMatchObject({ state: 'restricted', post: null });
    expect([asked, given.asked]).toEqual([[], ['cdn.syndication.twimg.com']]);
  });
});
