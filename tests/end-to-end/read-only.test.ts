import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, Home, nowhere } from './holdfast.ts';
import type { CommandLines } from './run-here.ts';

const article = `<!doctype html><title>Frogs</title>
<blockquote class="twitter-tweet"><p lang="en">just setting up my twttr</p>&mdash; jack (@jack)
<a href="https://twitter.com/jack/status/20">March 21, 2006</a></blockquote>`;

const readings = {
  status: ['status'],
  find: ['find', 'twttr'],
  show: ['show', 'x:20'],
  history: ['history', 'x:20'],
  diff: ['diff', 'x:20'],
  open: ['open', 'x:20', '--print', '--out', 'out/post.html'],
  render: ['render', 'x:20', '--as', 'text'],
  articles: ['articles'],
  rot: ['rot'],
  verify: ['verify'],
  'verify --max-seconds': ['verify', '--max-seconds', '60'],
  json: ['export', 'json', '--out', 'out/json'],
  wacz: ['export', 'wacz', '--out', 'out/posts.wacz'],
  bagit: ['export', 'bagit', '--out', 'out/bag'],
  fallbacks: ['export', 'fallbacks', 'news.html', 'more.html', '--out', 'out/fallbacks'],
  frozen: ['export', 'fallbacks', 'news.html', '--frozen', '--strict', '--out', 'out/fallbacks'],
  rewrite: ['rewrite', 'news.html', '--when', 'always', '--out', 'out/site'],
  backup: ['backup', '--out', 'out/backup'],
  rebuild: ['rebuild', '--out', 'out/rebuilt'],
  import: ['import', '.', '--archive', 'out/other'],
  'redact --dry-run': ['redact', 'x:20', '--what', 'text', '--reason', 'no', '--dry-run'],
} as const;

const writings = {
  archive: ['archive', 'news.html', ...nowhere],
  work: ['work', '--until-idle', ...nowhere],
  recheck: ['recheck', ...nowhere],
  redact: ['redact', 'x:20', '--what', 'text', '--reason', 'no', '--yes'],
  hold: ['hold', 'x:20', '--reason', 'no'],
  import: ['import', 'out/json'],
  rebuild: ['rebuild', '--force'],
  repair: ['verify', '--repair'],
} as const;

let home: Home;
let before: readonly string[];
let read: Record<keyof typeof readings, Ended>;
let written: Record<keyof typeof writings, Ended>;
beforeAll(async () => {
  home = new Home();
  writeFileSync(home.in('news.html'), article);
  writeFileSync(home.in('more.html'), article.replace('status/20', 'status/21'));
  await home.run(['archive', 'news.html', ...nowhere], { HOLDFAST_CHROME: home.in('none') });
  mkdirSync(home.in('out'));
  setRights({ mayWrite: false });
  before = filesOf('data', 'snapshots');
  const all = [...Object.values(readings), ...Object.values(writings)];
  const ended = runAsReader(all);
  read = named(readings, ended);
  written = named(writings, ended.slice(Object.keys(readings).length));
}, 60_000);
afterAll(() => {
  setRights({ mayWrite: true });
  home.remove();
});

/** By a process that may write to `out` alone: of another user, where this one may write everything. */
function runAsReader(commands: CommandLines['commands']): Ended[] {
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const env = { HOLDFAST_CACHE: home.in('out', 'cache'), HOLDFAST_CHROME: home.in('none') };
  const lines: CommandLines = { folder: home.path, env, commands };
  const script = join(import.meta.dirname, 'run-here.ts');
  const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', script], {
    input: JSON.stringify(lines),
    encoding: 'utf8',
    ...nobody,
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Ended[];
}

function named<Name extends string>(commands: Readonly<Record<Name, unknown>>, ended: readonly Ended[]) {
  return Object.fromEntries(Object.keys(commands).map((name, at) => [name, ended[at]])) as Record<
    Name,
    Ended
  >;
}

function setRights({ mayWrite }: { readonly mayWrite: boolean }): void {
  for (const path of [
    home.path,
    ...readdirSync(home.path, { recursive: true, encoding: 'utf8' }).map((name) => home.in(name)),
  ])
    if (!path.startsWith(home.in('out')))
      chmodSync(path, (statSync(path).isDirectory() ? 0o555 : 0o444) | (mayWrite ? 0o200 : 0));
  chmodSync(home.in('out'), 0o777);
}

function filesOf(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(home.in(folder), { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => {
        const { size, mtimeMs } = statSync(home.in(folder, name));
        return `${folder}/${name} ${size} ${mtimeMs}`;
      }),
  );
}

describe.skipIf(process.platform === 'win32')('with an archive that this user may only read', () => {
  it('every command that reads works, and says no more than elsewhere', () => {
    const codes = Object.entries(read).map(([name, { code }]) => `${name} ${code}`);
    expect(codes).toEqual(Object.keys(readings).map((name) => `${name} ${name === 'status' ? 3 : 0}`));
    expect(read.find.stdout).toContain('1 post.');
    expect(read.show.stdout).toContain('just setting up my twttr');
    expect(read.verify.stdout).toBe('All rows, manifests and blobs are whole.\n');
    expect(readFileSync(home.in('out', 'site', 'news.html'), 'utf8')).toContain('holdfast');
    const words = Object.entries(read).filter(([, { stderr }]) => stderr !== '');
    expect(words.map(([name]) => name)).toEqual(['fallbacks', 'rewrite']);
  });

  it('an export tells of posts that could not be archived, a rewrite of what is not kept', () => {
    expect(read.fallbacks.stderr).toBe(
      'missing: x:21, embedded by more.html\nthe archive can only be read here, so what it is missing was not archived\n',
    );
    expect(read.rewrite.stderr).toMatch(/^warning: out\/site: the archive can only be read here, so 1 of /u);
  });

  it('every command that writes ends at once, with words and exit code 6', () => {
    for (const { code, stdout, stderr } of Object.values(written)) {
      expect({ code, stdout }).toEqual({ code: 6, stdout: '' });
      expect(stderr).toMatch(
        /^holdfast: the archive can only be read here: this user may not write to .+\/data\. To/u,
      );
    }
  });

  it('nothing in it was changed', () => {
    expect(filesOf('data', 'snapshots')).toEqual(before);
  });
});
