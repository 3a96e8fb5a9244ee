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
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return isPlain.test(whole) ? whole : whole.replace(special, (char) => references[char] ?? '');
}

/**
 * The URL in its normal form if it is absolute and `http` or `https`, else null. Read as browsers read it (URL standard):
 * tabs and line ends inside are dropped before the scheme is judged. Hand it decoded values only.
 */
export function safeUrl(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return null;
  return parsed.href;
}

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
const isPlain = /^[^&<>"'`{}[\]$\r\0]*$/;

function writePart(part: HtmlPart): string {
  if (part === null) return '';
  if (part instanceof Html) return part.source;
  if (typeof part === 'string') return escapeText(part);
  return typeof part === 'number' ? String(part) : part.map(writePart).join('');
}
