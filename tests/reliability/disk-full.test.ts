import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useFolders } from '../store/folders.ts';
import { embedOf, entryOf } from '../store/samples.ts';
import { check, clean, linesOf } from './checker.ts';
import { endOf, openPlace, startWorker } from './processes.ts';

const mounted: string[] = [];
const folders = useFolders(() => {
  for (const folder of mounted.splice(0)) run('umount', folder);
});
/** `npm run reliability disk-full` has more of them, on disks of other sizes. */
const jobs = 200;

describe('a full disk', () => {
  it('stops the run, loses nothing, and all resumes once there is space', async (context) => {
    const folder = join(await folders.folder(), 'small');
    mkdirSync(folder);
    if (!run('mount', '-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder))
      context.skip('no small disk can be mounted here: this test needs root on Linux');
    mounted.push(folder);
    const place = { folder, acks: join(folder, '..', 'acks') };
    const store = folders.closing(await openPlace(place));
    const posts = Array.from({ length: jobs }, (_, index) => `pond:${index}`);
    const blob = await store.blobs.put(Buffer.from('an article of many posts'));
    await store.recordArticle(
      entryOf(
        posts.map((name) => embedOf(name.slice(5))),
        { blob },
      ),
    );

    const codes: (number | null)[] = [];
    for (let tries = 0; tries < 2; tries++)
      codes.push(await endOf(await startWorker(place, 'until-idle', { bytes: 20_000 })));
    expect(codes).toEqual([6, 6]);
    const acknowledged = linesOf(place.acks).length;
    expect(acknowledged).toBeGreaterThan(20);
    expect(acknowledged).toBeLessThan(jobs);
    expect(check(folder, place.acks, posts)).toMatchObject({
      lost: 0,
      twice: 0,
      badBlobs: 0,
      integrity: 'ok',
    });
    expect((await store.posts.list()).length).toBe(jobs);

    expect(run('mount', '-o', 'remount,size=64m', folder)).toBe(true);
    expect(await endOf(await startWorker(place, 'until-idle', { bytes: 20_000 }))).toBe(0);
    expect(check(folder, place.acks, posts)).toMatchObject({ ...clean, posts: jobs });
    const ended = await store.jobs.list();
    const burnt = ended.filter(({ attempts, deaths }) => attempts > 1 || deaths > 0);
    console.log(
      `R4 acknowledged before the disk was full ${acknowledged}, resumed ${jobs - acknowledged}, lost 0, tries burnt ${burnt.length}`,
    );
    expect(burnt).toEqual([]);
  });
});

function run(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
