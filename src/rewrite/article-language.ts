import { endOfFrontMatter } from '../detect/front-matter.ts';
import { readAttributes } from '../html/attributes.ts';
import { createOpenElements } from '../html/open-elements.ts';
import { tokenize } from '../html/tokenizer.ts';
import type { Article } from '../model/article.ts';
import { languageFields, readLocale } from '../model/language-tag.ts';
import type { Range } from '../model/ranges.ts';

/** The language, BCP 47, that an article declares for the place at a UTF-16 index; null where it declares none. */
export type TellLanguage = (index: number) => string | null;

/**
 * Of HTML it is the nearest `lang` of the elements around the place, else what front matter, its feed or a `meta` says;
 * of Markdown what front matter or its feed says. `replaced`, in order, are the places it is asked for: what they say of
 * their own words doesn't count.
 */
export function createLanguageTeller(
  article: Pick<Article, 'format' | 'lang'>,
  text: string,
  replaced: readonly Range[],
): TellLanguage {
  const { format } = article;
  const told = readLocale(article.lang);
  if (format !== 'html' && format !== 'markdown') return () => told;
  const elsewhere = languageInFrontMatter(text) ?? told;
  if (format === 'markdown') return () => elsewhere;
  const declared = declarationsIn(text, replaced);
  const root = declared.length === 0 ? null : rootTag.exec(text);
  const rootEnd = root === null ? 0 : root.index + root[0].length;
  if (declared.every((at) => at < rootEnd)) {
    const ofRoot = root === null ? null : languageInTag(root[0].slice('<html'.length));
    const everywhere = ofRoot ?? elsewhere ?? languageInMeta(text);
    return () => everywhere;
  }
  const known = languagesAround(text, replaced);
  return (index) => known.get(index) ?? elsewhere ?? languageInMeta(text);
}

const rootTag = /<html\s[^>]*>/iu;

/** Where a `lang` stands before the last place that is replaced, and in none of them. */
function declarationsIn(text: string, replaced: readonly Range[]): readonly number[] {
  const end = replaced.at(-1)?.start ?? 0;
  const found: number[] = [];
  for (const { index } of text.slice(0, end).matchAll(/[\s:]lang\s*=/giu))
    if (!replaced.some((range) => range.start <= index && index < range.end)) found.push(index);
  return found;
}

/** By where each place begins. */
function languagesAround(text: string, places: readonly Range[]): ReadonlyMap<number, string | null> {
  const found = new Map<number, string | null>();
  const around: (string | null)[] = [];
  let ofPage: string | null = null;
  const starts = places.map(({ start }) => start);
  const source = text.slice(0, starts.at(-1) ?? 0);
  const elements = createOpenElements(source, () => around.pop());
  let next = 0;
  const reach = (end: number) => {
    for (let start = starts[next]; start !== undefined && start < end; start = starts[next]) {
      found.set(start, around.findLast((lang) => lang !== null) ?? ofPage);
      next += 1;
    }
  };
  tokenize(source, {
    text: (_start, end) => reach(end),
    startTag(tag) {
      reach(tag.end);
      const lang = languageInTag(source.slice(tag.attributes, tag.end));
      // these two are open to the end, wherever they stand
      if (tag.name === 'html' || tag.name === 'body') ofPage = lang ?? ofPage;
      const { kind, stays } = elements.open(tag);
      if (stays) around.push(lang);
      return kind === 'html';
    },
    endTag(name, start, end) {
      reach(end);
      elements.close(name, start, end);
    },
    comment: (_start, end) => reach(end),
    rawText: (_name, _start, end) => reach(end),
    inForeign: () => elements.inForeign(),
  });
  reach(Number.POSITIVE_INFINITY);
  return found;
}

/** Of a start tag from the end of its name. */
function languageInTag(source: string): string | null {
  if (!/lang/iu.test(source)) return null;
  const attributes = readAttributes(source);
  return readLocale(attributes.get('lang')) ?? readLocale(attributes.get('xml:lang'));
}

/** Of YAML, TOML or JSON; a template or a value made elsewhere is none. */
function languageInFrontMatter(text: string): string | null {
  if (!/^(?:---|\+\+\+|\{)/u.test(text)) return null;
  const matter = text.slice(0, endOfFrontMatter(text));
  for (const key of languageFields) {
    const line =
      new RegExp(`^(?:${key}|[ \\t]*"${key}")[ \\t]*[:=][ \\t]*(.*)$`, 'mu').exec(matter)?.[1] ?? '';
    const found = readLocale(/^(["']?)([\w-]+)\1[ \t]*(?:,|#.*|\r)?$/u.exec(line)?.[2]);
    if (found !== null) return found;
  }
  return null;
}

/** Pages without a `lang` may tell it those that only read their head. */
function languageInMeta(text: string): string | null {
  const tags = [...text.slice(0, headLength).matchAll(/<meta(\s[^>]*>)/giu)].map(([, source = '']) =>
    /content-language|og:locale/iu.test(source) ? readAttributes(source) : null,
  );
  const says = (name: string, value: string) =>
    tags.find((tag) => tag?.get(name)?.toLowerCase() === value)?.get('content');
  return readLocale(says('http-equiv', 'content-language')) ?? readLocale(says('property', 'og:locale'));
}

/** UTF-16 units. */
const headLength = 50_000;
