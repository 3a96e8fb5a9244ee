import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fallbacks } from '../../src/model/fallbacks.ts';
import { Home, nowhere, records } from './holdfast.ts';

const embed = (id: number) =>
  `<blockquote class="twitter-tweet"><p>words of ${id}</p>&mdash; Ada (@ada) <a href="https://twitter.com/ada/status/${id}">September 17, 2023</a></blockquote>`;

let home: Home;
beforeEach(() => {
  home = new Home();
  mkdirSync(home.in('content'));
  writeFileSync(home.in('content', 'a.html'), embed(20));
});
afterEach(() => home.remove());

function holdfast(...args: string[]) {
  const env = { HOLDFAST_CHROME: home.in('no-browser'), HOLDFAST_CACHE: home.in('cache') };
  return home.run(['export', 'fallbacks', '--out', 'site', ...args], env);
}

function exported(): Fallbacks {
  return JSON.parse(readFileSync(home.in('site', 'fallbacks.json'), 'utf8')) as Fallbacks;
}

describe('export fallbacks', () => {
  it('archives what articles embed, locks it, and asks nobody once it is frozen', async () => {
    const first = await holdfast('content', ...nowhere);
    expect([first.code, first.stdout]).toEqual([0, 'x:20: new\nsite: 1 post, 1 rendered\n']);
    expect(exported().posts['x:20']).toMatchObject({ known: 'quoted', gone: false });
    expect(exported().posts['x:20']?.html).toContain('words of 20');
    writeFileSync(home.in('content', 'b.md'), '# News\n\n{% holdfast "x:21" %}\n');
    // Without a network that refuses: nothing is asked for.
    const frozen = await holdfast('content', '--frozen');
    expect([frozen.code, frozen.stdout]).toEqual([0, 'site: 1 post, nothing changed\n']);
    expect(frozen.stderr).toBe('missing: x:21, embedded by content/b.md\n');
    const strict = await holdfast('content', '--frozen', '--strict', '--json');
    expect(strict.code).toBe(4);
    expect(records(strict)).toMatchObject([{ missing: [{ name: 'x:21', articles: ['content/b.md'] }] }]);
    const next = await holdfast('content', ...nowhere);
    expect([next.code, next.stdout]).toEqual([0, 'x:21: new\nsite: 2 posts, 1 rendered\n']);
    expect((await holdfast('content', '--frozen', '--strict')).code).toBe(0);
    const verified = await home.run(['verify', 'site']);
    expect([verified.code, verified.stdout]).toEqual([0, 'site is whole.\n']);
  });

  it('goes by the folder where there is no archive, and makes none', async () => {
    await holdfast('content', ...nowhere);
    rmSync(home.in('data'), { recursive: true });
    rmSync(home.in('snapshots'), { recursive: true });
    writeFileSync(home.in('content', 'b.md'), embed(21));
    const frozen = await holdfast('content', '--frozen');
    expect([frozen.code, frozen.stdout, frozen.stderr]).toEqual([
      0,
      'site: 1 post, nothing changed\n',
      'missing: x:21, embedded by content/b.md\n',
    ]);
    rmSync(home.in('site', 'fallbacks.json'));
    const lost = await holdfast('content', '--frozen', '--strict');
    expect([lost.code, lost.stderr]).toEqual([
      4,
      'missing: x:21, embedded by content/b.md\nmissing: x:20, embedded by content/a.html\n',
    ]);
    expect(existsSync(home.in('data'))).toBe(false);
  });

  it('takes in frozen articles from where they lie only', async () => {
    await holdfast('content', ...nowhere);
    const frozen = await holdfast('--frozen', 'https://news.example/story', 'x:22', 'x:20');
    expect(frozen.code).toBe(4);
    expect(frozen.stderr).toContain('https://news.example/story was never taken in');
    expect(frozen.stderr).toContain('missing: x:22\n');
  });

  it('leaves nothing out when an input could not be read', async () => {
    await holdfast('content', ...nowhere);
    const missed = await holdfast('contents', ...nowhere);
    expect([missed.code, missed.stdout]).toEqual([4, 'site: 1 post, nothing changed\n']);
    expect(missed.stderr).toBe(
      'holdfast: contents: no such file or folder\nnot all of it could be read, so no post was left out that site shows\n',
    );
    expect(Object.keys(exported().posts)).toEqual(['x:20']);
  });

  it('refuses options that would do nothing, and makes no archive by itself', async () => {
    const ended = await holdfast('--force');
    expect([ended.code, ended.stderr]).toEqual([
      2,
      'holdfast: --force is no option of "export fallbacks": leave it out\n',
    ]);
    const other = await home.run(['export', 'json', '--out', 'site', '--max-film', '3']);
    expect(other.stderr).toContain('--max-film is no option of "export json"');
    expect((await holdfast()).code).toBe(6);
    expect([existsSync(home.in('data')), existsSync(home.in('site'))]).toEqual([false, false]);
  });
});
