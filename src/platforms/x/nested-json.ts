import { readJsonText } from '../json-answer.ts';

/** JSON that stands in a string of other JSON; null where it is none. */
export function readNestedJson(text: string): unknown {
  const body = readJsonText(text);
  return body.kind === 'json' ? body.value : null;
}
