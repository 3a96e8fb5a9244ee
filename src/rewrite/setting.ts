import { type SourceKind, sourceKindOf } from '../detect/source-kind.ts';
import type { Article, Escaping } from '../model/article.ts';
import type { PlacedForm } from './fallback.ts';

/**
 * How marks are written: as comments of HTML, as comments of expressions (`braces`), which is all that MDX takes, or as
 * `lines` of plain text.
 */
export type MarkSyntax = 'comments' | 'braces' | 'lines';

export function markSyntaxOf({ format, name }: Pick<Article, 'format' | 'name'>): MarkSyntax {
  if (format === 'text') return 'lines';
  return format === 'markdown' && sourceKindOf(name) === 'mdx' ? 'braces' : 'comments';
}

/** What a fallback is made into where it stands. */
export interface Setting {
  readonly form: PlacedForm;
  readonly marks: MarkSyntax;
  /** How the words of the file around it are written. */
  readonly language: 'html' | 'markdown' | 'jsx' | 'xhtml' | 'text';
  /** How the article stands in its container; null for one that is a file of its own. */
  readonly escaping: Escaping | null;
}

/**
 * Feeds and components get the form that brings no style sheet along: feed readers and WordPress drop it or show it as
 * words, and compilers of components make one that is a page's their own.
 */
export function settingOf(article: Article, escaping: Escaping | null, isAmp: boolean): Setting {
  const { format, name } = article;
  const marks = markSyntaxOf(article);
  if (format === 'text') return { form: 'text', marks, language: 'text', escaping };
  if (format === 'markdown')
    return { form: 'html', marks, language: marks === 'braces' ? 'jsx' : 'markdown', escaping };
  const language = escaping === 'markup' ? 'xhtml' : 'html';
  const isStyleless = article.content !== undefined || ownStyles.has(sourceKindOf(name));
  return { form: isStyleless ? 'email' : isAmp ? 'amp' : 'html', marks, language, escaping };
}

const ownStyles: ReadonlySet<SourceKind | null> = new Set<SourceKind>(['astro', 'svelte', 'vue']);
