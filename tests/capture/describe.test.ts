import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeBrowser } from '../../src/capture/describe.ts';
import { checksOfBrowser } from '../../src/doctor.ts';
import { silentLog } from '../../src/log.ts';

it('tells of a cache folder that can’t be used, and says nothing of fonts it could not make', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-describe-'));
  try {
    const cache = join(folder, 'file');
    writeFileSync(cache, '');
    const options = {
      cache,
      work: join(cache, 'work'),
      chrome: '/bin/true',
      noSandbox: true,
      log: silentLog,
    };
    const told = await describeBrowser(options);
    expect(told.problem).toMatchObject({ name: 'config', message: expect.stringContaining(cache) });
    expect(checksOfBrowser(told, false).map(({ what, verdict }) => [what, verdict])).toEqual([
      ['browser', 'bad'],
      ['sandbox', 'ok'],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
