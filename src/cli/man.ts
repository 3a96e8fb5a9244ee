import type { Command } from 'commander';
import { settingsHelp } from '../config.ts';
import { version } from '../holdfast.ts';
import { addAction, type Runner } from './command.ts';
import { definitionOf, definitionsOf } from './definitions.ts';
import { examples } from './examples.ts';
import { exitCodes } from './exit-code.ts';
import { manualPage } from './manual.ts';

/** `holdfast man`: the manual, made of the same definitions as the help. */
export function manCommand(program: Command, runner: Runner): void {
  const command = program
    .command('man')
    .description('print the manual as a man page')
    .addHelpText('after', '\nTo read it: holdfast man | man -l -');
  addAction(command, runner, async ({ io }) => {
    io.out(
      manualPage({
        program: definitionOf(program),
        commands: definitionsOf(program),
        settings: settingsHelp(),
        exitCodes: Object.entries(exitCodes),
        environment,
        files,
        examples,
        version,
      }),
    );
    return 0;
  });
}

/** What counts besides Holdfast's own settings. */
const environment = [
  ['NO_COLOR', 'no colours, if it is set to anything'],
  ['CI', 'progress in plain lines, and no pictures'],
  ['TERM', 'the terminal: dumb for neither colours nor progress in place'],
  ['XDG_CACHE_HOME', 'where caches are kept, by default ~/.cache'],
] as const;

const files = [
  ['DIR/data/holdfast.db', "the archive's database, DIR being its home (--archive)"],
  ['DIR/snapshots/', "the archive's blobs, named by their SHA-256"],
  ['~/.cache/holdfast/', 'the unpacked browser and fonts; can be deleted at any time'],
] as const;
