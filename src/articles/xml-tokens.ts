import { endOfName, endOfTag } from '../html/tag-source.ts';

/** Hears the tokens of an XML text in order. Offsets are UTF-16 units. Names keep their prefix. */
export interface XmlSink {
  /** `attributes` to `end` is the source of the attributes, `>` included. */
  startTag(name: string, start: number, attributes: number, end: number): void;
  /** Also told for `<a/>`, with `start` and `end` at the tag's end. */
  endTag(name: string, start: number, end: number): void;
  text(start: number, end: number): void;
  cdata(start: number, end: number): void;
}

/** What is wrong with an XML text, and where. */
export interface XmlFault {
  readonly at: number;
  readonly what: string;
}

/**
 * Cuts an XML text into tokens, in one pass and in time linear in its length. Document types are refused, so no entity
 * can be declared and nothing grows. What was heard before a fault stays heard.
 */
export function readXml(text: string, sink: XmlSink): XmlFault | null {
  const open: string[] = [];
  let rooted = false;
  let at = 0;
  while (at < text.length) {
    const tag = text.indexOf('<', at);
    const textEnd = tag === -1 ? text.length : tag;
    if (textEnd > at) {
      if (open.length > 0) sink.text(at, textEnd);
      else if (text.slice(at, textEnd).trim() !== '')
        return { at, what: 'words stand outside the root element' };
    }
    if (tag === -1) break;
    const next = text[tag + 1];
    if (next === '?') {
      const end = text.indexOf('?>', tag);
      if (end === -1) return { at: tag, what: 'a processing instruction never ends' };
      at = end + 2;
    } else if (next === '!') {
      const skipped = readDeclaration(text, tag, sink);
      if (typeof skipped !== 'number') return skipped;
      at = skipped;
    } else if (next === '/') {
      const end = text.indexOf('>', tag);
      const name = text.slice(tag + 2, end).trim();
      const expected = open.pop();
      if (end === -1) return { at: tag, what: 'a tag never ends' };
      if (name !== expected)
        return {
          at: tag,
          what: `</${excerpt(name)}> ends ${expected === undefined ? 'nothing' : `<${excerpt(expected)}>`}`,
        };
      sink.endTag(name, tag, end + 1);
      at = end + 1;
    } else {
      const nameEnd = endOfName(text, tag + 1);
      const end = endOfTag(text, nameEnd);
      const name = text.slice(tag + 1, nameEnd);
      if (end === -1) return { at: tag, what: 'a tag never ends' };
      if (!/^[\p{L}_:]/u.test(name)) return { at: tag, what: '"<" begins no tag' };
      if (open.length === 0 && rooted) return { at: tag, what: 'a second root element begins' };
      if (open.length >= deepest) return { at: tag, what: `elements are nested more than ${deepest} deep` };
      rooted = true;
      sink.startTag(name, tag, nameEnd, end);
      if (text[end - 2] === '/') sink.endTag(name, end, end);
      else open.push(name);
      at = end;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) return { at: text.length, what: `it breaks off inside <${excerpt(unclosed)}>` };
  return rooted ? null : { at: 0, what: 'there is no element in it' };
}

const deepest = 10_000;

function readDeclaration(text: string, tag: number, sink: XmlSink): number | XmlFault {
  if (text.startsWith('<!--', tag)) {
    const end = text.indexOf('-->', tag + 4);
    return end === -1 ? { at: tag, what: 'a comment never ends' } : end + 3;
  }
  if (text.startsWith('<![CDATA[', tag)) {
    const end = text.indexOf(']]>', tag + 9);
    if (end === -1) return { at: tag, what: 'a CDATA section never ends' };
    sink.cdata(tag + 9, end);
    return end + 3;
  }
  return { at: tag, what: 'it has a document type (DOCTYPE), which is not read for safety: take it out' };
}

function excerpt(name: string): string {
  return name.slice(0, 40);
}
