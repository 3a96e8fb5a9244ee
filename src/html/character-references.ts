import { parseFragment } from 'parse5';

/** Text of a page with its character references decoded as in element content: `&amp;`, `&#8212;`, `&mdash`. */
export function decodeReferences(source: string): string {
  if (!decodable.test(source)) return source;
  // In a title no tag is seen, so that any text comes out as text.
  const [title] = parseFragment(`<title>${source}`).childNodes;
  const [text] = title !== undefined && 'childNodes' in title ? title.childNodes : [];
  return text !== undefined && 'value' in text ? text.value : '';
}

/** As `decodeReferences`, but as in attribute values, where `&copy=1` stays as it is. */
export function decodeAttributeReferences(source: string): string {
  if (!decodable.test(source)) return source;
  const [element] = parseFragment(`<i a="${source.replaceAll('"', '&quot;')}">`).childNodes;
  return element !== undefined && 'attrs' in element ? (element.attrs[0]?.value ?? '') : '';
}

/** What makes the text differ from its source: references, and characters HTML reads as others. */
const decodable = /[&\r\0]/u;

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
