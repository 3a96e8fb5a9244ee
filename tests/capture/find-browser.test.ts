import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, lookForBrowser } from '../../src/capture/find-browser.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-find-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function program(...path: string[]): string {
  const file = join(home, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o700);
  return file;
}

function search(chrome: string | null = null) {
  const env = { PATH: join(home, 'bin'), PUPPETEER_CACHE_DIR: join(home, 'puppeteer') };
  return { chrome, cache: join(home, 'cache'), env };
}

describe('finding a browser', () => {
  it('takes the configured one before any other', async () => {
    program('bin', 'chromium-headless-shell');
    const chrome = program('my-chrome');
    expect(await findBrowser(search(chrome))).toEqual({
      path: chrome,
      kind: 'chrome',
      place: 'configured',
      libraries: null,
    });
  });

  it('tries nothing else when the configured one can’t be run', async () => {
    program('bin', 'chromium-headless-shell');
    const wrong = join(home, 'not-there');
    await expect(findBrowser(search(wrong))).rejects.toMatchObject({
      name: 'browser-missing',
      message: expect.stringContaining(wrong),
    });
    expect((await lookForBrowser(search(wrong))).looked).toEqual([
      { place: 'configured', where: wrong, found: false },
    ]);
  });

  it('takes the newest of puppeteer’s downloads, a shell before a whole Chrome', async () => {
    program('puppeteer', 'chrome', 'linux-200.0.1.1', 'chrome-linux64', 'chrome');
    program('puppeteer', 'chrome-headless-shell', 'linux-99.0.1.1', 'shell', 'chrome-headless-shell');
    const newest = program(
      'puppeteer',
      'chrome-headless-shell',
      'linux-156.0.1.1',
      'shell',
      'chrome-headless-shell',
    );
    program('bin', 'chromium-headless-shell');
    expect(await findBrowser(search())).toMatchObject({ path: newest, kind: 'shell', place: 'puppeteer' });
  });

  it('takes the system’s, a shell before a whole Chrome', async () => {
    program('bin', 'chromium');
    const shell = program('bin', 'chromium-headless-shell');
    expect(await findBrowser(search())).toMatchObject({ path: shell, kind: 'shell', place: 'system' });
    expect((await lookForBrowser(search())).looked.filter(({ found }) => found)).toHaveLength(1);
  });

  it('unpacks the packaged one once, privately, for two at a time', async (context) => {
    const { hit } = await lookForBrowser(search());
    context.skip(hit?.place !== 'packaged', 'this machine has a browser of its own');
    const [one, two] = await Promise.all([findBrowser(search()), findBrowser(search())]);
    expect(one).toEqual(two);
    expect(one).toMatchObject({ kind: 'shell', place: 'packaged' });
    expect(one.path.startsWith(join(home, 'cache', 'chromium-'))).toBe(true);
    expect(statSync(dirname(one.path)).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(home, 'cache'))).toHaveLength(1);
    expect(execFileSync(one.path, ['--version'], { encoding: 'utf8' })).toMatch(/^Chromium \d+\./);
  });
});
