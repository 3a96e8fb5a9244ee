import { writeFileSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { exportFallbacks } from '../../src/exports/fallbacks.ts';
import { sha256 } from '../../src/model/canonical.ts';
import { ownMark } from '../../src/store/process-mark.ts';
import { isoAt } from '../store/samples.ts';
import { filesOf, readLock, say } from './fallbacks-archive.ts';
import { useExports } from './use-exports.ts';

const archive = useExports();

describe('a frozen export', () => {
  it('shows exactly the versions of the lock, with the same bytes, whatever came since', async () => {
    const { tell, photo, run, out } = await archive();
    await tell('20', { ...say('Hi'), media: [await photo(400, 10)] });
    await tell('21', say('Ho'), { state: 'deleted' });
    await run();
    const before = await filesOf(out);
    const lock = await readFile(join(out, 'fallbacks.lock.json'));
    await tell('20', say('Edited'), { seconds: 70, aliases: ['x:@frog/2024-05-01/0a1b2c3d4e5f'] });
    await tell('21', say('Ho'), { seconds: 80 });
    await tell('22', say('New'));
    expect(await run({ frozen: true })).toMatchObject({
      posts: 2,
      rendered: 0,
      waiting: 2,
      isUnchanged: true,
    });
    expect(await filesOf(out)).toEqual(before);
    await rm(out, { recursive: true });
    await mkdir(out);
    await writeFile(join(out, 'fallbacks.lock.json'), lock);
    expect(await run({ frozen: true })).toMatchObject({ posts: 2, rendered: 2, waiting: 2, unlike: [] });
    expect(await filesOf(out)).toEqual(before);
  });

  it('tells by whom a post was deleted as that was known then', async () => {
    const { tell, run, out } = await archive();
    await tell('20', say('Hi'), { state: 'deleted' });
    await run();
    const before = await filesOf(out);
    await tell('20', say('Hi'), { state: 'deleted', seconds: 70, reason: 'deleted by the Post author' });
    await rm(join(out, 'fallbacks.json'));
    expect(await run({ frozen: true })).toMatchObject({ rendered: 1, waiting: 1, unlike: [] });
    expect(await filesOf(out)).toEqual(before);
    expect(await run()).toMatchObject({ rendered: 1, moved: [{ name: 'x:20', what: 'told more exactly' }] });
    expect((await readLock(out)).posts['x:20']).toMatchObject({ deletedBy: 'author', takenAt: isoAt(60) });
  });

  it('tells a post that is missing, and keeps one that lies there though the archive has lost it', async () => {
    const { tell, run, out } = await archive();
    await tell('20', say('Hi'));
    await run();
    const other = await archive();
    await cp(out, other.out, { recursive: true });
    const wanted = [
      { name: 'x:20', article: 'a.md' },
      { name: 'x:30', article: 'b.md' },
    ];
    const before = await filesOf(out);
    const alone = { ...other.tools, store: null };
    expect(await exportFallbacks({ out: other.out, wanted, frozen: true }, alone)).toMatchObject({
      posts: 1,
      missing: [{ name: 'x:30' }],
      isUnchanged: true,
    });
    expect(await other.run({ frozen: true, wanted })).toMatchObject({
      posts: 1,
      missing: [{ name: 'x:30', articles: ['b.md'] }],
      isUnchanged: true,
    });
    expect(await filesOf(other.out)).toEqual(before);
    await rm(join(other.out, 'fallbacks.json'));
    expect(await other.run({ frozen: true, wanted })).toMatchObject({
      posts: 0,
      missing: [{ name: 'x:30' }, { name: 'x:20', articles: ['a.md'] }],
    });
    expect(Object.keys((await readLock(other.out)).posts)).toEqual(['x:20']);
  });

  it('says what is not told as when it was locked', async () => {
    const { tell, run, tools, out } = await archive();
    await tell('20', say('Hi'));
    await run();
    await rm(join(out, 'fallbacks.json'));
    const imprint = { preservedBy: 'The Pond', proof: null };
    const other = await exportFallbacks({ out, wanted: null, frozen: true }, { ...tools, imprint });
    expect(other).toMatchObject({ posts: 1, unlike: ['x:20'] });
  });

  it('needs a lock, and the base of that', async () => {
    const { tell, run, out } = await archive();
    await expect(run({ frozen: true })).rejects.toThrow(
      /fallbacks\.lock\.json to go by: run it once without --frozen/u,
    );
    await tell('20', say('Hi'));
    await run({ base: '/a/' });
    await expect(run({ frozen: true, base: '/b/' })).rejects.toThrow('was written for --base /a/, not /b/');
    await writeFile(join(out, 'fallbacks.lock.json'), '<<<<<<< HEAD\n');
    await expect(run()).rejects.toThrow(/can't be read \(it is no JSON\): bring it back/u);
    await writeFile(
      join(out, 'fallbacks.lock.json'),
      '{"holdfast":1,"base":"/a/","site":null,"filmLimit":1,"posts":{"x:20":{}}}',
    );
    await expect(run({ frozen: true })).rejects.toThrow("can't be read (posts.x:20.");
  });
});

describe('times of the lock', () => {
  it('stay for a live post that is only seen again', async () => {
    const { tell, run, out } = await archive();
    await tell('20', say('Hi'));
    await run();
    await tell('20', say('Hi'), { seconds: 90 });
    expect(await run()).toMatchObject({ isUnchanged: true });
    expect((await readLock(out)).posts['x:20']).toMatchObject({ takenAt: isoAt(60), since: isoAt(60) });
  });
});
describe('the folder of an export', () => {
  it('belongs to one export at a time, and to nobody once that is gone', async () => {
    const { tell, run, tools, store, out } = await archive();
    await tell('20', say('Hi'));
    const { promise, resolve } = Promise.withResolvers<void>();
    const latest = async () => {
      await promise;
      return store.posts.latest();
    };
    const posts = { ...store.posts, latest };
    const slow = exportFallbacks({ out, wanted: null }, { ...tools, store: { ...store, posts } });
    await expect.poll(() => readdir(out), { timeout: 30_000 }).toContain('.fallbacks-in-work');
    await expect(run()).rejects.toThrow('another export writes');
    resolve();
    await slow;
    expect((await readdir(out)).sort()).toEqual([
      'assets',
      'fallbacks.json',
      'fallbacks.lock.json',
      'holdfast.css',
    ]);
    const [boot, space] = ownMark.split('.');
    await writeFile(join(out, '.fallbacks-in-work'), `${boot}.${space}.999999999.1`);
    expect(await run()).toMatchObject({ isUnchanged: true });
    expect(await readdir(out)).not.toContain('.fallbacks-in-work');
  });

  it('belongs to one that has yet to write its name there, too', async () => {
    const { tell, run, out } = await archive();
    await tell('20', say('Hi'));
    await mkdir(out);
    const mark = join(out, '.fallbacks-in-work');
    await writeFile(mark, '');
    const late = sleep(200).then(() => writeFileSync(mark, ownMark));
    await expect(run()).rejects.toThrow('another export writes');
    await late;
    expect(await readFile(mark, 'utf8')).toBe(ownMark);
    await writeFile(mark, '');
    expect(await run()).toMatchObject({ posts: 1 });
    expect(await readdir(out)).not.toContain('.fallbacks-in-work');
  });

  it('is brought in order after an export that was killed', async () => {
    const { tell, photo, run, out } = await archive();
    await tell('20', { ...say('Hi'), media: [await photo(300, 10)] });
    await run();
    const before = await filesOf(out);
    const left = Buffer.from('written, but never told of');
    const [first = ''] = (await readdir(join(out, 'assets'))).sort();
    await rm(join(out, 'assets', first));
    await writeFile(join(out, 'assets', `${sha256(left).slice(0, 32)}.webp`), left);
    await writeFile(join(out, 'assets', '.draft-00000000-0000-4000-8000-000000000000'), 'half');
    await writeFile(join(out, '.draft-00000000-0000-4000-8000-000000000000'), 'half');
    await rm(join(out, 'fallbacks.lock.json'));
    await run();
    expect(await filesOf(out)).toEqual(before);
  });

  it('tells what it told before when an export is broken off', async () => {
    const { tell, run, out } = await archive();
    await tell('20', say('Hi'));
    await run();
    const before = await filesOf(out);
    await tell('20', say('Edited'), { seconds: 70 });
    await tell('21', say('New'));
    const stop = new AbortController();
    const broken = run({ stop: stop.signal, onProgress: () => stop.abort(new Error('enough')) });
    await expect(broken).rejects.toThrow('enough');
    expect(await filesOf(out)).toEqual(before);
    expect(await run()).toMatchObject({ posts: 2 });
  });

  it('is refused with words where it can not be written', async () => {
    const { run, out } = await archive();
    await writeFile(out, 'a file');
    await expect(run()).rejects.toMatchObject({
      name: 'usage',
      message: expect.stringContaining('name another with --out') as string,
    });
  });
});
