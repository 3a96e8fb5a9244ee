import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Home, nowhere, records } from './holdfast.ts';

interface Shown {
  readonly state: string;
  readonly articles: readonly { readonly article: string; readonly start: number; readonly end: number }[];
}

const quote = (id: number) =>
  `<blockquote class="twitter-tweet"><p>words of ${id}</p>&mdash; Jack (@jack) <a href="https://x.com/jack/status/${id}">March 21, 2006</a></blockquote>`;
const feed = `<rss version="2.0"><channel>${[20, 21].map((id) => `<item><guid>n${id}</guid><description><![CDATA[${quote(id)}]]></description></item>`).join('')}</channel></rss>`;

let home: Home;
beforeEach(() => {
  home = new Home();
  writeFileSync(home.in('feed.xml'), feed);
  writeFileSync(home.in('page.html'), quote(20));
});
afterEach(() => home.remove());

describe('a feed', () => {
  it('is archived item by item: each post knows where in the feed it stands', async () => {
    const archived = await home.run(['archive', 'feed.xml', ...nowhere]);
    expect(archived.code, archived.stderr).toBe(3);
    const [shown] = records<Shown>(await home.run(['show', 'x:21', '--json']));
    expect(shown?.articles.map(({ article, start, end }) => [article, feed.slice(start, end)])).toEqual([
      ['feed.xml#n21', quote(21)],
    ]);
  });

  it('is rewritten as a whole, and given back byte for byte', async () => {
    await home.run(['archive', 'feed.xml', ...nowhere]);
    const ended = await home.run(['rewrite', 'feed.xml', 'page.html', '--when', 'always', '--out', 'out']);
    expect(ended.code, ended.stderr).toBe(0);
    expect(readFileSync(home.in('out', 'feed.xml'), 'utf8')).toContain('/holdfast');
    expect(readFileSync(home.in('out', 'page.html'), 'utf8')).toContain('holdfast');
    expect((await home.run(['restore', 'out/feed.xml', '--root', 'out', '--out', 'back'])).code).toBe(0);
    expect(readFileSync(home.in('back', 'feed.xml'))).toEqual(readFileSync(home.in('feed.xml')));
  });
});
