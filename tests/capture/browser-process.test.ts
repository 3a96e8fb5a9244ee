import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { launchBrowser } from '../../src/capture/launch.ts';
import { withoutFilesLeft } from '../without-files-left.ts';

it('fails with the system’s words where it has no file left to start a browser', async () => {
  const said = await withoutFilesLeft(
    'src/capture/browser-process.ts',
    `await part.startProcess('/bin/true', [], {}).catch((error) => tell({ code: error.code }));`,
  );
  expect(said).toEqual({ code: 'EMFILE' });
});

it.each(['nonsense', ''])(
  'does not take %j for a browser’s message',
  async (message) => {
    const work = mkdtempSync(join(tmpdir(), 'holdfast-mumbler-'));
    try {
      const path = join(work, 'browser');
      writeFileSync(path, `#!/bin/sh\nprintf '${message}\\000' >&4\nexec sleep 60\n`);
      chmodSync(path, 0o755);
      const browser = { path, kind: 'shell', place: 'configured', libraries: null } as const;
      const launch = launchBrowser({
        browser,
        fontsConf: '',
        fonts: '',
        work,
        noSandbox: true,
        launchMs: 20_000,
      });
      await expect(launch).rejects.toMatchObject({ name: 'browser-failed', facts: { kind: 'start', path } });
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
  10_000,
);
