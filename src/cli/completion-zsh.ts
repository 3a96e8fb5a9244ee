import type { CommandDefinition, OptionDefinition, Value } from './definitions.ts';

/** For zsh with its own completion system (`compinit`). */
export function zshCompletion(commands: readonly CommandDefinition[]): string {
  return `#compdef holdfast
# zsh completion for holdfast. Put this file, named _holdfast, into a folder of $fpath:
#   holdfast completion zsh > "\${fpath[1]}/_holdfast"
# and begin a new shell; compinit has to be called in ~/.zshrc.

_holdfast_refs() {
  local -a home refs
  (( \${+opt_args[--archive]} )) && home=(--archive \${(Q)opt_args[--archive]})
  refs=(\${(f)"$(holdfast completion --refs "$PREFIX" $home 2> /dev/null)"})
  compadd -a refs
}

_holdfast_commands() {
  local -a commands
  commands=(
${commands.map(({ name, about }) => `    ${quoted(`${name}:${about}`)}`).join('\n')}
  )
  _describe -t commands command commands
}

_holdfast() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C '(- *)'{-h,--help}'[display help]' '(- *)'{-V,--version}'[print the version]' '1: :_holdfast_commands' '*:: :->rest'
  [[ $state == rest ]] || return
  case $words[1] in
    help) _holdfast_commands ;;
${commands.map(caseOf).join('\n')}
  esac
}

_holdfast "$@"
`;
}

function caseOf({ name, options, arguments: values }: CommandDefinition): string {
  const specs = [
    ...options.map(optionSpec),
    ...values.map((value, place) => argumentSpec(value, place, value.about)),
  ];
  return `    ${name})
      _arguments -S ${specs.join(' \\\n        ')}
      ;;`;
}

function optionSpec({ short, long, about, value }: OptionDefinition): string {
  const shown = `[${bracketed(about)}]`;
  const taken = value === null ? '' : `:${coloned(value.name)}:${actionOf(value)}`;
  if (short === null) return quoted(`${value?.variadic === true ? '*' : ''}${long}${shown}${taken}`);
  return `'(${short} ${long})'{${short},${long}}${quoted(`${shown}${taken}`)}`;
}

function argumentSpec(value: Value, place: number, about: string): string {
  const message = coloned(about === '' ? value.name : about);
  return quoted(`${value.variadic ? '*' : place + 1}:${message}:${actionOf(value)}`);
}

function actionOf({ takes, choices }: Value): string {
  const actions = {
    choice: `(${choices.join(' ')})`,
    file: '_files',
    folder: '_files -/',
    ref: '_holdfast_refs',
    word: ' ',
  } as const satisfies Record<Value['takes'], string>;
  return actions[takes];
}

function bracketed(text: string): string {
  return text.replace(/[[\]\\:]/gu, String.raw`\$&`);
}

function coloned(text: string): string {
  return text.replace(/[\\:]/gu, String.raw`\$&`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
