/** Elements whose content is text without tags (scripting off, so `noscript` is none of them). */
export function isRawText(name: string): boolean {
  return rawNames.has(name);
}

/** Where the raw text of such an element ends: at its end tag, or at the end of the page. */
export function endOfRawText(text: string, name: string, from: number): number {
  if (name === 'plaintext') return text.length;
  if (name === 'script') return endOfScript(text, from);
  let at = text.indexOf('</', from);
  while (at !== -1) {
    if (isEndTag(text, name, at)) return at;
    at = text.indexOf('</', at + 2);
  }
  return text.length;
}

/** Instant Articles put markup into frames without an address; browsers show nothing of it, their reader does. */
export function frameHoldsMarkup(attributes: string): boolean {
  return !/\bsrc(?:doc)?\s*=/iu.test(attributes);
}

const rawNames: ReadonlySet<string> = new Set([
  'script',
  'style',
  'textarea',
  'title',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'plaintext',
]);

function isEndTag(text: string, name: string, at: number): boolean {
  const end = at + 2 + name.length;
  return text.slice(at + 2, end).toLowerCase() === name && endsName.test(text.charAt(end));
}

const endsName = /^[\t\n\f\r />]$/u;

/**
 * The standard's "script data double escaped state": after `<!--` and then `<script`, a `</script>` does not end
 * the script but the inner one, until `-->`.
 */
function endOfScript(text: string, from: number): number {
  const marks = /<!--|-->|<\/?script(?=[\t\n\f\r />])/giu;
  marks.lastIndex = from;
  let state: 'plain' | 'escaped' | 'double' = 'plain';
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const kind = mark[0].toLowerCase();
    if (kind === '-->') state = 'plain';
    else if (kind === '<!--') {
      if (state === 'plain') state = 'escaped';
      // its two dashes may be those of `-->`
      marks.lastIndex = mark.index + 2;
    } else if (kind === '<script') {
      if (state === 'escaped') state = 'double';
    } else if (state === 'double') state = 'escaped';
    else return mark.index;
  }
  return text.length;
}
