import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { platforms } from '../../src/platforms/index.ts';
import { ioOf } from './io.ts';

const home = mkdtempSync(join(tmpdir(), 'holdfast-gallery-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('holdfast gallery', () => {
  it('writes one page with a card of every platform, and opens no archive', async () => {
    const { io, written } = ioOf();
    const path = join(home, 'cards.html');
    expect(await run(['gallery', '--json', '--out', path, '--archive', home], io)).toBe(0);
    expect(JSON.parse(written.out)).toEqual({ kind: 'gallery', path });
    const page = readFileSync(path, 'utf8');
    expect(platforms.filter(({ name }) => !page.includes(`aria-label="${name}"`))).toEqual([]);
    expect(page).not.toMatch(/<script|(?:src|srcset|poster)="(?!data:)/u);
    expect(existsSync(join(home, 'data'))).toBe(false);
  });

  it('says what to do about a place it can’t write to', async () => {
    const { io, written } = ioOf();
    expect(await run(['gallery', '--out', join(home, 'no', 'such', 'folder.html')], io)).toBe(2);
    expect(written.err).toContain('name a file in a folder that is there with --out');
  });
});
