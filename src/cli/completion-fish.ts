import type { ArgumentDefinition, CommandDefinition, OptionDefinition, Value } from './definitions.ts';

/** For fish. */
export function fishCompletion(commands: readonly CommandDefinition[]): string {
  return `# fish completion for holdfast. Put this file where fish looks for it:
#   holdfast completion fish > ~/.config/fish/completions/holdfast.fish

function __holdfast_refs
    holdfast completion --refs (commandline -ct) 2>/dev/null
end

complete -c holdfast -f
complete -c holdfast -n __fish_use_subcommand -s h -l help -d 'display help'
complete -c holdfast -n __fish_use_subcommand -s V -l version -d 'print the version'
${commands.map(({ name, about }) => `complete -c holdfast -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`).join('\n')}
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ name, options, arguments: values }: CommandDefinition): string[] {
  const begin = `complete -c holdfast -n '__fish_seen_subcommand_from ${name}'`;
  return [
    ...options.map((option) => `${begin} ${optionOf(option)}`),
    ...values.flatMap((value) => argumentOf(value).map((one) => `${begin} ${one}`)),
  ];
}

function optionOf({ short, long, about, value }: OptionDefinition): string {
  const names = [...(short === null ? [] : [`-s ${short.slice(1)}`]), `-l ${long.slice(2)}`];
  return [...names, ...(value === null ? [] : [taken(value)]), `-d ${quoted(about)}`].join(' ');
}

function argumentOf(value: ArgumentDefinition): string[] {
  return value.takes === 'word' ? [] : [value.takes === 'file' ? '-F' : taken(value).replace(/^-x /u, '')];
}

function taken({ takes, choices }: Value): string {
  const values = {
    choice: `-x -a ${quoted(choices.join(' '))}`,
    file: '-r -F',
    folder: "-x -a '(__fish_complete_directories)'",
    ref: "-x -a '(__holdfast_refs)'",
    word: '-x',
  } as const satisfies Record<Value['takes'], string>;
  return values[takes];
}

/** Within single quotes fish knows only these two escapes. */
function quoted(text: string): string {
  return `'${text.replace(/['\\]/gu, String.raw`\$&`)}'`;
}
