/** Finished markup. Only `html` and `rawHtml` make it, so a string of a stranger can't pass for one. */
export class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  toString(): string {
    return this.source;
  }
}

/** What may stand in a hole of `html`: text is escaped, `Html` is not, lists are joined, null is nothing. */
export type HtmlPart = Html | string | number | null | readonly HtmlPart[];

/**
 * A template of markup whose holes are escaped for text and for quoted attribute values alike:
 * `html\`<a href="${url}">${name}</a>\``. Never put a hole into an unquoted attribute, a tag's name or a script.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  let source = strings[0] ?? '';
  for (let at = 0; at < parts.length; at += 1)
    source += writePart(parts[at] ?? null) + (strings[at + 1] ?? '');
  return new Html(source);
}

/** Markup that stands in our own source, as it is. Never for anything that was read. */
export function rawHtml(constant: string): Html {
  return new Html(constant);
}

/**
 * Text for element content or a quoted attribute. Besides HTML's own characters it writes `{ } [ ]`, the
 * backquote and `$` as numeric references, so that template engines, shortcodes and server-side includes that run
 * over the page see nothing of theirs; NUL and lone surrogates, which HTML can't hold, become U+FFFD.
 */
export function escapeText(text: string): string {
  return isPlain(text) ? text : text.toWellFormed().replace(special, (char) => references[char] ?? '');
}

/** Lines of a text, escaped, with `br` between them. */
export function htmlLines(text: string): Html {
  const source = escapeText(text);
  return new Html(source.includes('\n') ? source.replaceAll('\n', '<br>') : source);
}

/**
 * The URL in its normal form if it is absolute and `http` or `https`, else null. Read as browsers read it (URL standard):
 * tabs and line ends inside are dropped before the scheme is judged. Hand it decoded values only.
 */
export function safeUrl(url: string): string | null {
  if (isNormal.test(url)) return url;
  const parsed = URL.parse(url);
  if (parsed === null || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return null;
  return parsed.href;
}

/**
 * Most addresses of posts, pages and tags, which parsing would change nothing of: a host of plain labels whose last has
 * letters only, so that it is no number of IPv4, and a path in which no dot could lead upwards.
 */
const isNormal = /^https:\/\/(?:[a-z0-9]+\.)+[a-z]+\/[\w/-]*(?:\?[\w=&.-]*)?$/;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\0': '\ufffd',
  ...Object.fromEntries([..."'`{}[]$\r"].map((char) => [char, `&#${char.charCodeAt(0)};`])),
};

/** Carriage returns would come back as line feeds; `%` and `=` after `<` are harmless once `<` is gone. */
const special = /[&<>"'`{}[\]$\r\0]/g;
const anySpecial = /[&<>"'`{}[\]$\r\0]/;

/** Most texts are short and have none of these: they are seen through before a pattern has begun. */
function isPlain(text: string): boolean {
  if (text.length > 40) return !anySpecial.test(text) && text.isWellFormed();
  for (let at = 0; at < text.length; at += 1) if (isSpecial(text.charCodeAt(at))) return false;
  return true;
}

const specialCodes = Uint8Array.from({ length: 128 }, (_, code) =>
  String.fromCharCode(code) in references ? 1 : 0,
);

/** Also half of a surrogate pair: it may be alone. */
function isSpecial(code: number): boolean {
  return code < 128 ? specialCodes[code] === 1 : code >= 0xd800 && code <= 0xdfff;
}

function writePart(part: HtmlPart): string {
  if (part === null) return '';
  if (part instanceof Html) return part.source;
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  let source = '';
  for (const each of part) source += writePart(each);
  return source;
}
