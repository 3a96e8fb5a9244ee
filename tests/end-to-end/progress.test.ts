import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { openScreen } from '../../src/cli/screen.ts';
import { ioOf } from '../cli/io.ts';
import { Terminal } from '../cli/terminal.ts';
import { Home, nowhere } from './holdfast.ts';

let home: Home;
beforeEach(() => {
  home = new Home();
  const embeds = ['20', '21', '22'].map(
    (id) =>
      `<blockquote class="twitter-tweet"><p lang="en">Words of ${id}.</p>&mdash; Ada (@ada) <a href="https://twitter.com/ada/status/${id}">March 21, 2006</a></blockquote>`,
  );
  writeFileSync(home.in('news.html'), `<!doctype html><p>News.</p>${embeds.join('<p>And.</p>')}`);
});
afterEach(() => home.remove());

/** Every browser is missing, so that nothing is slow here. */
const quick = ['--chrome', '/nowhere/chrome', ...nowhere];

describe('progress of a command', () => {
  it('is shown on a terminal while there is something to do, between log lines, and leaves no trace', async () => {
    const terminal = new Terminal(60);
    const screen = openScreen(terminal.write, () => 60);
    const shown: string[] = [];
    const { io, written } = ioOf({
      err: screen.write,
      progress: {
        ...screen,
        show: (lines) => {
          shown.push(lines.join('\n'));
          screen.show(lines);
        },
      },
    });
    const code = await run(
      ['archive', home.in('news.html'), '--archive', home.path, '--verbose', ...quick],
      io,
    );
    expect(code).toBe(3);
    expect(shown[0]).toBe('1 articles read, 3 posts found');
    expect(shown.some((lines) => /^\d of 3 posts done, \d left/u.test(lines))).toBe(true);
    expect(shown.findLast((lines) => lines !== '')).toMatch(/\n3 wait: /u);
    expect(terminal.lines().at(-1)).toBe('');
    expect(terminal.lines().filter((line) => /posts (?:found|done)|wait: /u.test(line))).toEqual([]);
    expect(terminal.lines().some((line) => line.startsWith('debug: '))).toBe(true);
    expect(written.out).toContain('Waiting: 3');
  });

  it('and all else on stderr may go nowhere: the work ends as it would have', async () => {
    const child = home.start(['archive', 'news.html', '--json', '--verbose', ...quick]);
    if (child.stdout === null) throw new Error('it was started without pipes');
    child.stderr?.destroy();
    const [out] = await Promise.all([text(child.stdout), once(child, 'close')]);
    const names = out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { name: string }).name);
    expect([names, child.exitCode]).toEqual([['x:20', 'x:21', 'x:22'], 3]);
  });
});
