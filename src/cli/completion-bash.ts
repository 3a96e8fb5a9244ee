import type { CommandDefinition, Value } from './definitions.ts';

/**
 * For bash from 3.2 up, without its bash-completion package. The line is split here and not by bash, which takes the
 * colons of refs for the ends of words.
 */
export function bashCompletion(commands: readonly CommandDefinition[]): string {
  return `# bash completion for holdfast. Put this file where bash looks for it:
#   holdfast completion bash > ~/.local/share/bash-completion/completions/holdfast
# or, where there is no such folder, add this line to ~/.bashrc:
#   eval "$(holdfast completion bash)"

# What a command has: its options.
_holdfast_options() {
  case "$1" in
${cases(commands, ({ name, options }) => [[name, options.flatMap(({ short, long }) => [...(short === null ? [] : [short]), long]).join(' ')]])}
  esac
}

# What an option of a command takes: file, folder, ref, word, or choices; nothing for a flag.
_holdfast_value() {
  case "$1 $2" in
${cases(commands, ({ name, options }) =>
  options.flatMap(({ short, long, value }) =>
    value === null
      ? []
      : [
          [
            [...(short === null ? [] : [`${name} ${short}`]), `${name} ${long}`].map(quoted).join(' | '),
            takes(value),
          ],
        ],
  ),
)}
  esac
}

# What an argument of a command is, by its place from 0; the last one of many goes on.
_holdfast_argument() {
  case "$1 $2" in
${cases(commands, ({ name, arguments: values }) =>
  values.map((value, place) => [
    value.variadic ? `${quoted(`${name} `)}*` : quoted(`${name} ${place}`),
    takes(value),
  ]),
)}
  esac
}

# Replies with what begins like the word, of a kind as above.
_holdfast_reply() {
  local kind=$1 word=$2 refs
  local -a at=("\${@:3}")
  case "$kind" in
    file) return ;;
    folder)
      compopt -o filenames 2> /dev/null
      local IFS=$'\\n'
      COMPREPLY=($(compgen -d -- "$word"))
      return
      ;;
    ref)
      # Not by compgen, which would expand what stands in them.
      refs=$(holdfast completion --refs "$word" \${at[@]+"\${at[@]}"} 2> /dev/null)
      local IFS=$'\\n'
      COMPREPLY=($refs)
      ;;
    choices*) COMPREPLY=($(compgen -W "\${kind#choices }" -- "$word")) ;;
  esac
  # Without an answer bash would offer files.
  compopt +o default +o bashdefault 2> /dev/null
}

_holdfast() {
  local line=\${COMP_LINE:0:$COMP_POINT} command= place=0 skip= word option i
  local -a words archive
  read -r -a words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  local last=$((\${#words[@]} - 1))
  word=\${words[last]}
  COMPREPLY=()

  # The command, the place of the argument, and the archive that was named.
  for ((i = 1; i < last; i++)); do
    if [[ -n $skip ]]; then
      [[ $skip == --archive ]] && archive=(--archive "\${words[i]/#'~'/$HOME}")
      skip=
    elif [[ -z $command ]]; then
      [[ \${words[i]} != -* ]] && command=\${words[i]}
    elif [[ \${words[i]} == --archive=* ]]; then
      archive=("\${words[i]}")
    elif [[ \${words[i]} == -?* && \${words[i]} != *=* ]]; then
      [[ -n $(_holdfast_value "$command" "\${words[i]}") ]] && skip=\${words[i]}
    elif [[ \${words[i]} != -?* ]]; then
      place=$((place + 1))
    fi
  done

  if [[ -z $command ]]; then
    _holdfast_reply "choices ${[...commands.map(({ name }) => name), 'help'].join(' ')} --help --version" "$word"
  elif [[ $command == help ]]; then
    _holdfast_reply "choices ${commands.map(({ name }) => name).join(' ')}" "$word"
  elif [[ -n $skip ]]; then
    _holdfast_reply "$(_holdfast_value "$command" "$skip")" "$word" \${archive[@]+"\${archive[@]}"}
  elif [[ $word == --*=* ]]; then
    option=\${word%%=*}
    _holdfast_reply "$(_holdfast_value "$command" "$option")" "\${word#*=}" \${archive[@]+"\${archive[@]}"}
    [[ $COMP_WORDBREAKS == *=* ]] || COMPREPLY=("\${COMPREPLY[@]/#/$option=}")
  elif [[ $word == -* ]]; then
    _holdfast_reply "choices $(_holdfast_options "$command")" "$word"
  else
    _holdfast_reply "$(_holdfast_argument "$command" "$place")" "$word" \${archive[@]+"\${archive[@]}"}
  fi

  # Bash replaces only what stands after the last colon.
  if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
    local before=\${word%"\${word##*:}"}
    COMPREPLY=("\${COMPREPLY[@]#"$before"}")
  fi
}

complete -o bashdefault -o default -F _holdfast holdfast
`;
}

function cases(
  commands: readonly CommandDefinition[],
  of: (command: CommandDefinition) => readonly (readonly string[])[],
): string {
  return commands
    .flatMap(of)
    .map(([pattern = '', answer = '']: readonly string[]) => `    ${pattern}) echo ${quoted(answer)} ;;`)
    .join('\n');
}

function takes({ takes: kind, choices }: Value): string {
  return kind === 'choice' ? `choices ${choices.join(' ')}` : kind;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
