import type { Command } from 'commander';
import { addAction, type Runner } from './command.ts';

/** `holdfast verify`: every row and every blob. */
export function verifyCommand(program: Command, runner: Runner): void {
  const command = program.command('verify').description('check every row and every blob of the archive');
  addAction(command, runner, async (session) => {
    const holdfast = await session.holdfast();
    let damages = 0;
    for await (const damage of holdfast.verify()) {
      damages += 1;
      session.output.record(damage);
      session.output.problem(`${damage.kind}: ${damage.what}: ${damage.detail}`);
    }
    const { output } = session;
    if (damages === 0) output.line('All rows and blobs are whole.');
    else output.line(`${damages} damaged: restore these from a backup, or archive the posts again.`);
    output.record({ kind: 'result', damages });
    return damages === 0 ? 0 : 5;
  });
}
