import type { SettingHelp } from '../config.ts';
import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from './definitions.ts';

export interface ManualContents {
  readonly program: CommandDefinition;
  readonly commands: readonly CommandDefinition[];
  readonly settings: readonly SettingHelp[];
  readonly exitCodes: readonly (readonly [code: string, meaning: string])[];
  readonly environment: readonly (readonly [name: string, about: string])[];
  readonly files: readonly (readonly [path: string, about: string])[];
  readonly examples: readonly (readonly [command: string, about: string])[];
  readonly version: string;
}

/**
 * The manual's page as roff with the macros of man(7), which groff, mandoc and heirloom troff read. Options that several
 * commands have in a group are told once. The same bytes for the same program: no date.
 */
export function manualPage(contents: ManualContents): string {
  const { program, commands, version } = contents;
  const shared = sharedGroups(commands);
  return [
    `.TH HOLDFAST 1 "" ${argument(`Holdfast ${version}`)} "User Commands"`,
    ...section('Name', `holdfast \\- ${roff(withoutStop(program.about))}`),
    ...section('Synopsis', ...commands.flatMap(synopsis).slice(0, -1)),
    ...section(
      'Description',
      roff(program.about),
      ...paragraphs(program.notes.replace(/\n*Exit codes:.*$/su, '')),
    ),
    ...section('Commands', ...commands.flatMap((command) => commandLines(command, shared))),
    ...[...shared].flatMap(([group, options]) =>
      section(group.replace(/:$/u, ''), ...options.flatMap(optionLines)),
    ),
    ...section(
      'Exit status',
      ...contents.exitCodes.flatMap(([code, meaning]) => entry(bold(code), roff(meaning))),
    ),
    ...section('Environment', ...contents.settings.flatMap(settingLines), ...pairs(contents.environment)),
    ...section('Files', ...pairs(contents.files)),
    ...section('Examples', ...contents.examples.flatMap(exampleLines).slice(1)),
    '',
  ].join('\n');
}

/** Groups with a heading of their own, each with all options that a command has in it. */
function sharedGroups(commands: readonly CommandDefinition[]): Map<string, OptionDefinition[]> {
  const groups = new Map<string, OptionDefinition[]>();
  for (const option of commands.flatMap(({ options }) => options)) {
    if (option.group === ownGroup) continue;
    const known = groups.get(option.group) ?? [];
    groups.set(option.group, known);
    if (!known.some(({ flags }) => flags === option.flags)) known.push(option);
  }
  return groups;
}

const ownGroup = 'Options:';
const everyCommand = 'Options of every command:';

function synopsis({ name, usage }: CommandDefinition): string[] {
  return [`${bold(`holdfast ${name}`)} ${roff(usage)}`, '.br'];
}

function commandLines(
  { name, usage, about, arguments: values, options, notes }: CommandDefinition,
  shared: ReadonlyMap<string, readonly OptionDefinition[]>,
): string[] {
  const own = options.filter(({ group, long }) => group === ownGroup && long !== '--help');
  const groups = [...shared.keys()].filter(
    (group) => group !== everyCommand && options.some((option) => option.group === group),
  );
  const also = groups.map((group) => group.replace(/ options:$/u, '').toLowerCase());
  return [
    `.SS ${argument(`holdfast ${name} ${usage}`)}`,
    roff(sentence(about)),
    ...values.filter((value) => value.about !== '').flatMap(argumentLines),
    ...own.flatMap(optionLines),
    ...(also.length === 0 ? [] : ['.PP', roff(`It takes the ${inWords(also)} options, too; see below.`)]),
    ...paragraphs(notes),
  ];
}

function argumentLines({ name, about, required, variadic, choices, usually }: ArgumentDefinition): string[] {
  const shown = `${required ? '<' : '['}${name}${variadic ? '...' : ''}${required ? '>' : ']'}`;
  return entry(italic(shown), roff(`${about}${oneOf(choices)}${unlessSaid(usually)}`));
}

function optionLines({ flags, about, value }: OptionDefinition): string[] {
  return entry(
    flags.split(', ').map(flagLine).join(', '),
    roff(`${about}${oneOf(value?.choices ?? [])}${unlessSaid(value?.usually ?? null)}`),
  );
}

function flagLine(flag: string): string {
  const [name = '', ...rest] = flag.split(' ');
  return rest.length === 0 ? bold(name) : `${bold(name)} ${italic(rest.join(' '))}`;
}

function oneOf(choices: readonly string[]): string {
  return choices.length === 0 ? '' : ` (one of: ${choices.join(', ')})`;
}

function unlessSaid(usually: string | null): string {
  return usually === null ? '' : ` (default: ${usually})`;
}

function settingLines({ env, about, usually, isFlag, choices }: SettingHelp): string[] {
  if (env === null) return [];
  const value = isFlag ? ' (0 or 1)' : oneOf(choices);
  return entry(bold(env), roff(`${about}${value}${unlessSaid(usually)}`));
}

function exampleLines([command, about]: readonly [string, string]): string[] {
  return ['.PP', roff(sentence(about)), '.PP', '.RS 4', '.nf', bold(command), '.fi', '.RE'];
}

function pairs(list: readonly (readonly [string, string])[]): string[] {
  return list.flatMap(([name, about]) => entry(bold(name), roff(about)));
}

function section(title: string, ...lines: readonly string[]): string[] {
  return [`.SH ${argument(title.toUpperCase())}`, ...lines];
}

function entry(tag: string, text: string): string[] {
  return ['.TP', tag, text];
}

/** Text of a help, whose indented lines keep their line ends. */
function paragraphs(text: string): string[] {
  if (text.trim() === '') return [];
  return text.split(/\n{2,}/u).flatMap((paragraph) => {
    const lines = paragraph.split('\n').filter((line) => line.trim() !== '');
    const isTable = lines.every((line) => line.startsWith(' '));
    return isTable ? ['.PP', '.nf', ...lines.map(roff), '.fi'] : ['.PP', ...lines.map(roff)];
  });
}

function bold(text: string): string {
  return `\\fB${roff(text)}\\fR`;
}

function italic(text: string): string {
  return `\\fI${roff(text)}\\fR`;
}

/** Of a macro, as one. */
function argument(text: string): string {
  return `"${roff(text).replaceAll('"', String.raw`\(dq`)}"`;
}

/**
 * Text as roff takes it: no line is a request, a hyphen is the one that can be copied, and what isn't ASCII goes by its
 * number, so that no reader has to guess the encoding.
 */
function roff(text: string): string {
  return text
    .replaceAll('\\', String.raw`\(rs`)
    .replaceAll('-', String.raw`\-`)
    .replaceAll("'", String.raw`\(aq`)
    .replaceAll('`', String.raw`\(ga`)
    .replaceAll('^', String.raw`\(ha`)
    .replaceAll('~', String.raw`\(ti`)
    .replace(
      /[^\u0000-\u007f]/gu,
      (char) => `\\[u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/^\./gmu, String.raw`\&.`);
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?:]$/u.test(first) ? first : `${first}.`;
}

function withoutStop(text: string): string {
  return text.replace(/\.$/u, '');
}

function inWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
