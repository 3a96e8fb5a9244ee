import { Command, CommanderError } from 'commander';
import { isHoldfastError, messageOf } from '../errors.ts';
import { openHoldfast, version } from '../holdfast.ts';
import { visible } from '../log.ts';
import { archiveCommand } from './archive.ts';
import { articlesCommand } from './articles.ts';
import { backupCommand } from './backup.ts';
import type { Runner } from './command.ts';
import { completionCommand } from './completion.ts';
import { detectCommand } from './detect.ts';
import { diffCommand } from './diff.ts';
import { doctorCommand } from './doctor.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-code.ts';
import { exportCommand } from './export.ts';
import { findCommand } from './find.ts';
import { galleryCommand } from './gallery.ts';
import { historyCommand } from './history.ts';
import { holdCommand } from './hold.ts';
import { importCommand } from './import.ts';
import { manCommand } from './man.ts';
import { openCommand } from './open.ts';
import type { Io } from './output.ts';
import { endProcess, processIo } from './process-io.ts';
import { rebuildCommand } from './rebuild.ts';
import { recheckCommand } from './recheck.ts';
import { redactCommand } from './redact.ts';
import { renderCommand } from './render.ts';
import { restoreCommand } from './restore.ts';
import { rewriteCommand } from './rewrite.ts';
import { rotCommand } from './rot.ts';
import { showCommand } from './show.ts';
import { statusCommand } from './status.ts';
import { verifyCommand } from './verify.ts';
import { workCommand } from './work.ts';

/** As the help lists them, under these headings. */
const commands = {
  'Keep posts:': [archiveCommand, detectCommand, workCommand, recheckCommand, statusCommand],
  'Look at them:': [
    articlesCommand,
    rotCommand,
    findCommand,
    showCommand,
    historyCommand,
    diffCommand,
    openCommand,
    renderCommand,
  ],
  'Give articles their posts back:': [rewriteCommand, restoreCommand],
  'Look after the archive:': [
    verifyCommand,
    backupCommand,
    rebuildCommand,
    exportCommand,
    importCommand,
    redactCommand,
    holdCommand,
  ],
  'Set it up:': [doctorCommand, galleryCommand, completionCommand, manCommand],
} as const satisfies Record<string, readonly ((program: Command, runner: Runner) => void)[]>;

/** Runs one command line and resolves with its exit code; never throws, never exits. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  return runCommand(programFor, argv, io);
}

/** As `run`, with a command of the caller's. */
export async function runCommand(
  build: (runner: Runner) => Command,
  argv: readonly string[],
  io: Io,
): Promise<ExitCode> {
  let code: ExitCode = 0;
  const runner: Runner = {
    io,
    open: openHoldfast,
    finish: (ended) => {
      code = ended;
    },
  };
  const program = build(runner);
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return io.signal.aborted ? signalCode(io.signal) : code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (io.signal.aborted) return signalCode(io.signal);
    io.err(`holdfast: ${visible(messageOf(error))}\n`);
    if (!isHoldfastError(error) && error instanceof Error) io.err(`${error.stack ?? ''}\n`);
    return exitCodeOf(error);
  }
}

/** Runs the process's own command line. */
export async function runProcess(): Promise<void> {
  endProcess(await run(process.argv.slice(2), processIo()));
}

/** All commands as they are defined. */
export function programFor(runner: Runner): Command {
  const program = new Command('holdfast')
    .description(
      'Archives the social posts that articles embed, and gives the articles a fallback that lasts.',
    )
    .version(version, '-V, --version')
    .helpOption('-h, --help')
    .showHelpAfterError('Run with --help to see what there is.')
    .addHelpText('after', exitCodeHelp());
  for (const [heading, group] of Object.entries(commands)) {
    program.commandsGroup(heading);
    for (const add of group) add(program, runner);
  }
  // Commands have taken over the first one.
  program.showHelpAfterError('Run with --help to see what there is; options come after the command.');
  program.helpCommand('help [command]', 'tell how a command is used');
  return program;
}

function exitCodeHelp(): string {
  const lines = Object.entries(exitCodes).map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`);
  return `\nInputs are files, folders, URLs or - for standard input; a post is a written ref (x:20) or any URL of it.\n\nExit codes:\n${lines.join('\n')}\n`;
}

function signalCode(signal: AbortSignal): ExitCode {
  return signal.reason === 'SIGTERM' ? 143 : 130;
}
