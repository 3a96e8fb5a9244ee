import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedExchange, RecordedFailure, RecordedResponse } from '../../src/model/exchange.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import type { Player } from '../../src/net/exchange.ts';
import { openRecorder } from '../../src/net/record.ts';
import { openPlayer } from '../../src/net/replay.ts';

const options = { software: 'holdfast/0.0.0-test', now: () => new Date('2026-01-02T03:04:05.678Z') };
const article: WireRequest = { url: 'https://example.com/a', purpose: 'article' };
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-replay-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a replay', () => {
  it('answers with the whole exchange and its time', async () => {
    const exchange = answer('https://example.com/a', 'words', {
      status: 203,
      statusText: 'Taken over',
      headers: [
        ['content-encoding', 'gzip'],
        ['content-length', '25'],
        ['set-cookie', 'a'],
        ['set-cookie', 'b'],
      ],
    });
    const player = await recorded([exchange]);
    const played = await player.play(article);
    expect(text(played)).toBe('words');
    expect({ ...played, response: { ...played.response, body: null } }).toEqual({
      ...exchange,
      request: { ...exchange.request, body: expect.anything() as Uint8Array },
      response: { ...exchange.response, body: null },
    });
  });

  it('tells repeats apart by their order; the last one sticks', async () => {
    const player = await recorded(['one', 'two', 'three'].map((body) => answer(article.url, body)));
    const played: string[] = [];
    for (let turn = 0; turn < 5; turn++) played.push(text(await player.play(article)));
    expect(played).toEqual(['one', 'two', 'three', 'three', 'three']);
  });

  it('hands a failure out in its turn', async () => {
    const player = await recorded([failure(article.url, 'timeout', 'too slow'), answer(article.url, 'then')]);
    expect((await player.play(article)).failure).toEqual({ name: 'timeout', message: 'too slow' });
    expect(text(await player.play(article))).toBe('then');
  });

  it('keeps each hop of a redirect', async () => {
    const moved = answer('https://example.com/a', '', { status: 301, headers: [['location', '/b']] });
    const player = await recorded([moved, answer('https://example.com/b', 'there')]);
    expect((await player.play(article)).response?.status).toBe(301);
    expect(text(await player.play({ ...article, url: 'https://example.com/b' }))).toBe('there');
  });

  it('looks at method, address and body, not at the fragment', async () => {
    const player = await recorded([
      answer('https://example.com/a', 'got'),
      answer('https://example.com/a', 'posted 1', {}, { method: 'POST', body: Buffer.from('1') }),
      answer('https://example.com/a', 'posted 2', {}, { method: 'POST', body: Buffer.from('2') }),
    ]);
    const post = (body: string): WireRequest => ({ ...article, method: 'POST', body: Buffer.from(body) });
    expect(text(await player.play(post('2')))).toBe('posted 2');
    expect(text(await player.play(post('1')))).toBe('posted 1');
    expect(text(await player.play({ ...article, url: `${article.url}#part` }))).toBe('got');
    await expect(player.play(post('3'))).rejects.toMatchObject({ name: 'not-recorded' });
    await expect(player.play({ ...article, method: 'HEAD' })).rejects.toMatchObject({ name: 'not-recorded' });
  });

  it('says what it missed, and that nothing is known by that', async () => {
    const player = await recorded([answer('https://example.com/a', 'got')]);
    await expect(player.play({ ...article, url: 'https://example.com/b?c=1' })).rejects.toMatchObject({
      name: 'not-recorded',
      retryable: true,
      message: expect.stringContaining('GET https://example.com/b?c=1') as string,
    });
  });

  it('lets a page ask with another clock or random number, and nobody else', async () => {
    const beacon = 'https://example.com/seen?page=1&n=';
    const player = await recorded([answer(`${beacon}a`, 'ok'), answer(`${beacon}b`, 'ok')]);
    const page = (url: string): WireRequest => ({ url, purpose: 'page' });
    expect(text(await player.play(page(`${beacon}c`)))).toBe('ok');
    await expect(player.play({ url: `${beacon}c`, purpose: 'api' })).rejects.toMatchObject({
      name: 'not-recorded',
    });
    await expect(player.play(page('https://example.com/seen?page=2&n=c'))).rejects.toMatchObject({
      name: 'not-recorded',
    });
  });

  it('never gives one post for another', async () => {
    const of = (id: string) => `https://example.com/post?id=${id}&lang=en`;
    const player = await recorded([answer(of('1'), 'first'), answer(of('2'), 'second')]);
    expect(text(await player.play({ url: of('2'), purpose: 'page' }))).toBe('second');
    await expect(player.play({ url: of('3'), purpose: 'page' })).rejects.toMatchObject({
      name: 'not-recorded',
    });
  });

  it('keeps repeats in order for a page with a clock in its address', async () => {
    const at = Date.parse('2026-01-02T03:04:00Z');
    const url = (ms: number): string => `https://example.com/count?t=${at + ms}`;
    const player = await recorded([answer(url(1), 'one'), answer(url(2), 'two')]);
    const ask = async (ms: number) => text(await player.play({ url: url(ms), purpose: 'page' }));
    expect([await ask(900_000), await ask(900_001), await ask(900_002)]).toEqual(['one', 'two', 'two']);
  });

  it('keeps large and binary bodies, recorded at the same time', async () => {
    const bodies = Array.from({ length: 20 }, (_, index) => Buffer.alloc(100_000, index));
    const path = join(folder, 'many.wacz');
    const recorder = await openRecorder(path, options);
    await Promise.all(
      bodies.map((body, index) => recorder.record(answer(`https://example.com/${index}`, body))),
    );
    await recorder.close();
    const player = await openPlayer(path);
    for (const [index, body] of bodies.entries()) {
      const played = await player.play({ url: `https://example.com/${index}`, purpose: 'media' });
      expect(body.equals(played.response?.body ?? Buffer.alloc(0))).toBe(true);
    }
  });

  it('reads what a run that never ended left behind', async () => {
    const path = join(folder, 'run.wacz');
    const recorder = await openRecorder(path, options);
    await recorder.record(answer(article.url, 'so far'));
    expect(text(await (await openPlayer(`${path}.partial`)).play(article))).toBe('so far');
    await recorder.close();
  });

  it('refuses what is no recording', async () => {
    const path = join(folder, 'not.wacz');
    await writeFile(path, 'just words');
    await expect(openPlayer(path)).rejects.toMatchObject({ name: 'unreadable-input' });
    await expect(openPlayer(join(folder, 'missing.wacz'))).rejects.toMatchObject({
      name: 'unreadable-input',
    });
  });
});

async function recorded(exchanges: readonly RecordedExchange[]): Promise<Player> {
  const path = join(folder, 'run.wacz');
  const recorder = await openRecorder(path, options);
  for (const exchange of exchanges) await recorder.record(exchange);
  await recorder.close();
  return openPlayer(path);
}

function asked(url: string, request: Partial<RecordedExchange['request']>) {
  return {
    request: {
      method: 'GET',
      url,
      headers: [['accept', '*/*'] as const],
      body: new Uint8Array(),
      ...request,
    },
    at: '2026-01-02T03:04:05.600Z',
    durationMs: 31,
    remoteAddress: '192.0.2.1',
  };
}

function answer(
  url: string,
  body: string | Uint8Array,
  response: Partial<RecordedResponse> = {},
  request: Partial<RecordedExchange['request']> = {},
): RecordedExchange {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return {
    ...asked(url, request),
    response: { status: 200, statusText: 'OK', headers: [], body: bytes, ...response },
  };
}

function failure(url: string, name: RecordedFailure['name'], message: string): RecordedExchange {
  return { ...asked(url, {}), failure: { name, message } };
}

function text(exchange: RecordedExchange): string {
  return Buffer.from(exchange.response?.body ?? []).toString();
}
