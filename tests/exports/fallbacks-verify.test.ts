import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { exportFallbacks } from '../../src/exports/fallbacks.ts';
import { openImages } from '../../src/media/images.ts';
import { verifyFile } from '../../src/verify-file.ts';
import { useFolders } from '../store/folders.ts';
import { collect } from '../store/samples.ts';
import { openFallbacksArchive, say } from './fallbacks-archive.ts';

const folders = useFolders();
const images = openImages();
afterAll(() => images.close());

async function exported() {
  const folder = await folders.folder();
  const { tell, photo, tools, store } = await openFallbacksArchive(join(folder, 'archive'), images);
  folders.closing(store);
  await tell('20', { ...say('Hi'), media: [await photo(96, 10)] });
  await tell('21', say('Ho'));
  const out = join(folder, 'out');
  await exportFallbacks({ out, wanted: null }, tools);
  const change = async (file: string, from: string, to: string) => {
    const path = join(out, file);
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
  };
  const damages = async () =>
    (await collect(verifyFile(out))).map(({ what, detail }) => `${what}: ${detail}`);
  return { out, change, damages };
}

it('an export of fallbacks is whole, whatever else lies in its folder', async () => {
  const { out, damages } = await exported();
  await writeFile(join(out, 'CNAME'), 'mine');
  await writeFile(join(out, 'assets', 'logo.png'), 'mine');
  expect(await damages()).toEqual([]);
});

it('a changed entry, style or lock is named', async () => {
  const { change, damages } = await exported();
  await change('fallbacks.json', 'Hi', 'He');
  await change('holdfast.css', '{', '{ ');
  expect(await damages()).toEqual([
    'x:20: it is not what the lock says',
    'holdfast.css: it is not what fallbacks.json says',
  ]);
  await change('fallbacks.lock.json', '"x:21"', '"x:22"');
  await change('fallbacks.lock.json', '/holdfast/', '/other/');
  expect(await damages()).toEqual([
    'fallbacks.lock.json: it is for /other/, the fallbacks are for /holdfast/',
    'x:20: it is not what the lock says',
    'x:21: the lock says nothing of it',
    'x:22: it is locked, but not among the fallbacks',
    'holdfast.css: it is not what fallbacks.json says',
  ]);
});

it('a changed or missing asset is named, and a file that is missing or cut short', async () => {
  const { out, damages } = await exported();
  const [first = '', second = ''] = (await readdir(join(out, 'assets'))).sort();
  await writeFile(join(out, 'assets', first), 'other bytes');
  await rm(join(out, 'assets', second));
  expect(await damages()).toEqual([
    `assets/${first}: it is not what its name says: delete it, then export again`,
    `assets/${second}: it is missing`,
  ]);
  await rm(join(out, 'holdfast.css'));
  await writeFile(join(out, 'fallbacks.lock.json'), '{"holdfast":1,');
  expect((await damages()).slice(0, 2)).toEqual([
    'fallbacks.lock.json: it is no JSON',
    'holdfast.css: it is missing',
  ]);
  await rm(join(out, 'fallbacks.json'));
  expect((await damages())[0]).toBe('fallbacks.json: it is missing');
});
