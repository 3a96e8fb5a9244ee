import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examples } from '../../src/cli/examples.ts';
import { exitCodes } from '../../src/cli/exit-code.ts';
import { run } from '../../src/cli/main.ts';
import { manualPage } from '../../src/cli/manual.ts';
import { settingsHelp } from '../../src/config.ts';
import { ioOf } from './io.ts';

async function print(...args: readonly string[]): Promise<string> {
  const { io, written } = ioOf();
  await run(args, io);
  return written.out;
}

/** What a reader of roff makes of its text. */
function unroff(page: string): string {
  return page
    .replace(/\\f[A-Z]/gu, '')
    .replaceAll(String.raw`\-`, '-')
    .replaceAll(String.raw`\(aq`, "'")
    .replaceAll(String.raw`\(rs`, '\\')
    .replaceAll(String.raw`\(ha`, '^')
    .replaceAll(String.raw`\(ti`, '~')
    .replaceAll(String.raw`\&`, '')
    .replace(/\\\[u([0-9A-F]+)\]/gu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

describe('the manual', () => {
  it('tells every command and option that the help tells, every setting and exit code', async () => {
    const page = unroff(await print('man'));
    const help = await print('--help');
    const commands = [...help.matchAll(/^ {2}([a-z]+) \[options\]/gmu)].map(([, name = '']) => name);
    expect(commands.length).toBeGreaterThan(15);
    for (const command of commands) {
      expect(page).toContain(`holdfast ${command} [options]`);
      const options = [...(await print(command, '--help')).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gmu)];
      expect(options.length).toBeGreaterThan(3);
      for (const [, option = ''] of options)
        expect(page, `${command} ${option}`).toContain(`\n${option}`.trim());
    }
    for (const { env, about } of settingsHelp().filter((setting) => setting.env !== null)) {
      expect(page).toContain(`.TP\n${env}\n`);
      expect(page).toContain(about);
    }
    for (const [code, meaning] of Object.entries(exitCodes))
      expect(page).toContain(`.TP\n${code}\n${meaning}`);
    for (const [command] of examples) expect(page).toContain(command);
  });

  it('is the same bytes each time, all ASCII, no line an unknown request', async () => {
    const page = await print('man');
    expect(await print('man')).toBe(page);
    expect(page).toMatch(/^[\n\u0020-\u007e]*$/u);
    const requests = page.split('\n').filter((line) => /^[.']/u.test(line));
    for (const line of requests) expect(line).toMatch(/^\.(?:TH|SH|SS|TP|PP|RS|RE|br|nf|fi)(?: |$)/u);
  });

  it('takes words for words, not for requests or escapes', () => {
    const words = String.raw`.so /etc/passwd and \fB 'quoted' "so" – é`;
    const command = {
      name: 'x',
      usage: '[options]',
      about: words,
      arguments: [],
      options: [],
      notes: `${words}\n'\n.ex`,
    };
    const page = manualPage({
      program: command,
      commands: [command],
      settings: [],
      exitCodes: [],
      environment: [],
      files: [],
      examples: [],
      version: '1',
    });
    expect(page).not.toMatch(/^(?:\.so|\.ex|')/mu);
    expect(unroff(page)).toContain(words);
    expect(page).toMatch(/^[\n\u0020-\u007e]*$/u);
  });

  it('is read without a warning by the troff of this machine, if there is one', async () => {
    const page = await print('man');
    const { error, stderr, stdout } = spawnSync('groff', ['-man', '-Tutf8', '-ww'], {
      input: page,
      encoding: 'utf8',
    });
    const isMissing = error !== undefined && 'code' in error && error.code === 'ENOENT';
    if (isMissing) process.stdout.write('groff is missing here: the manual was not set\n');
    expect(isMissing ? '' : stderr).toBe('');
    expect(isMissing || stdout.replace(/.\u0008/gu, '').includes('HOLDFAST_ARCHIVE')).toBe(true);
  });

  it('is what the package names as its manual, made when it is built', () => {
    const pack = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
      man: string;
      scripts: Record<string, string>;
    };
    expect(pack.man).toBe('dist/holdfast.1');
    expect(pack.scripts['build']).toContain('man > dist/holdfast.1');
  });
});

describe('the examples of the manual', () => {
  it.each(examples.map(([command]) => command))('%s is a command line', async (command) => {
    const [, line = ''] = /\bholdfast ([^|>&]*)/u.exec(command) ?? [];
    const words = line.trim().split(' ');
    expect(await parse(words)).toBe('parsed');
  });

  it('would be found out if one were wrong', async () => {
    expect(await parse(['rot', '--by', 'moon'])).not.toBe('parsed');
    expect(await parse(['articles', '--at-rsk'])).not.toBe('parsed');
  });
});

/** Reads a command line by the real definitions, up to where the command would begin: no such archive can be opened. */
async function parse(words: readonly string[]): Promise<string> {
  const { io, written } = ioOf({ env: { HOLDFAST_PICTURES: 'none of these' } });
  await run(words, io);
  return written.err.startsWith('holdfast: HOLDFAST_PICTURES') ? 'parsed' : written.err;
}

describe('the help', () => {
  it('is a sentence of every command, begins small and ends without a stop, and every option has words', async () => {
    const help = await print('--help');
    const names = [...help.matchAll(/^ {2}([a-z]+) \[options\]/gmu)].map(([, name = '']) => name);
    for (const name of names) {
      const text = await print(name, '--help');
      const [, about = ''] = /^Usage: .*\n\n([\s\S]*?)\n\n/u.exec(text) ?? [];
      expect(about, name).toMatch(/^[a-z]/u);
      expect(about, name).not.toMatch(/\.$/u);
      expect(text, name).not.toMatch(/^ {2}(?:-\w, )?--[a-z-]+(?: <[^>]+>)?$/mu);
      for (const line of text.split('\n')) expect(line.length, `${name}: ${line}`).toBeLessThanOrEqual(120);
    }
  });
});
