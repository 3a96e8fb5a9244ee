import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { articlePage } from '../../src/article-page.ts';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { useFolders } from '../store/folders.ts';
import { embedOf, entryOf } from '../store/samples.ts';
import { fetchFrom } from './world.ts';

const folders = useFolders();
const id = '1703436713362870723';
const addresses = [`https://pond.test/posts/${id}`, `https://pond.test/i/${id}`];
const fetch = fetchFrom({ 'https://cdn.test/look.css': 'p {}' });
const purpose = 'page';

/** How an article with this embed in it, in Windows-1252, is opened from an archive. */
async function opened(markup: string, options: { name?: string; provisional?: boolean } = {}) {
  const { name = 'news.html', provisional = false } = options;
  const folder = await folders.folder();
  const places = { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
  const store = folders.closing(await openStore(places));
  const source = `<!doctype html><p>Before, ünd so on.</p>${markup}<p>After.</p>`;
  const blob = await store.blobs.put(Buffer.from(source, 'latin1'));
  const start = source.indexOf(markup);
  const known = provisional ? { name: 'pond:@jane/2020-05-01/abcdefabcdef', ref: null } : {};
  const embed = { ...embedOf(id, null), ...known, start, end: start + markup.length };
  await store.recordArticle(entryOf([embed], { name, charset: 'windows-1252', blob }));
  const record = await store.posts.get(embed.name);
  if (record === null) throw new Error('the post was not recorded');
  return articlePage(record, name, { store, addresses: provisional ? [] : addresses, fetch });
}

describe('an article that is opened again', () => {
  it('gives its own bytes for its address, and asks for all else', async () => {
    const page = await opened('<b>é</b>', { name: 'https://news.test/a?b=1#c' });
    expect(page?.url).toBe('https://news.test/a?b=1');
    const answer = await page?.fetch({ url: page.url, purpose });
    expect(answer?.headers).toEqual([['content-type', 'text/html; charset=windows-1252']]);
    expect(Buffer.from(answer?.body ?? []).toString('latin1')).toContain('ünd so on');
    expect((await page?.fetch({ url: 'https://cdn.test/look.css', purpose }))?.status).toBe(200);
  });

  it('asks nobody for what a file names beside it', async () => {
    const page = await opened('<b>a</b>');
    expect((await page?.fetch({ url: page.url, purpose }))?.status).toBe(200);
    await expect(page?.fetch({ url: new URL('look.css', page.url).href, purpose })).rejects.toMatchObject({
      name: 'refused-address',
    });
  });

  it('is searched for the post by every address, its id, and the words that stand there', async () => {
    const page = await opened(
      `<blockquote><p>Wörds of it</p><a href="${addresses[0]}?s=20">May 1</a></blockquote>`,
    );
    expect(page?.addresses).toEqual([...addresses, id, id]);
    expect(page?.text).toMatch(/^Wörds of it\s+May 1$/);
  });

  it('is searched by the link that stands there, where that is a short one', async () => {
    const page = await opened(
      '<blockquote>Words <a href="https://s.test/tag">#tag</a> <a href="https://s.test/abc">May 1</a></blockquote>',
    );
    expect(page?.addresses).toContain('https://s.test/abc');
    expect(page?.addresses).not.toContain('https://s.test/tag');
  });

  it('is searched by words alone where nobody knows which post it is', async () => {
    const page = await opened('<p>Words of it</p><p>— Jane Doe (@jane) May 1, 2020</p>', {
      provisional: true,
    });
    expect(page?.addresses).toEqual([]);
    expect(page?.text).toContain('Jane Doe (@jane)');
  });
});
