import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asked, type Hosts, type Reply, startHosts } from '../stand-in/hosts.ts';
import { xHosts } from '../stand-in/x-routes.ts';
import { Home, records } from './holdfast.ts';

const did = 'did:plc:z72i7hdynmk6r22z27h6tvur';
const tweets = ['1703436713362870723', '1349129669258448897', '1382350606417817604'];

const article = `<!doctype html><title>Two networks</title>
${tweets.map((id) => `<blockquote class="twitter-tweet"><a href="https://twitter.com/nadia/status/${id}">then</a></blockquote>`).join('\n')}
${['3kaaaaaaaaa2a', '3kaaaaaaaaa2b'].map((key) => `<blockquote class="bluesky-embed" data-bluesky-uri="at://${did}/app.bsky.feed.post/${key}"><p>Hello</p></blockquote>`).join('\n')}`;

let home: Home;
let hosts: Hosts;

beforeEach(async () => {
  home = new Home();
  hosts = await startHosts({
    hosts: [...xHosts, 'public.api.bsky.app', 'embed.bsky.app'],
    reply: ({ url }: Asked): Reply => {
      if (url.hostname === 'public.api.bsky.app') return thread(url);
      if (url.hostname === 'embed.bsky.app') return { status: 404, headers: {}, body: '' };
      return { status: 503, headers: {}, body: 'down' };
    },
  });
});
afterEach(async () => {
  await hosts.close();
  home.remove();
});

function thread(url: URL): Reply {
  const uri = url.searchParams.get('uri') ?? '';
  const author = { did, handle: 'nadia.example', displayName: 'Nadia' };
  const record = { $type: 'app.bsky.feed.post', text: 'Hello', createdAt: '2024-05-01T10:00:00.000Z' };
  const post = { uri, cid: 'bafyreia', author, record, indexedAt: '2024-05-01T10:00:01.000Z' };
  const body = { thread: { $type: 'app.bsky.feed.defs#threadViewPost', post, replies: [] } };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

interface Report {
  readonly name: string;
  readonly state: string;
  readonly waiting: { readonly reason: string } | null;
}

describe('an outage of one platform', () => {
  it('delays its own posts, with few requests, and nobody else’s', async () => {
    writeFileSync(home.in('news.html'), article);
    const ended = await home.run(['archive', 'news.html', '--json', ...hosts.flags]);
    const posts = records<Report>(ended);
    expect(ended.code, ended.stderr).toBe(3);
    expect(posts.map(({ name, state }) => [name.split(':')[0], state])).toEqual([
      ...tweets.map(() => ['x', 'unknown']),
      ['bluesky', 'live'],
      ['bluesky', 'live'],
    ]);
    for (const { waiting } of posts.filter(({ state }) => state === 'unknown'))
      expect(waiting?.reason).toMatch(/^(?:server-error|network|host-down)$/u);
    expect(posts).toHaveLength(5);
    expect(
      hosts.requests.filter(({ host }) => host === 'cdn.syndication.twimg.com').length,
    ).toBeLessThanOrEqual(3);
  }, 60_000);
});
