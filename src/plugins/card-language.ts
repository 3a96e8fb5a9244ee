import type { ArticleFormat } from '../model/article.ts';
import type { FallbackCards, FallbackEntry } from '../model/fallbacks.ts';
import { languageFields, readLocale, writtenLanguage } from '../model/language-tag.ts';
import type { Range } from '../model/ranges.ts';
import { createLanguageTeller } from '../rewrite/article-language.ts';

/** A post's entry with its cards in a page's language, where `export fallbacks` was asked for that; else as it is. */
export function entryIn(entry: FallbackEntry, lang: string | null | undefined): FallbackEntry {
  if (entry.languages === undefined || typeof lang !== 'string') return entry;
  const tag = readLocale(lang);
  const key = tag === null ? '' : writtenLanguage(tag);
  const cards = Object.hasOwn(entry.languages, key) ? entry.languages[key] : undefined;
  if (typeof cards?.html !== 'string') return entry;
  // the same object each time: trees are made once for each
  const made = entries.get(cards) ?? { ...entry, ...cards };
  entries.set(cards, made);
  return made;
}

const entries = new WeakMap<FallbackCards, FallbackEntry>();

/** What front matter of a file says, where a plugin or Astro has read it: vfile-matter, remark-frontmatter's kin. */
export function languageOfFile({ data }: { readonly data?: unknown }): string | null {
  const { matter, frontmatter, astro } = recordOf(data);
  for (const read of [matter, frontmatter, recordOf(astro)['frontmatter']].map(recordOf))
    for (const key of languageFields) {
      const said = read[key];
      if (typeof said === 'string') return said;
    }
  return null;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

interface Placed extends Range {
  readonly card: { readonly name: string; readonly entry: FallbackEntry } | null;
}

/** Each card in the language that its page declares there, else in the one that the tool knows of the page. */
export function inLanguageOf<Edit extends Placed>(
  edits: readonly Edit[],
  text: string,
  page: { readonly format: ArticleFormat; readonly lang: string | null },
): readonly Edit[] {
  if (!edits.some(({ card }) => card?.entry.languages !== undefined)) return edits;
  const { format, lang } = page;
  const languageAt = createLanguageTeller({ format, ...(lang === null ? {} : { lang }) }, text, edits);
  return edits.map((edit) => {
    const { card, start } = edit;
    return card === null
      ? edit
      : { ...edit, card: { ...card, entry: entryIn(card.entry, languageAt(start)) } };
  });
}
