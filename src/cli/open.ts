import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { HoldfastError, messageOf } from '../errors.ts';
import { fileNameOf } from '../ref.ts';
import { addAction, type Runner } from './command.ts';
import { openWithSystem } from './system-opener.ts';

interface OpenOptions {
  readonly out?: string;
  readonly print?: boolean;
}

/** `holdfast open <ref>`: a post with its history and evidence, as a page in the browser. */
export function openCommand(program: Command, runner: Runner): void {
  const command = program
    .command('open')
    .argument('<ref>', 'a written ref or any URL of the post')
    .option('--out <file>', 'write the page there (default: in the cache)')
    .option('--print', 'only write the page and print where it is')
    .description('open a post as a page: its versions, its history, its articles and its evidence')
    .addHelpText(
      'after',
      '\nThe page is one file that needs nothing else: no script, nothing from outside. Keep it, send it, print it.',
    );
  addAction<OpenOptions>(command, runner, async (session, [ref = ''], { out, print }) => {
    const { output, io, config } = session;
    const holdfast = await session.holdfast();
    const { name, html } = await holdfast.page(ref);
    const path = out === undefined ? join(config.cache, 'pages', `${fileNameOf(name)}.html`) : resolve(out);
    await write(path, html, out === undefined);
    const opened = print === true ? null : await openWithSystem(path, io.env);
    output.record({ kind: 'page', name, path, opened: opened === 'opened' });
    output.line(path);
    if (opened === 'nobody')
      output.problem('no program was found here to show it with: open the file yourself');
    return 0;
  });
}

/** In the cache it is for the user's own eyes. */
async function write(path: string, html: string, isOurs: boolean): Promise<void> {
  try {
    if (isOurs) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, html, { mode: isOurs ? 0o600 : 0o644 });
  } catch (error) {
    throw new HoldfastError(
      'usage',
      `${path} can't be written: ${messageOf(error)}; name another place with --out`,
      { cause: error },
    );
  }
}
