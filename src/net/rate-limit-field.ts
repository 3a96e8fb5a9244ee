/** One quota a host tells of in `ratelimit`. */
export interface Quota {
  /** Requests left; null where it isn't told. */
  readonly remaining: number | null;
  /** Seconds until there are more; null where it isn't told. */
  readonly seconds: number | null;
}

/**
 * Reads `ratelimit` of the IETF's drafts: a list of `"name";r=0;t=30` (the later ones) or `limit=100, remaining=0,
 * reset=30`. `policy` is `ratelimit-policy`, whose window `w` stands in for a quota that names no time.
 * What is neither is left out.
 */
export function readQuotas(field: string, policy: string): readonly Quota[] {
  const members = membersOf(field);
  const named = new Map(members.map(({ name, value }) => [name, numberIn(value)]));
  const remaining = named.get('remaining') ?? null;
  const seconds = named.get('reset') ?? null;
  const older = remaining === null && seconds === null ? [] : [{ remaining, seconds }];
  const windows = new Map(membersOf(policy).map(({ name, parameters }) => [name, parameters.get('w')]));
  const later = members
    .filter(({ parameters }) => parameters.has('r') || parameters.has('t'))
    .map(({ name, parameters }) => ({
      remaining: numberIn(parameters.get('r') ?? null),
      seconds: numberIn(parameters.get('t') ?? windows.get(name) ?? null),
    }));
  return [...older, ...later];
}

interface Member {
  readonly name: string;
  readonly value: string | null;
  readonly parameters: ReadonlyMap<string, string>;
}

/** As much of RFC 9651 as these fields use: members, each an item or a key with its value, and their parameters. */
function membersOf(field: string): readonly Member[] {
  return split(field, ',').map((text) => {
    const [first = '', ...rest] = split(text, ';');
    const [name, value] = pairOf(first);
    return { name, value, parameters: new Map(rest.map(pairOf).map(([key, said]) => [key, said ?? ''])) };
  });
}

/** Pieces between separators outside quotes, trimmed. */
function split(whole: string, separator: ',' | ';'): readonly string[] {
  // Longer than any host's list of quotas.
  const text = whole.slice(0, 4096);
  const pieces: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (char === '\\' && isQuoted) at += 1;
    else if (char === '"') isQuoted = !isQuoted;
    else if (char === undefined || (char === separator && !isQuoted)) {
      pieces.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return pieces.filter((piece) => piece !== '');
}

function pairOf(text: string): readonly [name: string, value: string | null] {
  const at = text.startsWith('"') ? -1 : text.indexOf('=');
  return at === -1 ? [text, null] : [text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim()];
}

function numberIn(text: string | null): number | null {
  return text !== null && /^-?\d{1,15}(?:\.\d{1,9})?$/u.test(text) ? Number(text) : null;
}
