import { expect, it } from 'vitest';
import { withoutFilesLeft } from '../without-files-left.ts';

it('fails with the system’s words where it has no file left to start a browser', async () => {
  const said = await withoutFilesLeft(
    'src/capture/browser-process.ts',
    `await part.startProcess('/bin/true', [], {}).catch((error) => tell({ code: error.code }));`,
  );
  expect(said).toEqual({ code: 'EMFILE' });
});
