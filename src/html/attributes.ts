import { parseFragment } from 'parse5';

/** The attributes of one start tag: names lower case, references decoded, the first of duplicates. */
export type Attributes = ReadonlyMap<string, string>;

/** Reads a start tag's source from the end of its name to past its `>`. */
export function readAttributes(source: string): Attributes {
  const [element] = parseFragment(`<i ${source}`).childNodes;
  if (element === undefined || !('attrs' in element)) return none;
  return new Map(element.attrs.map(({ name, value }) => [name, value]));
}

/** The words of a `class` attribute. */
export function classesOf(attributes: Attributes): readonly string[] {
  return attributes.get('class')?.match(/[^\t\n\f\r ]+/gu) ?? [];
}

const none: Attributes = new Map();
