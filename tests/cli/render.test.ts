import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { ioOf } from './io.ts';

describe('render', () => {
  it.each(['png', 'webp', 'avif', 'pdf', 'wacz'])(
    'sends no %s to a terminal, and says where to',
    async (form) => {
      const { io, written } = ioOf({ outIsTerminal: true });
      expect(await run(['render', 'x:20', '--as', form], io)).toBe(2);
      expect(written).toEqual({
        out: '',
        err: `holdfast: ${form} is not for a terminal: send it to a file, as in: holdfast render x:20 --as ${form} > post.${form}\n`,
      });
    },
  );

  it('names every form, the colours and the kinds in its help', async () => {
    const { io, written } = ioOf();
    expect(await run(['render', '--help'], io)).toBe(0);
    for (const word of ['"avif"', '"wacz"', '"dark"', '"context"', '> post.png'])
      expect(written.out).toContain(word);
  });
});

describe('archive, work and recheck', () => {
  it.each(['archive', 'work', 'recheck'])('%s takes what decides on pictures', async (command) => {
    const { io, written } = ioOf();
    expect(await run([command, '--help'], io)).toBe(0);
    for (const option of ['--context', '--pdf', '--no-wacz', '--browsers <n>', '--concurrency <n>'])
      expect(written.out).toContain(option);
  });
});
