import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startXStandIn, type XStandIn } from '../stand-in/x.ts';
import { loadAnswers, madeTweet, tombstone } from '../stand-in/x-answers.ts';
import { checkout, Home, records } from './holdfast.ts';

const live = '1703436713362870723';
const gone = '1349129669258448897';

interface Report {
  readonly name: string;
  readonly state: string;
  readonly known: string | null;
  readonly picture: { readonly path: string; readonly kind: string; readonly verified: boolean } | null;
  readonly waiting: { readonly reason: string; readonly runAt: string } | null;
}

let home: Home;
let x: XStandIn;
beforeEach(async () => {
  home = new Home();
  x = await startXStandIn({
    answers: new Map([
      [
        live,
        madeTweet(live, 'A post that only this machine knows. 🐚\nSecond line.', {
          photo: 'https://pbs.twimg.com/media/StandInPhoto1.jpg',
        }),
      ],
      [gone, tombstone()],
    ]),
  });
});
afterEach(async () => {
  await x.close();
  home.remove();
});

describe('with a stand-in for the platform', () => {
  it('keeps words, photo and a verified picture of a live post, and the state of a deleted one', async () => {
    writeFileSync(home.in('news.html'), page(live, gone));
    const ended = await home.run(['archive', 'news.html', '--json', ...x.flags]);
    const posts = records<Report>(ended);
    expect(posts, ended.stderr).toHaveLength(2);
    expect(posts[0]).toMatchObject({
      name: `x:${live}`,
      state: 'live',
      known: 'platform',
      waiting: null,
      picture: { kind: 'embed', verified: true },
    });
    expect(posts[1]).toMatchObject({
      name: `x:${gone}`,
      state: 'deleted',
      picture: { kind: 'card', verified: false },
    });

    const [shown] = records<{ post: { media: { blob: string }[] } }>(
      await home.run(['show', `https://twitter.com/a/status/${live}`, '--json']),
    );
    expect(shown).toMatchObject({
      post: {
        text: 'A post that only this machine knows. 🐚\nSecond line.',
        author: { handle: 'ada_example', name: 'Ada Example' },
      },
      observations: [
        { source: 'article' },
        { source: 'x-syndication', outcome: 'live' },
        { source: 'x-page', outcome: 'live' },
      ],
      witnesses: { text: ['x-syndication', 'x-page'] },
    });
    expect(shown?.post.media[0]?.blob).toMatch(/^[0-9a-f]{64}$/);
    expect((await home.run(['render', `x:${live}`])).stdout).toContain('data:image/webp;base64,');
    expect((await home.run(['verify'])).code).toBe(0);

    const asked = x.requests.length;
    const again = await home.run(['archive', 'news.html', '--json', ...x.flags]);
    expect(x.requests.length).toBe(asked);
    expect(again.code).toBe(ended.code);
  });

  it('leaves the state alone at a 429 and waits as long as it is told', async () => {
    x.faults.push({
      host: 'cdn.syndication.twimg.com',
      fault: { kind: 'status', status: 429, headers: { 'retry-after': '3600' }, body: 'Rate limit exceeded' },
    });
    x.faults.push({
      host: 'publish.twitter.com',
      fault: { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
    });
    writeFileSync(home.in('news.html'), page(live));
    const ended = await home.run(['archive', 'news.html', '--json', ...x.flags]);
    expect(ended.code, ended.stderr).toBe(3);
    const [post] = records<Report>(ended);
    expect(post).toMatchObject({ state: 'unknown', known: 'quoted', waiting: { reason: 'rate-limited' } });
    expect(Date.parse(post?.waiting?.runAt ?? '') - Date.now()).toBeGreaterThan(3_500_000);

    const asked = () =>
      x.requests.filter(({ host }) => host === 'cdn.syndication.twimg.com' || host === 'publish.twitter.com')
        .length;
    const before = asked();
    x.faults.length = 0;
    expect((await home.run(['archive', 'news.html', ...x.flags])).code).toBe(3);
    expect((await home.run(['recheck', '--all', ...x.flags])).code).toBe(3);
    expect(asked()).toBe(before);
  });

  it('keeps its copies when a host of pictures fails at a recheck, and comes back for what it never had', async () => {
    const photos = { host: 'pbs.twimg.com', fault: { kind: 'status', status: 503 } } as const;
    const kept = async () => {
      const [shown] = records<{ snapshots: { cause: string }[]; post: { media: { blob: string | null }[] } }>(
        await home.run(['show', `x:${live}`, '--json']),
      );
      return { causes: shown?.snapshots.map(({ cause }) => cause), blob: shown?.post.media[0]?.blob ?? null };
    };
    const recheck = async () =>
      records<Report>(await home.run(['recheck', '--post', `x:${live}`, '--json', ...x.flags]))[0];
    x.faults.push(photos);
    await home.run(['archive', `x:${live}`, ...x.flags]);
    expect(await kept()).toEqual({ causes: ['first'], blob: null });
    expect(await recheck()).toMatchObject({ waiting: { reason: 'server-error' } });

    x.faults.length = 0;
    await recheck();
    const { causes, blob } = await kept();
    expect([causes, blob]).toEqual([['first', 'source'], expect.stringMatching(/^[0-9a-f]{64}$/)]);

    x.faults.push(photos);
    await recheck();
    expect(await kept()).toEqual({ causes, blob });
  });

  it('plays a recorded run again without a socket, with the same posts', async () => {
    writeFileSync(home.in('news.html'), page(live, gone));
    const recorded = await home.run(['archive', 'news.html', '--json', '--record', 'run.wacz', ...x.flags]);
    expect(recorded.stderr).toBe('');
    const recordedBy = new Date().toISOString();
    const asked = x.requests.length;
    const other = new Home();
    try {
      writeFileSync(other.in('news.html'), page(live, gone));
      const replayed = await other.run(['archive', 'news.html', '--json', '--replay', home.in('run.wacz')]);
      expect(replayed.code, replayed.stderr).toBe(recorded.code);
      expect(x.requests.length).toBe(asked);
      const essence = (post: Report) => [
        post.name,
        post.state,
        post.known,
        post.picture?.kind,
        post.picture?.verified,
      ];
      expect(records<Report>(replayed).map(essence)).toEqual(records<Report>(recorded).map(essence));
      const shownOf = async (at: Home) => {
        const [shown] = records<{
          post: unknown;
          lastLive: string;
          observations: readonly { source: string; rank: string; at: string }[];
        }>(await at.run(['show', `x:${live}`, '--json']));
        return shown;
      };
      const [shown, again] = [await shownOf(home), await shownOf(other)];
      expect(again?.post).toEqual(shown?.post);
      // Nobody was asked again: what is told, the page of the post too, is as old as the recording.
      const told = again?.observations.filter(({ rank }) => rank === 'platform') ?? [];
      expect(told.map(({ source }) => source)).toEqual(['x-syndication', 'x-page']);
      for (const { source, at } of told) expect(at < recordedBy, source).toBe(true);
      expect((again?.lastLive ?? '') < recordedBy).toBe(true);
    } finally {
      other.remove();
    }
  });

  it('loses nothing and repeats nothing when it is killed in the middle', async () => {
    const ids = Array.from({ length: 8 }, (_, n) => String(BigInt(live) + BigInt(n) * 4_194_304n * 1000n));
    for (const id of ids)
      x.answers.set(id, madeTweet(id, `Post number ${id} of a long article about one harbour.`));
    x.faults.push({ host: 'cdn.syndication.twimg.com', fault: { kind: 'delay', ms: 150 } });
    writeFileSync(home.in('news.html'), page(...ids));
    const child = home.start(['archive', 'news.html', ...x.flags]);
    child.stdout?.resume();
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const pages = () => x.requests.filter(({ host }) => host === 'platform.twitter.com').length;
    while (pages() < 2 && child.exitCode === null) await sleep(20);
    expect(child.exitCode, said).toBeNull();
    child.kill('SIGKILL');
    await new Promise((done) => child.once('close', done));

    const settledBefore = settledPosts(await home.run(['status', '--json']));
    const ended = await home.run(['archive', 'news.html', '--json', ...x.flags]);
    expect(ended.code, ended.stderr).toBe(0);
    const posts = records<Report>(ended);
    expect(posts).toHaveLength(ids.length);
    for (const post of posts)
      expect(post).toMatchObject({ state: 'live', known: 'platform', picture: { verified: true } });
    expect((await home.run(['verify'])).code).toBe(0);
    for (const id of ids) {
      const [shown] = records<{ snapshots: unknown[]; captures: unknown[] }>(
        await home.run(['show', `x:${id}`, '--json']),
      );
      expect(shown?.snapshots, id).toHaveLength(1);
      expect(shown?.captures, id).toHaveLength(3);
    }
    const asked = (id: string) =>
      x.requests.filter(
        ({ host, url, headers }) =>
          host === 'cdn.syndication.twimg.com' &&
          url.includes(id) &&
          headers['user-agent']?.startsWith('Holdfast'),
      ).length;
    expect(ids.filter((id) => asked(id) > 2)).toEqual([]);
    expect(ids.filter((id) => asked(id) === 1).length).toBeGreaterThanOrEqual(settledBefore);
  }, 240_000);
});

describe('with recorded answers', () => {
  const folder = join(process.env['HOLDFAST_CORPUS'] ?? join(checkout, '../shared/corpus'), 'platform/x');

  it.skipIf(!existsSync(folder))(
    'keeps words and a verified picture of each post, and what a tombstone says (needs the corpus)',
    async () => {
      const recorded = [...loadAnswers(join(folder, 'syndication'))].slice(0, 8);
      for (const [id, answer] of recorded) x.answers.set(id, answer);
      const suspended = readFileSync(join(folder, 'tombstone/suspended-xdl.json'), 'utf8');
      const empty = readFileSync(join(folder, 'tombstone/empty-age-restricted.json'), 'utf8');
      const [one, other] = ['1382350606417817604', '1800000000000000000'];
      x.answers.set(one, { body: suspended }).set(other, { body: empty });
      writeFileSync(home.in('news.html'), page(...recorded.map(([id]) => id), one, other));
      const ended = await home.run(['archive', 'news.html', '--json', ...x.flags]);
      const posts = new Map(records<Report>(ended).map((post) => [post.name, post]));
      for (const [id] of recorded)
        expect(posts.get(`x:${id}`), id).toMatchObject({
          state: 'live',
          known: 'platform',
          picture: { kind: 'embed', verified: true },
        });
      expect(posts.get(`x:${one}`)).toMatchObject({ state: 'suspended', picture: { kind: 'card' } });
      expect(posts.get(`x:${other}`)).toMatchObject({ state: 'unknown', picture: { kind: 'card' } });
    },
    120_000,
  );
});

function settledPosts(status: { readonly stdout: string }): number {
  const counts = JSON.parse(status.stdout.split('\n')[0] ?? '{}') as { snapshots: number };
  return counts.snapshots;
}

/** An article that embeds these posts. */
function page(...ids: readonly string[]): string {
  const embeds = ids.map(
    (id) =>
      `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Quoted words.</p>&mdash; Ada Example (@ada_example) <a href="https://twitter.com/ada_example/status/${id}?ref_src=twsrc%5Etfw">September 17, 2023</a></blockquote>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>News</title><body><p>Before.</p>\n${embeds.join('\n<p>Between.</p>\n')}\n<p>After.</p></body></html>\n`;
}
