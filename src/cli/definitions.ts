import type { Argument, Command, Option } from 'commander';

/** A command as its definition has it, for whatever is made of that: completion for shells, the manual. */
export interface CommandDefinition {
  readonly name: string;
  /** `[options] <ref>`. */
  readonly usage: string;
  readonly about: string;
  readonly arguments: readonly ArgumentDefinition[];
  readonly options: readonly OptionDefinition[];
  /** What its help says besides; empty for none. */
  readonly notes: string;
}

export interface ArgumentDefinition extends Value {
  readonly about: string;
  readonly required: boolean;
}

export interface OptionDefinition {
  /** As written: `-q, --quiet`, `--out <path>`. */
  readonly flags: string;
  readonly short: string | null;
  readonly long: string;
  readonly about: string;
  /** Null for one that is only said or not. */
  readonly value: Value | null;
  /** The heading it stands under in the help. */
  readonly group: string;
}

export interface Value {
  readonly name: string;
  readonly variadic: boolean;
  /** All it may be; empty where that can't be listed. */
  readonly choices: readonly string[];
  readonly takes: 'choice' | 'file' | 'folder' | 'ref' | 'word';
  readonly usually: string | null;
}

/** All commands that help shows, in its order. */
export function definitionsOf(program: Command): readonly CommandDefinition[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => command.name() !== 'help')
    .map(definitionOf);
}

/** Of the program itself. */
export function definitionOf(command: Command): CommandDefinition {
  const help = command.createHelp();
  return {
    name: command.name(),
    usage: command.usage(),
    about: command.description(),
    arguments: help.visibleArguments(command).map(argumentOf),
    options: help.visibleOptions(command).map(optionOf),
    notes: notesOf(command),
  };
}

function argumentOf(argument: Argument): ArgumentDefinition {
  const { description, required, variadic, argChoices, defaultValue } = argument;
  const value = valueAs(argument.name(), variadic, argChoices, defaultValue);
  // Articles go by their paths.
  const takes = argument.name() === 'name' ? 'file' : value.takes;
  return { about: description, required, ...value, takes };
}

function optionOf(option: Option): OptionDefinition {
  const { flags, short, long, description, required, optional, variadic, argChoices, defaultValue } = option;
  const name = /[<[]([^>\].]+)/u.exec(flags)?.[1] ?? '';
  return {
    flags,
    short: short ?? null,
    long: long ?? '',
    about: description,
    value: required || optional ? valueAs(name, variadic, argChoices, defaultValue) : null,
    group: option.helpGroupHeading ?? 'Options:',
  };
}

function valueAs(
  name: string,
  variadic: boolean,
  choices: readonly string[] | undefined,
  usual: unknown,
): Value {
  return {
    name,
    variadic,
    choices: choices ?? [],
    takes: choices === undefined ? takenBy(name) : 'choice',
    usually: typeof usual === 'string' ? usual : null,
  };
}

/** What a placeholder asks for: its name says so, in every command alike. */
function takenBy(name: string): Value['takes'] {
  if (name === 'ref') return 'ref';
  if (name === 'dir') return 'folder';
  return /^(?:file|path|input)/u.test(name) ? 'file' : 'word';
}

/** What is added to a command's help is kept nowhere else. */
function notesOf(command: Command): string {
  let written = '';
  const usual = command.configureOutput();
  const writeOut = (text: string) => {
    written += text;
  };
  command.configureOutput({ ...usual, writeOut });
  command.outputHelp();
  command.configureOutput(usual);
  return written.slice(command.helpInformation().length).trim();
}
