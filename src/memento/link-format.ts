/** One link of a TimeMap or of a `Link` header. */
export interface WebLink {
  readonly uri: string;
  /** Lower case. */
  readonly rels: readonly string[];
  /** As written: an HTTP date, for mementos. */
  readonly datetime: string | null;
  /** The time a TimeMap covers, as written. */
  readonly from: string | null;
  readonly until: string | null;
}

/**
 * Reads `application/link-format` (RFC 7089 §5, RFC 8288 §3), at most so many links: commas within addresses and dates
 * are theirs, what can't be read is passed over, one pass.
 */
export function readLinks(text: string, most: number): readonly WebLink[] {
  const links: WebLink[] = [];
  for (let at = 0; links.length < most; ) {
    const close = text.indexOf('>', text.indexOf('<', at));
    const open = text.lastIndexOf('<', close);
    if (close === -1 || open < at) break;
    const uri = text.slice(open + 1, close).trim();
    const { params, end } = readParams(text, close + 1);
    if (/^\S+$/u.test(uri)) links.push(linkOf(uri, params));
    at = end;
  }
  return links;
}

function linkOf(uri: string, params: ReadonlyMap<string, string>): WebLink {
  return {
    uri,
    rels: (params.get('rel') ?? '').toLowerCase().split(/\s+/u).filter(Boolean),
    datetime: params.get('datetime') ?? null,
    from: params.get('from') ?? null,
    until: params.get('until') ?? null,
  };
}

/** Everything behind an address up to the comma, or the next address where the comma was forgotten. */
function readParams(text: string, start: number): { params: Map<string, string>; end: number } {
  const params = new Map<string, string>();
  let at = start;
  while (at < text.length && text[at] !== ',' && text[at] !== '<') {
    if (text[at] !== ';') {
      at += 1;
      continue;
    }
    const name = wordAt(text, at + 1);
    const value = text[name.end] === '=' ? valueAt(text, name.end + 1) : { word: '', end: name.end };
    const key = name.word.trim().toLowerCase();
    // Of two the first counts (RFC 8288 §3.3).
    if (!params.has(key)) params.set(key, value.word);
    at = value.end;
  }
  return { params, end: at };
}

function valueAt(text: string, start: number): { word: string; end: number } {
  let at = start;
  while (/\s/u.test(text[at] ?? '')) at += 1;
  if (text[at] !== '"') return wordAt(text, at);
  const close = text.indexOf('"', at + 1);
  const end = close === -1 ? text.length : close;
  return { word: text.slice(at + 1, end), end: end + 1 };
}

function wordAt(text: string, start: number): { word: string; end: number } {
  const ends = /[;,=<"]/gu;
  ends.lastIndex = start;
  const end = ends.exec(text)?.index ?? text.length;
  return { word: text.slice(start, end).trim(), end };
}
