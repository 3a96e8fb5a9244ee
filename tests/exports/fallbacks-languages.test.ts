import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run as runCommand } from '../../src/cli/main.ts';
import { verifyFile } from '../../src/verify-file.ts';
import { ioOf } from '../cli/io.ts';
import { filesOf, read, readLock, say } from './fallbacks-archive.ts';
import { useExports } from './use-exports.ts';

const archive = useExports();

describe('an export with languages', () => {
  it('has cards in each of them beside those it has anyway, and says so in its lock', async () => {
    const { tell, run, out } = await archive();
    await tell('20', { ...say('The tide turned.'), lang: 'en' }, { state: 'deleted' });
    await run();
    const without = (await read(out)).posts['x:20'];
    expect(without).not.toHaveProperty('languages');
    expect(await readLock(out)).not.toHaveProperty('languages');

    await run({ languages: ['he', 'AR-eg', 'ar'] });
    const { languages = {}, ...entry } = (await read(out)).posts['x:20'] ?? {};
    expect(entry).toEqual(without);
    expect(Object.keys(languages)).toEqual(['ar', 'he']);
    expect(languages['ar']?.html).toMatch(/^<article class="holdfast"[^>]* lang="ar" dir="rtl">.*حُذف/u);
    expect(languages['ar']?.html).toContain('lang="en" dir="ltr">The tide turned.</div>');
    for (const form of ['amp', 'email', 'text', 'markdown'] as const)
      expect(languages['ar']?.[form]).toContain('حُذف');
    expect(await readLock(out)).toMatchObject({ languages: ['ar', 'he'] });
    expect(await Array.fromAsync(verifyFile(out))).toEqual([]);
  });

  it('keeps them until others are asked for, and writes nothing where all is as it was', async () => {
    const { tell, run, out } = await archive();
    await tell('20', say('Hi'));
    await run();
    const bare = await filesOf(out);
    await run({ languages: ['ar'] });
    expect(await run()).toMatchObject({ isUnchanged: true, rendered: 0 });
    await tell('21', say('Ho'));
    await run();
    expect(Object.keys((await read(out)).posts['x:21']?.languages ?? {})).toEqual(['ar']);
    await run({ languages: [], wanted: [{ name: 'x:20', article: null }] });
    expect(await filesOf(out)).toEqual(bare);
  });

  it('is the same when it is frozen, from the archive and from the lock alone, and for no other languages', async () => {
    const { tell, run, out } = await archive();
    await tell('20', say('Hi'));
    await run({ languages: ['ar', 'en'] });
    const before = await filesOf(out);
    await tell('20', say('Ho'), { seconds: 90 });
    await writeFile(join(out, 'fallbacks.json'), '');
    expect(await run({ frozen: true })).toMatchObject({ rendered: 1, unlike: [], waiting: 1 });
    expect(await filesOf(out)).toEqual(before);
    await run({ frozen: true, languages: ['en', 'ar'] });
    await expect(run({ frozen: true, languages: ['ar'] })).rejects.toThrow(
      /was written for --language ar,en, not for ar: leave --language out/u,
    );
    await expect(run({ frozen: true, languages: [] })).rejects.toThrow('not for none');
  });

  it('is refused for a language that cards don’t speak', async () => {
    const { run } = await archive();
    await expect(run({ languages: ['ar', 'sw'] })).rejects.toThrow(
      "cards don't speak sw: choose one of ar, bn",
    );
    const { io, written } = ioOf();
    expect(await runCommand(['export', 'json', '--out', 'x', '--language', 'ar'], io)).toBe(2);
    expect(written.err).toBe('holdfast: --language is no option of "export json": leave it out\n');
  });
});
