import { expect, it } from 'vitest';
import { withoutFilesLeft } from '../without-files-left.ts';

it('fails with words where the system has no file left to start a decoder', async () => {
  const said = await withoutFilesLeft(
    'src/media/decoder-process.ts',
    `const decoder = part.startDecoder(part.usualLimits);
     tell(await decoder.ask({ kind: 'look' }, new Uint8Array(4)));
     await decoder.close();`,
  );
  expect(said).toMatchObject({ kind: 'died', error: expect.stringContaining('could be started') });
});
