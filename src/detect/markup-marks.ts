import { bitsByName, outlineBitCount } from '../html/outline-names.ts';
import { createOutliner, type OutlinePage } from '../html/page-outline.ts';
import type { MarkupRule, PlatformInArticles } from '../model/platform.ts';

/** What detection has to know of an element's name, as bits above those of the outline. */
export const markBits = {
  /** Some rule takes any element of that name. */
  any: 1 << outlineBitCount,
  /** Rules take elements of that name by a class; a script, of which every page has many, by its hint. */
  told: 2 << outlineBitCount,
  link: 4 << outlineBitCount,
  button: 8 << outlineBitCount,
  form: 16 << outlineBitCount,
  table: 32 << outlineBitCount,
  /** No end tag of a button reaches past it. */
  wall: 64 << outlineBitCount,
} as const;

/** What an element may be, told from bytes and names alone. */
export interface MarkupMarks {
  /** The outline of a page, with `markBits`. */
  readonly outlinePage: OutlinePage;
  /** Hints of the rules for any element of that name, in lower case. */
  hintsFor(name: string): readonly string[];
}

export function createMarkupMarks(platforms: readonly PlatformInArticles[]): MarkupMarks {
  const rules = platforms.flatMap(({ markup }) => markup);
  const bits = new Map(bitsByName);
  const add = (name: string, bit: number) => bits.set(name, (bits.get(name) ?? 0) | bit);
  for (const { element, classes } of rules)
    add(element, classes.length === 0 && element !== 'script' ? markBits.any : markBits.told);
  add('a', markBits.link);
  for (const name of ['button', 'form', 'table'] as const) add(name, markBits[name]);
  for (const name of 'applet caption marquee noscript object table td th'.split(' '))
    add(name, markBits.wall);
  return {
    outlinePage: createOutliner(bits),
    hintsFor: (name) => hintsOf(rules, name),
  };
}

function hintsOf(rules: readonly MarkupRule[], name: string): readonly string[] {
  const fitting = rules.filter(({ element }) => element === name);
  return [...new Set(fitting.map(({ hint }) => hint.toLowerCase()))];
}
