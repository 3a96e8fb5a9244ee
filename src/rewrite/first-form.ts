import { detect } from '../detect/detect.ts';
import type { Article } from '../model/article.ts';
import { sha256 } from '../model/canonical.ts';
import type { ByteRange, Embed } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { spliced } from './edits.ts';
import { decoded, mayHoldMarks, type PlacedMark, placedMarks } from './places.ts';
import type { FindOriginal } from './restore.ts';

/** An article and what is embedded in it. */
export interface FirstForm {
  readonly article: Article;
  readonly embeds: readonly Embed[];
}

export interface FirstFormTools {
  readonly platforms: readonly PlatformInArticles[];
  readonly findOriginal: FindOriginal;
  /** Is the fallback of that post to be written anew? Another one stays. */
  readonly isRenewed: (name: string) => Promise<boolean>;
}

/**
 * An article, or all articles of a feed in order, as before fallbacks were put in, so that they are put in as they were
 * the first time: beside a card, links, quotes and braces are read otherwise than beside an embed, and a second run would
 * find more than the first. A fallback stays where its original is kept elsewhere, or would not be found again; a post without
 * an id keeps the name of its mark, as its own may depend on what the article was called.
 */
export async function firstForm(
  articles: readonly Article[],
  tools: FirstFormTools,
): Promise<readonly FirstForm[]> {
  const marks = articles.flatMap((article) =>
    mayHoldMarks(article.bytes) ? placedMarks(article, decoded(article)).marks : [],
  );
  let originals = await originalsOf(marks, tools);
  while (originals.length > 0) {
    const forms = formsOf(articlesWith(articles, originals), tools);
    const lost = lostOf(originals, forms);
    if (forms.length === articles.length && lost.size === 0) return withMarkedNames(forms, originals);
    originals = forms.length === articles.length ? originals.filter((original) => !lost.has(original)) : [];
  }
  return formsOf(articles, tools);
}

/** What stood first where a mark stands now. */
interface Original extends ByteRange {
  readonly kind: PlacedMark['kind'];
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** In order. */
async function originalsOf(
  marks: readonly PlacedMark[],
  { findOriginal, isRenewed }: FirstFormTools,
): Promise<Original[]> {
  const originals: Original[] = [];
  for (const { kind, name, start, end, original, isAtHome } of marks) {
    if (!isAtHome || (kind === 'post' && !(await isRenewed(name)))) continue;
    const bytes = await findOriginal(original);
    if (bytes !== null && sha256(bytes) === original) originals.push({ kind, name, start, end, bytes });
  }
  return originals.toSorted((a, b) => a.start - b.start);
}

/** Those whose embed isn't found where it stands again. */
function lostOf(originals: readonly Original[], forms: readonly FirstForm[]): ReadonlySet<Original> {
  const embeds = forms.flatMap((form) => form.embeds);
  const lost = putBack(originals).filter(
    ({ original, ...range }) => original.kind === 'post' && !embeds.some((embed) => isIn(embed, range)),
  );
  return new Set(lost.map(({ original }) => original));
}

function withMarkedNames(forms: readonly FirstForm[], originals: readonly Original[]): readonly FirstForm[] {
  const posts = putBack(originals).filter(({ original }) => original.kind === 'post');
  const nameOf = (embed: Embed) =>
    embed.ref === null ? posts.find((range) => isIn(embed, range))?.original.name : undefined;
  return forms.map((form) => ({
    ...form,
    embeds: form.embeds.map((embed) => ({ ...embed, name: nameOf(embed) ?? embed.name })),
  }));
}

/** Where each stands in the article that has them all. */
function putBack(originals: readonly Original[]): readonly (ByteRange & { readonly original: Original })[] {
  let shift = 0;
  return originals.map((original) => {
    const start = original.start + shift;
    const end = start + original.bytes.length;
    shift = end - original.end;
    return { original, start, end };
  });
}

function isIn(inner: ByteRange, outer: ByteRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function formsOf(articles: readonly Article[], { platforms }: FirstFormTools): readonly FirstForm[] {
  return articles.map((article) => ({ article, embeds: detect(article, platforms).embeds }));
}

/** None where a feed could not be read any more. */
function articlesWith(articles: readonly Article[], originals: readonly Original[]): readonly Article[] {
  const [first] = articles;
  if (first === undefined) return [];
  const bytes = spliced(first.bytes, originals);
  return first.container === undefined ? [{ ...first, bytes }] : (first.container.reread?.(bytes) ?? []);
}
