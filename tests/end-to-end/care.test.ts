import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Home, nowhere, records } from './holdfast.ts';

const article = `<!doctype html><title>Frogs</title>
<blockquote class="twitter-tweet"><p lang="en">just setting up my twttr</p>&mdash; jack (@jack)
<a href="https://twitter.com/jack/status/20">March 21, 2006</a></blockquote>`;

let home: Home;
beforeEach(async () => {
  home = new Home();
  writeFileSync(home.in('news.html'), article);
  await home.run(['archive', 'news.html', ...nowhere], { HOLDFAST_CHROME: home.in('none') });
});
afterEach(() => home.remove());

interface Result {
  readonly kind: string;
  readonly what?: string;
  readonly advice?: string;
}

/** Path of the only blob whose bytes are the article's. */
function articleBlob(folder = home.in('snapshots')): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const found = files.find((path) => /[0-9a-f]{64}$/u.test(path) && readFileSync(path, 'utf8') === article);
  if (found === undefined) throw new Error('the article is not kept');
  return found;
}

describe('verify', () => {
  it('says that all is whole, and names each damage with what to do', async () => {
    const whole = await home.run(['verify']);
    expect(whole).toMatchObject({
      code: 0,
      stdout: 'All rows, manifests and blobs are whole.\n',
      stderr: '',
    });
    const blob = articleBlob();
    writeFileSync(blob, 'another');
    const damaged = await home.run(['verify']);
    expect(damaged.code).toBe(5);
    expect(damaged.stderr).toContain(`blob-damaged: blob ${blob.slice(-64)}`);
    expect(damaged.stdout).toContain('blob-damaged: copy it back from a backup');
    rmSync(blob);
    const [missing] = records<Result>(await home.run(['verify', '--json']));
    expect(missing).toMatchObject({ kind: 'blob-missing', advice: expect.stringContaining('from a backup') });
  });

  it('goes on where the last run was broken off by time', async () => {
    writeFileSync(articleBlob(), 'another');
    const place = home.in('data', 'holdfast.db-verify.json');
    writeFileSync(place, '{"check":"named blobs","after":null}');
    const [rest] = records<Result>(await home.run(['verify', '--max-seconds', '60', '--json']));
    expect(rest).toEqual({ kind: 'result', damages: 0, complete: true, next: null });
    expect(existsSync(place)).toBe(false);
    expect((await home.run(['verify', '--max-seconds', '60'])).code).toBe(5);
    expect((await home.run(['verify', '--max-seconds', 'soon'])).stderr).toContain('a whole number');
  });

  it('writes manifests anew that are damaged, if nothing else is', async () => {
    const manifest = home.in('snapshots', 'manifests', '000001.jsonl');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"x"', '"y"'));
    expect((await home.run(['verify'])).stderr).toMatch(/manifest-damaged: .*000001\.jsonl, byte \d+/u);
    expect((await home.run(['verify', '--repair'])).code).toBe(0);
    expect(await home.run(['verify'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('checks what export made, and says what it is not', async () => {
    for (const form of ['wacz', 'json', 'bagit']) {
      const made = await home.run(['export', form, '--out', `export-${form}`]);
      expect(made.code).toBe(0);
      expect(await home.run(['verify', `export-${form}`])).toMatchObject({
        code: 0,
        stdout: `export-${form} is whole.\n`,
      });
    }
    writeFileSync(home.in('export-json', 'stray.txt'), 'more');
    writeFileSync(home.in('export-bagit', 'bag-info.txt'), 'other');
    const bytes = readFileSync(home.in('export-wacz'));
    const place = bytes.indexOf('pages/pages.jsonl') + 60;
    bytes[place] = (bytes[place] ?? 0) ^ 0xff;
    writeFileSync(home.in('export-wacz'), bytes);
    const found = await home.run(['verify', 'export-json', 'export-bagit', 'export-wacz']);
    expect(found.code).toBe(5);
    expect(found.stderr).toContain('export-json: stray.txt: the manifest says nothing of it');
    expect(found.stderr).toContain('export-bagit: bag-info.txt: it is not what the manifest says');
    expect(found.stderr).toContain('export-wacz: ');
    const others = await home.run(['verify', '.', 'gone', 'export-json']);
    expect(others.code).toBe(5);
    expect(others.stderr).toContain('. is no export');
    expect(others.stderr).toContain("gone can't be read");
    expect(others.stdout).toBe('export-json is damaged in one place.\n');
    expect((await home.run(['verify', 'gone'])).code).toBe(4);
  });
});

describe('backup', () => {
  it('makes an archive that verifies, and brings it up to date', async () => {
    const made = await home.run(['backup', '--out', 'copy']);
    expect(made).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/up to date: \d+ ledger/u),
    });
    expect(await home.run(['verify', '--archive', 'copy'])).toMatchObject({ code: 0, stderr: '' });
    const [again] = records(await home.run(['backup', '--out', 'copy', '--json']));
    expect(again).toMatchObject({ linked: 0, copied: 0 });
    expect((await home.run(['show', 'x:20', '--archive', 'copy'])).stdout).toContain('twttr');
  });

  it('says what it could not bring', async () => {
    rmSync(articleBlob());
    const made = await home.run(['backup', '--out', 'copy']);
    expect(made).toMatchObject({ code: 5, stderr: expect.stringContaining('not in the backup: ') });
    expect((await home.run(['backup'])).stderr).toContain('--out');
  });
});

describe('rebuild', () => {
  it('makes the database again once it is lost', async () => {
    const shown = (await home.run(['show', 'x:20', '--json'])).stdout;
    rmSync(home.in('data'), { recursive: true });
    const made = await home.run(['rebuild']);
    expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('Proven: the ledger ends with') });
    expect((await home.run(['show', 'x:20', '--json'])).stdout).toBe(shown);
    expect(await home.run(['verify'])).toMatchObject({ code: 0, stderr: '' });
    expect((await home.run(['find', 'twttr'])).stdout).toContain('x:20');
  });

  it.each([
    ['gone', 'rebuild"'],
    ['empty', 'rebuild --force"'],
  ])('is asked for, and no archive begun anew, where the database is %s', async (fate, command) => {
    const database = home.in('data', 'holdfast.db');
    rmSync(home.in('data'), { recursive: true });
    if (fate === 'empty') {
      mkdirSync(home.in('data'));
      writeFileSync(database, '');
    }
    for (const argv of [['archive', 'news.html', ...nowhere], ['find'], ['verify']]) {
      const refused = await home.run(argv);
      expect(refused).toMatchObject({ code: 6, stderr: expect.stringContaining(`holdfast ${command}`) });
    }
    expect(readdirSync(home.in('snapshots')).filter((name) => name.startsWith('manifests'))).toHaveLength(1);
    expect((await home.run(['rebuild', '--force'])).code).toBe(0);
    expect((await home.run(['find', 'twttr'])).stdout).toContain('x:20');
  });

  it('refuses to touch a database that is there, unless told to', async () => {
    const refused = await home.run(['rebuild']);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') });
    expect((await home.run(['rebuild', '--force'])).code).toBe(0);
    expect(readdirSync(home.in('data')).some((name) => name.includes('-before-'))).toBe(true);
    expect((await home.run(['rebuild', '--out', 'other'])).code).toBe(0);
    expect(await home.run(['verify', '--archive', 'other'])).toMatchObject({ code: 0, stderr: '' });
  });
});
