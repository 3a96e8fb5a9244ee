import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exportFallbacks } from '../../src/exports/fallbacks.ts';
import { openImages } from '../../src/media/images.ts';
import type { FallbackLock, Fallbacks } from '../../src/model/fallbacks.ts';
import { useFolders } from '../store/folders.ts';
import { openFallbacksArchive, say } from './fallbacks-archive.ts';

const folders = useFolders();
const images = openImages();
afterAll(() => images.close());

async function archive() {
  const folder = await folders.folder();
  const opened = await openFallbacksArchive(join(folder, 'archive'), images);
  folders.closing(opened.store);
  return { ...opened, out: join(folder, 'out') };
}

async function read(out: string): Promise<Fallbacks> {
  return JSON.parse(await readFile(join(out, 'fallbacks.json'), 'utf8')) as Fallbacks;
}

async function readLock(out: string): Promise<FallbackLock> {
  return JSON.parse(await readFile(join(out, 'fallbacks.lock.json'), 'utf8')) as FallbackLock;
}

describe('an export of fallbacks', () => {
  it('tells each post in all forms, its pictures as files in several sizes', async () => {
    const { tell, photo, tools, out } = await archive();
    await tell('20', { ...say('صباح الخير'), media: [await photo(900, 10)] });
    const exported = await exportFallbacks({ out, wanted: null }, tools);
    expect(exported).toMatchObject({
      posts: 1,
      rendered: 1,
      added: 6,
      moved: [{ name: 'x:20', what: 'new' }],
    });
    const { posts, aliases } = await read(out);
    expect(posts['x:20']?.text).toContain('صباح الخير');
    expect(aliases['https://x.com/i/status/20']).toBe('x:20');
    expect((await readLock(out)).posts['x:20']).toMatchObject({ state: 'live', lastLive: null });
    const assets = await readdir(join(out, 'assets'));
    expect(posts['x:20']?.assets).toEqual(assets.sort().map((file) => `assets/${file}`));
  });
});
