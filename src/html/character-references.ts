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
