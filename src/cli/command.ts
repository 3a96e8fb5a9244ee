import type { Command } from 'commander';
import { type Config, readConfig } from '../config.ts';
import type { Holdfast, Surroundings } from '../holdfast.ts';
import { createLog, type Log } from '../log.ts';
import type { ExitCode } from './exit-code.ts';
import { createOutput, type Io, type Output } from './output.ts';
import { openProgress, type Progress } from './progress.ts';
import { settingOption } from './setting-option.ts';

/** What a command's action is handed: settings, a way to print, and Holdfast itself once it is needed. */
export interface Session {
  readonly io: Io;
  readonly output: Output;
  readonly config: Config;
  readonly log: Log;
  readonly progress: Progress;
  /** Opens the archive; closed when the command ends. Only `create` makes one where there is none. */
  readonly holdfast: (options?: { readonly create: boolean }) => Promise<Holdfast>;
}

export type Action<Options> = (
  session: Session,
  inputs: readonly string[],
  options: Options,
) => Promise<ExitCode>;

/** Collects the exit code of the command that ran. */
export interface Runner {
  readonly io: Io;
  readonly open: (config: Config, surroundings: Surroundings) => Promise<Holdfast>;
  finish(code: ExitCode): void;
}

/** Gives a command the options every command has, and its action. */
export function addAction<Options>(command: Command, runner: Runner, action: Action<Options>): Command {
  return command
    .optionsGroup('Options of every command:')
    .option('--json', 'JSON Lines on standard output, nothing else there')
    .option('-q, --quiet', 'no words on standard output, only problems on standard error')
    .addOption(settingOption('--archive <dir>', 'archive'))
    .option('--verbose', 'log what is done (HOLDFAST_LOG=debug)')
    .action(async (...args: unknown[]) => {
      const inputs = inputsOf(args);
      const given = command.opts<CommonOptions & Options>();
      runner.finish(await runAction(runner, given, inputs, action));
    });
}

/** Adds the settings of everything that goes to the network or opens a browser. */
export function addNetworkOptions(command: Command): Command {
  return command
    .optionsGroup('Network options:')
    .addOption(settingOption('--connect-to <host:port:host2:port2>', 'connectTo').argParser(collect))
    .addOption(settingOption('--ca <file>', 'ca'))
    .addOption(settingOption('--record <file.wacz>', 'record'))
    .addOption(settingOption('--replay <file.wacz>', 'replay'))
    .addOption(settingOption('--contact <address>', 'contact'))
    .addOption(settingOption('--no-web-archives', 'webArchives'))
    .addOption(settingOption('--mirrors', 'mirrors'));
}

export function addBrowserOptions(command: Command): Command {
  return command
    .optionsGroup('Browser options:')
    .addOption(settingOption('--chrome <path>', 'chrome'))
    .addOption(settingOption('--no-sandbox', 'noSandbox'));
}

/** Adds what decides how jobs are worked on and which pictures are taken. */
export function addWorkOptions(command: Command): Command {
  return addBrowserOptions(addNetworkOptions(command))
    .optionsGroup('Work options:')
    .addOption(settingOption('--concurrency <n>', 'concurrency'))
    .addOption(settingOption('--browsers <n>', 'browsers'))
    .addOption(settingOption('--context', 'context'))
    .addOption(settingOption('--pdf', 'pdf'))
    .addOption(settingOption('--no-wacz', 'wacz'));
}

interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly archive?: string;
  readonly connectTo?: readonly string[];
  readonly ca?: string;
  readonly record?: string;
  readonly replay?: string;
  readonly contact?: string;
  readonly chrome?: string;
  /** Commander makes `--no-sandbox` into `sandbox: false`. */
  readonly sandbox?: boolean;
  readonly webArchives?: boolean;
  readonly mirrors?: boolean;
  readonly concurrency?: string;
  readonly browsers?: string;
  readonly context?: boolean;
  readonly pdf?: boolean;
  readonly wacz?: boolean;
  readonly pictures?: string;
}

async function runAction<Options>(
  runner: Runner,
  given: CommonOptions & Options,
  inputs: readonly string[],
  action: Action<Options>,
): Promise<ExitCode> {
  const { io } = runner;
  const how = { json: given.json ?? false, quiet: given.quiet ?? false };
  const output = createOutput(io, how);
  const config = readConfig(settingsOf(given), io.env);
  const log = createLog((line) => io.err(`${line}\n`), given.verbose === true ? 'debug' : config.logLevel);
  const progress = openProgress(io, how);
  let opened: Promise<Holdfast> | null = null;
  const holdfast = ({ create } = { create: false }) => {
    opened ??= runner.open(config, { log, stdin: io.stdin, create });
    return opened;
  };
  try {
    return await action({ io, output, config, log, progress, holdfast }, inputs, given);
  } finally {
    progress.end();
    await closeQuietly(opened);
  }
}

/** A Holdfast that failed to open has told so already, through the action that wanted it. */
async function closeQuietly(opened: Promise<Holdfast> | null): Promise<void> {
  const holdfast = await opened?.catch(() => null);
  await holdfast?.close();
}

function settingsOf(given: CommonOptions): Readonly<Record<string, unknown>> {
  const { archive, connectTo, ca, record, replay, contact, chrome, concurrency, browsers, pictures } = given;
  const settings = {
    archive,
    connectTo,
    ca,
    record,
    replay,
    contact,
    chrome,
    concurrency,
    browsers,
    pictures,
  };
  return {
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
    ...(given.sandbox === false ? { noSandbox: true } : {}),
    ...(given.webArchives === false ? { webArchives: false } : {}),
    ...(given.mirrors === true ? { mirrors: true } : {}),
    ...(given.context === true ? { context: true } : {}),
    ...(given.pdf === true ? { pdf: true } : {}),
    ...(given.wacz === false ? { wacz: false } : {}),
  };
}

/** Commander hands over each declared argument, then options and the command. */
function inputsOf(args: readonly unknown[]): readonly string[] {
  return args
    .slice(0, -2)
    .flat()
    .filter((arg) => typeof arg === 'string');
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
