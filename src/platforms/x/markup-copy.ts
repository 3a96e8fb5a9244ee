import { z } from 'zod';
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
  const copy = schema.safeParse(parseDataAttrs(element));
  const ref = copy.success ? match(copy.data.url) : null;
  if (!copy.success || ref === null) return null;
  const { full_text, username, name, date } = copy.data;
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

const schema = z.object({
  url: z.string(),
  full_text: z.string(),
  username: z.string().nullish(),
  name: z.string().nullish(),
  date: z.string().nullish(),
});
