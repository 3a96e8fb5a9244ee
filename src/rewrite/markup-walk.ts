import { decodeAttributeReferences, decodeReferences } from '../html/character-references.ts';
import { factsOf } from '../html/element-names.ts';
import { endOfTag } from '../html/tag-source.ts';
import { tokenize } from '../html/tokenizer.ts';

/** How the parts of a piece of HTML are written in another language. */
export interface MarkupWriter {
  /** `attributes` as written, references decoded; null for one without a value. */
  startTag(name: string, attributes: readonly Attribute[], isEmpty: boolean): string;
  endTag(name: string): string;
  /** References decoded. */
  text(text: string): string;
  style(css: string): string;
}

export type Attribute = readonly [name: string, value: string | null];

/** HTML of our own, whose every element is closed, written anew. */
export function writeAnew(source: string, writer: MarkupWriter): string {
  let out = '';
  let foreign = 0;
  tokenize(source, {
    text: (start, end) => {
      out += writer.text(decodeReferences(source.slice(start, end)));
    },
    startTag: ({ name, start, attributes, end }) => {
      const isEmpty = source[end - 2] === '/' || factsOf(name).isVoid;
      if (name === 'svg' && !isEmpty) foreign += 1;
      // as written: names in SVG have capitals
      out += writer.startTag(
        source.slice(start + 1, attributes),
        readAttributes(source.slice(attributes, end)),
        isEmpty,
      );
      return foreign === 0;
    },
    endTag: (name) => {
      if (name === 'svg') foreign -= 1;
      out += writer.endTag(name);
    },
    comment: () => {},
    rawText: (name, start, end) => {
      const text = source.slice(start, end);
      out += name === 'style' ? writer.style(text) : writer.text(decodeReferences(text));
    },
    inForeign: () => foreign > 0,
  });
  return out;
}

function readAttributes(source: string): Attribute[] {
  const attributes: Attribute[] = [];
  endOfTag(source, 0, (nameStart, nameEnd, valueStart, valueEnd) => {
    const value = valueStart === -1 ? null : decodeAttributeReferences(source.slice(valueStart, valueEnd));
    const name = source.slice(nameStart, nameEnd);
    attributes.push([name, value]);
  });
  return attributes;
}
