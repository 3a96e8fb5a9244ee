import { decodeAttributeReferences } from './character-references.ts';
import { endOfTag } from './tag-source.ts';

/** The attributes of one start tag: names lower case, references decoded, the first of duplicates. */
export type Attributes = ReadonlyMap<string, string>;

/** Reads a start tag's source from the end of its name to past its `>`. */
export function readAttributes(source: string): Attributes {
  const attributes = new Map<string, string>();
  endOfTag(source, 0, (nameStart, nameEnd, valueStart, valueEnd) => {
    const name = source.slice(nameStart, nameEnd).toLowerCase();
    if (attributes.has(name)) return;
    attributes.set(
      name,
      valueStart === -1 ? '' : decodeAttributeReferences(source.slice(valueStart, valueEnd)),
    );
  });
  return attributes;
}

/** The words of a `class` attribute. */
export function classesOf(attributes: Attributes): readonly string[] {
  return attributes.get('class')?.match(/[^\t\n\f\r ]+/gu) ?? [];
}
