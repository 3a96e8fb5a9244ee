import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asked, type Hosts, type Reply, startHosts } from '../stand-in/hosts.ts';
import { xHosts } from '../stand-in/x-routes.ts';
import { did, thread } from './bluesky-answers.ts';
import { Home, records } from './holdfast.ts';

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
  });
});
