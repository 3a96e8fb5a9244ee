import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { examine } from '../holdfast.ts';
import { addAction, addBrowserOptions, type Runner } from './command.ts';

/** `holdfast doctor`: what works on this machine, and how to mend it. */
export function doctorCommand(program: Command, runner: Runner): void {
  const command = program
    .command('doctor')
    .option('--picture <file.png>', 'write a picture of every script our fonts must show')
    .description('tell what works on this machine, and how to mend what does not');
  addAction<{ picture?: string }>(addBrowserOptions(command), runner, async (session, _inputs, options) => {
    const { checks, picture } = await examine(session.config, session.log);
    for (const check of checks) {
      session.output.record(check);
      const mark = { ok: 'ok  ', warning: 'warn', bad: 'BAD ' }[check.verdict];
      session.output.line(`${mark} ${check.what}: ${check.found}`);
      if (check.mend !== null) session.output.line(`     → ${check.mend}`);
    }
    if (options.picture !== undefined && picture !== null) await writeFile(options.picture, picture);
    return checks.some((check) => check.verdict === 'bad') ? 3 : 0;
  });
}
