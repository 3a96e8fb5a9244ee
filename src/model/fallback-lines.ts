import { canonicalJson } from './canonical.ts';
import type { FallbackLock, Fallbacks } from './fallbacks.ts';

/** How the files of an export are written: JSON, a post or an alias a line, in the order of their names. */

/** The pieces of `fallbacks.json`; `entries` are canonical JSON by name. */
export function* fallbackPieces(
  { base, site = null, stylesheet }: Pick<Fallbacks, 'base' | 'site' | 'stylesheet'>,
  entries: ReadonlyMap<string, string | Uint8Array>,
  aliases: ReadonlyMap<string, string>,
): Generator<string | Uint8Array> {
  const head = JSON.stringify({ holdfast: 1, base, site, stylesheet });
  yield `${head.slice(0, -1)},"posts":{\n`;
  let before = '';
  for (const name of [...entries.keys()].sort(byCodeUnit)) {
    yield `${before}${JSON.stringify(name)}:`;
    yield entries.get(name) ?? '';
    before = ',\n';
  }
  yield `${before === '' ? '' : '\n'}},"aliases":{\n`;
  const lines = [...aliases].sort(([one], [other]) => byCodeUnit(one, other));
  yield lines.map(([alias, name]) => `${JSON.stringify(alias)}:${JSON.stringify(name)}`).join(',\n');
  yield `${lines.length === 0 ? '' : '\n'}}}\n`;
}

/** `fallbacks.lock.json` */
export function lockText({ posts, ...settings }: FallbackLock): string {
  const { holdfast, base, site, filmLimit, languages = [] } = settings;
  const told = languages.length === 0 ? {} : { languages };
  const head = JSON.stringify({ holdfast, base, site, filmLimit, ...told });
  const lines = Object.entries(posts)
    .sort(([one], [other]) => byCodeUnit(one, other))
    .map(([name, locked]) => `${JSON.stringify(name)}:${canonicalJson(locked)}`);
  return `${head.slice(0, -1)},"posts":{\n${lines.join(',\n')}${lines.length === 0 ? '' : '\n'}}}\n`;
}

/**
 * The entries of a `fallbacks.json` as they stand there, by name, without reading what is in them: hundreds of
 * megabytes may be. Nothing of a file that was written otherwise.
 */
export function entryLines(file: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const lines = new Map<string, Uint8Array>();
  let start = bytes.indexOf(newline) + 1;
  while (start > 0 && bytes[start] === quote) {
    const end = bytes.indexOf(newline, start);
    if (end < 0) break;
    const colon = bytes.indexOf('":{', start);
    if (colon < 0 || colon > end) break;
    const last = bytes[end - 1] === comma ? end - 1 : end;
    const name = stringOf(bytes.toString('utf8', start, colon + 1));
    if (name !== null) lines.set(name, bytes.subarray(colon + 2, last));
    start = end + 1;
  }
  return lines;
}

/** The assets an entry names. A key as such can't stand within a JSON string, whose quotes are escaped. */
export function assetsOfLine(line: Uint8Array | string): readonly string[] {
  const bytes =
    typeof line === 'string' ? Buffer.from(line) : Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const start = bytes.indexOf('"assets":[');
  if (start < 0) return [];
  return JSON.parse(bytes.toString('utf8', start + 9, bytes.indexOf(']', start) + 1)) as string[];
}

/** The address an entry names last; null for one without. */
export function urlOfLine(line: Uint8Array | string): string | null {
  const text = Buffer.from(line).toString();
  const start = text.lastIndexOf('"url":');
  return start < 0 ? null : (JSON.parse(text.slice(start + 6, -1)) as string | null);
}

function stringOf(json: string): string | null {
  try {
    return String(JSON.parse(json));
  } catch {
    return null;
  }
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

const newline = 10;
const quote = 34;
const comma = 44;
