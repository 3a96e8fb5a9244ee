import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Home } from './holdfast.ts';

let home: Home;
beforeEach(() => {
  home = new Home();
});
afterEach(() => home.remove());

describe('the command as a process', () => {
  it('prints its version, writes results and problems apart, and exits with its code', async () => {
    const version = home.start(['--version']);
    const wrong = home.start(['render', 'x:20', '--as', 'nonsense']);
    const [versionOut, wrongOut, wrongErr] = await Promise.all([
      textOf(version.stdout),
      textOf(wrong.stdout),
      textOf(wrong.stderr),
      once(version, 'close'),
      once(wrong, 'close'),
    ]);
    expect(versionOut).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect([version.exitCode, wrong.exitCode]).toEqual([0, 2]);
    expect([wrongOut, wrongErr]).toEqual(['', expect.stringContaining('markdown')]);
  });
});

function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  return stream === null ? Promise.resolve('') : text(stream);
}
