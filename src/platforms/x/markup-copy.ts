import { decodeReferences } from '../../html/character-references.ts';
import { directionOf } from '../../model/direction.ts';
import type { MarkupElement, MarkupReading } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { parseDataAttrs } from '../data-attrs.ts';
import { readTime } from './text-time.ts';

/**
 * Substack's element, `div.tweet[data-attrs]`: a whole copy of the post as JSON, `full_text username name date …`,
 * beside its address.
 */
export function readCopy(element: MarkupElement, match: (href: string) => Ref | null): MarkupReading | null {
  const copy = readCopied(parseDataAttrs(element));
  const ref = copy === null ? null : match(copy.url);
  if (copy === null || ref === null) return null;
  const { full_text, username, name, date } = copy;
  // X's interface gives texts with `&amp;`, `&lt;` and `&gt;`
  const text = decodeReferences(full_text);
  const quoted = {
    name: name ?? null,
    handle: username ?? null,
    date: readTime(date ?? '')?.slice(0, 10) ?? null,
    text,
    lang: null,
    dir: directionOf(text),
    links: text.match(/https?:\/\/\S+/gu) ?? [],
  };
  return { ref, quoted };
}

interface Copied {
  readonly url: string;
  readonly full_text: string;
  readonly username?: string | null;
  readonly name?: string | null;
  readonly date?: string | null;
}

/** By hand, as it is read in site builds, which a library for schemas would hold up. */
function readCopied(given: unknown): Copied | null {
  if (typeof given !== 'object' || given === null) return null;
  const { url, full_text, username, name, date } = given as Readonly<Record<string, unknown>>;
  const isWell =
    typeof url === 'string' && typeof full_text === 'string' && [username, name, date].every(isTextOrNothing);
  return isWell ? (given as Copied) : null;
}

function isTextOrNothing(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}
