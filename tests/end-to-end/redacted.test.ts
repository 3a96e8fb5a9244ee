import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asked, type Hosts, type Reply, startHosts } from '../stand-in/hosts.ts';
import { textIn } from '../store/canaries.ts';
import { did } from './bluesky-answers.ts';
import { Home, records } from './holdfast.ts';

const said = 'Unmistakable words of a heron about zqwxreeds';
const name = `bluesky:${did}/3kaaaaaaaaa2a`;

let home: Home;
let hosts: Hosts;
let answer: 'live' | 'gone';
beforeEach(async () => {
  answer = 'live';
  home = new Home();
  hosts = await startHosts({
    hosts: ['public.api.bsky.app', 'bsky.app', 'embed.bsky.app', 'cdn.bsky.app'],
    reply: ({ url }: Asked): Reply => {
      if (url.hostname === 'public.api.bsky.app') return answer === 'live' ? thread(url) : notFound;
      return { status: 404, headers: {}, body: '' };
    },
  });
  writeFileSync(
    home.in('news.html'),
    `<!doctype html><title>News</title><blockquote class="bluesky-embed" data-bluesky-uri="at://${did}/app.bsky.feed.post/3kaaaaaaaaa2a"><p>${said}</p></blockquote>`,
  );
});
afterEach(async () => {
  await hosts.close();
  home.remove();
});

const notFound: Reply = {
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: 'NotFound', message: 'Post not found' }),
};

function thread(url: URL): Reply {
  const uri = url.searchParams.get('uri') ?? '';
  const author = { did, handle: 'zqwxnadia.example', displayName: 'Zqwxnadia' };
  const record = { $type: 'app.bsky.feed.post', text: said, createdAt: '2024-05-01T10:00:00.000Z' };
  const post = { uri, cid: 'bafyreia', author, record, indexedAt: '2024-05-01T10:00:01.000Z' };
  const body = { thread: { $type: 'app.bsky.feed.defs#threadViewPost', post, replies: [] } };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

describe('a post that was redacted', () => {
  it('is still asked for, and nothing it says is kept', async () => {
    const env = { HOLDFAST_CHROME: home.in('nothing') };
    await home.run(['archive', 'news.html', ...hosts.flags], env);
    expect((await home.run(['show', name])).stdout).toContain(said);
    expect(await holding('zqwx')).not.toEqual([]);

    const redacted = await home.run([
      'redact',
      name,
      '--what',
      'all',
      '--reason',
      'Asked for',
      '--articles',
      '--yes',
    ]);
    expect(redacted.code, redacted.stderr).toBe(0);
    expect(await holding('zqwx')).toEqual([]);

    const again = await home.run(['recheck', '--post', name, '--json', ...hosts.flags], env);
    expect(records(again)).toMatchObject([
      { state: 'live', text: '', waiting: null, redacted: { what: 'all' } },
    ]);
    await home.run(['archive', 'news.html', ...hosts.flags], env);
    expect(await holding('zqwx')).toEqual([]);

    answer = 'gone';
    await home.run(['recheck', '--post', name, ...hosts.flags], env);
    const [shown] = records<{
      observations: { outcome: string; wire: string | null }[];
      snapshots: object[];
    }>(await home.run(['show', name, '--json']));
    expect(shown?.snapshots).toMatchObject([
      { state: 'live', redacted: { reason: 'Asked for' } },
      { state: 'deleted', redacted: { reason: 'Asked for' } },
    ]);
    const heard = (shown?.observations ?? []).filter(({ outcome }) => outcome !== 'quoted');
    expect(heard.map(({ outcome }) => outcome)).toEqual([
      'live',
      'live',
      'not-found',
      'not-found',
      'not-found',
    ]);
    expect(heard.slice(1).every(({ wire }) => wire === null)).toBe(true);
    expect(await holding('zqwx')).toEqual([]);
    expect((await home.run(['verify'])).code).toBe(0);
  });
});

/** Files of the archive that hold a text. */
async function holding(text: string): Promise<string[]> {
  const found = await Promise.all([textIn(home.in('data'), text), textIn(home.in('snapshots'), text)]);
  return found.flat();
}
