import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { refOf } from '../store/samples.ts';
import { ioOf } from './io.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-completion-'));
const home = join(folder, 'my archive');
const script = join(folder, 'holdfast.bash');

beforeAll(async () => {
  const store = await openStore({
    database: join(home, 'data', 'holdfast.db'),
    blobs: join(home, 'snapshots'),
    log: silentLog,
  });
  for (const id of ['20', '201', '21', '3', '2$(touch evil)', '2*', '2\u001b[2J'])
    await store.recordPost(refOf(id), []);
  await store.close();
  writeFileSync(script, await print('bash'));
  mkdirSync(join(folder, 'content'));
  writeFileSync(join(folder, 'letter.html'), '');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const start = resolve(import.meta.dirname, '../../src/cli/bin.ts');
  writeFileSync(join(bin, 'holdfast'), `#!/bin/sh\nexec '${process.execPath}' '${start}' "$@"\n`);
  chmodSync(join(bin, 'holdfast'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function print(...args: readonly string[]): Promise<string> {
  const { io, written } = ioOf();
  expect(await run(['completion', ...args], io)).toBe(0);
  return written.out;
}

/** What bash offers for lines with the cursor at their end, as it calls the function when Tab is pressed. */
function offeredFor(lines: readonly string[], breaks = ' \t\n"\'><=;|&(:'): string[][] {
  const program = `
    source "$1"; COMP_WORDBREAKS=$2; shift 2
    for COMP_LINE; do
      COMP_POINT=\${#COMP_LINE}
      _holdfast
      printf '%s\n' "\${COMPREPLY[@]}" END
    done`;
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, HOLDFAST_ARCHIVE: '' };
  const out = execFileSync('bash', ['--norc', '-c', program, 'bash', script, breaks, ...lines], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return out
    .split('END\n')
    .slice(0, -1)
    .map((replies) => replies.split('\n').filter((reply) => reply !== ''));
}

describe('completion in bash', () => {
  it('offers the commands, and help for each', () => {
    const [all, re, rec, help, none] = offeredFor(
      ['', 're', 'rec', 'help rew', 'zzz'].map((words) => `holdfast ${words}`),
    );
    expect(all).toEqual(expect.arrayContaining(['archive', 'rot', 'man', 'help', '--version']));
    expect(re).toEqual(expect.arrayContaining(['recheck', 'render', 'rewrite', 'restore']));
    expect([rec, help, none]).toEqual([['recheck'], ['rewrite'], []]);
  });

  it("offers a command's options, those of settings included, and no other's", () => {
    const [render, archive, rot] = offeredFor([
      'holdfast render --',
      'holdfast archive --con',
      'holdfast rot --conn',
    ]);
    expect(render).toEqual(expect.arrayContaining(['--as', '--theme', '--json', '--archive', '--help']));
    expect(archive).toEqual(['--connect-to', '--contact', '--concurrency', '--context']);
    expect(rot).toEqual([]);
  });

  it('offers what an option or an argument may be', () => {
    const offered = {
      'render --as p': ['page', 'png', 'pdf'],
      'render x:20 --theme ': ['light', 'dark'],
      'render --as=am': ['amp'],
      'rot --by s': ['site', 'section'],
      'export ': ['fallbacks', 'wacz', 'json', 'bagit'],
      'completion ': ['bash', 'zsh', 'fish'],
      'find words': [],
    };
    expect(offeredFor(Object.keys(offered).map((words) => `holdfast ${words}`))).toEqual(
      Object.values(offered),
    );
    expect(offeredFor(['holdfast render --as=am'], ' \t\n')).toEqual([['--as=amp']]);
  });

  it('offers folders where one is asked for, and leaves files to bash', () => {
    expect(
      offeredFor(['holdfast status --archive con', 'holdfast status --archive my', 'holdfast archive let']),
    ).toEqual([['content'], ['my archive'], []]);
    expect(
      execFileSync('bash', ['--norc', '-c', `source '${script}'; complete -p holdfast`], {
        encoding: 'utf8',
      }),
    ).toBe('complete -o bashdefault -o default -F _holdfast holdfast\n');
  });

  it('offers the posts of the archive, in spite of their colons, and nothing that a shell would obey', () => {
    symlinkSync(home, join(folder, 'link'));
    const archive = join(folder, 'link');
    expect(
      offeredFor([
        `holdfast show --archive=${archive} pond:2`,
        `holdfast recheck --archive ${archive} --post pond:20`,
        'holdfast show pond:2',
      ]),
    ).toEqual([['20', '201', '21'], ['20', '201'], []]);
    expect(offeredFor([`holdfast show --archive ${archive} pond:21`], ' \t\n')).toEqual([['pond:21']]);
    expect(existsSync(join(folder, 'evil'))).toBe(false);
  });
});

describe('completion', () => {
  it('lists names of posts quickly enough, and says nothing where there is no archive', async () => {
    expect(await print('--refs', 'pond:20', '--archive', home)).toBe('pond:20\npond:201\n');
    expect(await print('--refs', '', '--archive', home)).toBe('pond:20\npond:201\npond:21\npond:3\n');
    expect(await print('--refs', 'pond:20', '--archive', join(folder, 'none'))).toBe('');
  });

  it('says which shells there are, and how to install each script', async () => {
    const { io, written } = ioOf();
    expect(await run(['completion'], io)).toBe(2);
    expect(written.err).toContain('bash, zsh, fish');
    expect(await run(['completion', 'cmd'], io)).toBe(2);
    for (const shell of ['bash', 'zsh', 'fish']) {
      const text = await print(shell);
      expect(text.split('\n').slice(0, 5).join('\n')).toContain(`holdfast completion ${shell} >`);
    }
  });

  // A shell that isn't on this machine tells so in the name of its test.
  it.each(['bash', 'zsh', 'fish'])('is a script that %s can read', async (shell) => {
    const file = join(folder, `script.${shell}`);
    writeFileSync(file, await print(shell));
    const { error, status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
    const isMissing = error !== undefined && 'code' in error && error.code === 'ENOENT';
    if (isMissing) process.stdout.write(`${shell} is missing here: its script was not read\n`);
    expect(isMissing ? [0, ''] : [status, stderr]).toEqual([0, '']);
  });
});
