import { Argument, type Command, Option } from 'commander';
import { HoldfastError, isHoldfastError } from '../errors.ts';
import { addAction, type Runner, type Session } from './command.ts';
import { bashCompletion } from './completion-bash.ts';
import { fishCompletion } from './completion-fish.ts';
import { zshCompletion } from './completion-zsh.ts';
import { type CommandDefinition, definitionsOf } from './definitions.ts';

const scripts = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
} as const satisfies Record<string, (commands: readonly CommandDefinition[]) => string>;

const shells = Object.keys(scripts) as readonly (keyof typeof scripts)[];

/** A stranger's name must not become a command in somebody's shell. */
const harmless = /^[\p{L}\p{M}\p{N}:@/._~+=,%-]+$/u;

/** More would not be read. */
const mostRefs = 50;

/** `holdfast completion <shell>`: a script that lets a shell complete commands, options, files and posts. */
export function completionCommand(program: Command, runner: Runner): void {
  const command = program
    .command('completion')
    .addArgument(new Argument('[shell]', 'whose').choices(shells))
    .addOption(new Option('--refs <prefix>', 'names of posts that begin so').hideHelp())
    .description(
      'print a script that completes commands, options, files and posts; its head says where it goes',
    );
  addAction<{ refs?: string }>(command, runner, async (session, [shell], { refs }) => {
    if (refs !== undefined) await printRefs(session, refs);
    else session.io.out(scriptFor(shell, definitionsOf(program)));
    return 0;
  });
}

function scriptFor(shell: string | undefined, commands: readonly CommandDefinition[]): string {
  const known = shells.find((each) => each === shell);
  if (known === undefined)
    throw new HoldfastError('usage', `name the shell: holdfast completion ${shells.join(', ')}`);
  return scripts[known](commands);
}

/** Called at every press of a key: nothing is said of what went wrong. */
async function printRefs({ io, holdfast: open }: Session, prefix: string): Promise<void> {
  try {
    const holdfast = await open();
    const names = await holdfast.namesFrom(prefix, mostRefs);
    for (const name of names) if (harmless.test(name)) io.out(`${name}\n`);
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
  }
}
