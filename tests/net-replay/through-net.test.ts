import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { messageOf } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import { type Net, openNet } from '../../src/net/net.ts';
import { openRecorder } from '../../src/net/record.ts';
import { openPlayer } from '../../src/net/replay.ts';
import { startXStandIn } from '../stand-in/x.ts';
import { madeTweet } from '../stand-in/x-answers.ts';

const id = '1703436713362870723';
const tweet = `https://cdn.syndication.twimg.com/tweet-result?id=${id}&token=a`;
const oembed = `https://publish.twitter.com/oembed?url=${encodeURIComponent(`https://x.com/a/status/${id}`)}`;
const requests: readonly WireRequest[] = [
  { url: tweet, purpose: 'api' },
  { url: oembed, purpose: 'api' },
  { url: oembed, purpose: 'api', redirect: 'manual' },
  { url: 'https://pbs.twimg.com/media/Photo1?format=png&name=small', purpose: 'media' },
  { url: `https://platform.twitter.com/embed/Tweet.html?id=${id}`, purpose: 'page' },
  { url: tweet, purpose: 'page', method: 'OPTIONS' },
  { url: 'https://video.twimg.com/a.mp4', purpose: 'media' },
  { url: tweet, purpose: 'api' },
  { url: 'https://x.com/a', purpose: 'article' },
];
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-through-net-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('a run through the net, failures too, is the same from its record, with the hosts gone', async () => {
  const x = await startXStandIn({
    answers: new Map([[id, madeTweet(id, 'Hello')]]),
    oembedMoved: true,
    faults: [
      { host: 'video.twimg.com', fault: { kind: 'reset' } },
      { host: 'x.com', fault: { kind: 'status', status: 429, headers: { 'retry-after': '7' } } },
    ],
  });
  const path = join(folder, 'run.wacz');
  const recorder = await openRecorder(path, { software: 'holdfast/0.0.0-test', now: () => new Date() });
  const options = { log: silentLog, contact: null, version: '0.0.0', connectTo: x.connectTo, ca: x.ca };
  const net = openNet({ ...options, recorder });
  const lived = await outcomes(net);
  await net.close();
  await recorder.close();
  await x.close();

  expect(lived.slice(0, 4).map(statusOf)).toEqual([200, 200, 301, 200]);
  expect(lived.filter((outcome) => statusOf(outcome) === null).length).toBe(2);
  const replay = openNet({ ...options, player: await openPlayer(path) });
  expect(await outcomes(replay)).toEqual(lived);
  expect(replay.contacted()).toEqual([]);
  await replay.close();
});

async function outcomes(net: Net): Promise<object[]> {
  const all: object[] = [];
  for (const request of requests)
    all.push(
      await net.fetch(request).then(
        (wire) => ({ ...wire, body: Buffer.from(wire.body).toString('base64') }),
        (error: unknown) => ({ failed: messageOf(error).replace(/until \S+Z/, 'until then') }),
      ),
    );
  return all;
}

function statusOf(outcome: object): number | null {
  return 'status' in outcome && typeof outcome.status === 'number' ? outcome.status : null;
}
