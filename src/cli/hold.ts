import type { Command } from 'commander';
import { HoldfastError } from '../errors.ts';
import { visible } from '../log.ts';
import { addAction, type Runner, type Session } from './command.ts';

interface HoldChoices {
  readonly reason?: string;
  readonly release?: boolean;
  readonly by?: string;
}

/** `holdfast hold [ref]`: legal hold. */
export function holdCommand(program: Command, runner: Runner): void {
  const command = program
    .command('hold')
    .argument('[ref]', 'a written ref or any URL of the post; without one, what is held is listed')
    .option('--release', 'end the hold')
    .option('--reason <words>', 'why it is held, or released')
    .option('--by <name>', 'who ordered it, for the record')
    .description('keep a post from being redacted, or list what is held')
    .addHelpText('after', '\nEach hold and each release is entered in the ledger and stays there.');
  addAction<HoldChoices>(command, runner, async (session, [ref], { reason, release = false, by }) => {
    if (ref === undefined) {
      if (release || reason !== undefined)
        throw new HoldfastError('usage', 'name the post: holdfast hold REF --reason "…"');
      return list(session);
    }
    if (reason === undefined)
      throw new HoldfastError('usage', `say why with --reason "…": it is entered in the ledger for good`);
    const holdfast = await session.holdfast();
    const { name, changed, hold } = await holdfast.hold(ref, { reason, release, by: by ?? null });
    const { output } = session;
    output.record({ name, changed, held: hold !== null, hold });
    if (!changed)
      output.line(
        visible(release ? `${name} was not held.` : `${name} is held already: ${hold?.reason ?? ''}`),
      );
    else output.line(visible(release ? `${name} is held no more.` : `${name} is held: redact refuses it.`));
    return 0;
  });
}

async function list(session: Session): Promise<0> {
  const holdfast = await session.holdfast();
  const holds = await holdfast.holds();
  const { output } = session;
  for (const hold of holds) output.record(hold);
  if (holds.length === 0) output.line('No post is held.');
  else
    output.table(
      ['POST', 'SINCE', 'BY', 'REASON'],
      holds.map(({ name, at, by, reason }) => [name, at.slice(0, 10), by ?? '-', reason]),
    );
  return 0;
}
