import { createRequire } from 'node:module';

/** Text of a page with its character references decoded as in element content: `&amp;`, `&#8212;`, `&mdash`. */
export function decodeReferences(source: string): string {
  if (!decodable.test(source)) return source;
  const common = decodeCommon(source, false);
  if (common !== null) return common;
  // In a title no tag is seen, so that any text comes out as text.
  const [title] = parse5().parseFragment(`<title>${source}`).childNodes;
  const [text] = title !== undefined && 'childNodes' in title ? title.childNodes : [];
  return text !== undefined && 'value' in text ? text.value : '';
}

/** As `decodeReferences`, but as in attribute values, where `&copy=1` stays as it is. */
export function decodeAttributeReferences(source: string): string {
  if (!decodable.test(source)) return source;
  const common = decodeCommon(source, true);
  if (common !== null) return common;
  const [element] = parse5().parseFragment(`<i a="${source.replaceAll('"', '&quot;')}">`).childNodes;
  return element !== undefined && 'attrs' in element ? (element.attrs[0]?.value ?? '') : '';
}

/** Loaded when it is first needed: it knows all names of references, and hardly any page has one of the rare ones. */
function parse5(): typeof import('parse5') {
  loaded ??= createRequire(import.meta.url)('parse5') as typeof import('parse5');
  return loaded;
}

let loaded: typeof import('parse5') | null = null;

/** What makes the text differ from its source: references, and characters HTML reads as others. */
const decodable = /[&\r\0]/u;

/** The same where all its references are of the few kinds that nearly all texts have; null for others. */
function decodeCommon(raw: string, isAttribute: boolean): string | null {
  if (raw.includes('\0')) return null;
  const source = raw.includes('\r') ? raw.replace(/\r\n?/gu, '\n') : raw;
  let text = '';
  let at = 0;
  for (let start = source.indexOf('&'); start !== -1; start = source.indexOf('&', at)) {
    reference.lastIndex = start;
    const [whole = '', decimal, hex, name, end] = reference.exec(source) ?? [];
    const character =
      name === undefined
        ? characterOf(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal), whole)
        : end === ';'
          ? named.get(name)
          : isAttribute && end === '='
            ? whole
            : undefined;
    if (character === undefined) return null;
    text += source.slice(at, start) + character;
    at = start + whole.length;
  }
  return text + source.slice(at);
}

/** A number, a name and what follows it, or an `&` that is none of either. */
const reference =
  /&(?:#(?:(\d{1,7})|[xX]([\da-fA-F]{1,6}));|([a-zA-Z][a-zA-Z\d]{0,31})(.?)|(?![#a-zA-Z\d]))/suy;

/** What a number stands for, an `&` alone for itself; none of those that HTML reads as others, or as a mistake. */
function characterOf(code: number, whole: string): string | undefined {
  if (whole === '&') return whole;
  const isPlain = code === 0x0a || (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xd800);
  return isPlain || (code >= 0xe000 && code <= 0x10ffff) ? String.fromCodePoint(code) : undefined;
}

const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    mdash: '\u2014',
    ndash: '\u2013',
    hellip: '\u2026',
    lsquo: '\u2018',
    rsquo: '\u2019',
    ldquo: '\u201c',
    rdquo: '\u201d',
    laquo: '\u00ab',
    raquo: '\u00bb',
    rarr: '\u2192',
    middot: '\u00b7',
    Eacute: 'É',
    aacute: 'á',
    agrave: 'à',
    auml: 'ä',
    ccedil: 'ç',
    eacute: 'é',
    ecirc: 'ê',
    egrave: 'è',
    iacute: 'í',
    ntilde: 'ñ',
    oacute: 'ó',
    ocirc: 'ô',
    ouml: 'ö',
    szlig: 'ß',
    uacute: 'ú',
    uuml: 'ü',
  }),
);

/**
 * Undoes references an extractor left in plain words: only those that are closed, as `AT&T` and `?a=1&copy=2` stay; what
 * was escaped twice is undone twice.
 */
export function decodeLeftReferences(text: string): string {
  return withoutClosed(withoutClosed(text));
}

function withoutClosed(text: string): string {
  return text.replace(/&(?:amp|#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/giu, (reference) =>
    reference === '&amp;' ? '&' : decodeReferences(reference),
  );
}
