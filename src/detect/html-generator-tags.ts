import type { PlatformInArticles } from '../model/platform.ts';
import { endOfFrontMatter } from './front-matter.ts';
import { components } from './markdown-components.ts';
import { blank } from './markdown-mask.ts';
import { templateTags } from './markdown-shortcodes.ts';
import { type SourceKind, sourceKindOf } from './source-kind.ts';
import type { Found } from './text-embeds.ts';

/** A source of HTML as its own generator reads it. */
export interface GeneratorTags {
  /** Letters where the tags stand, so that a reader of HTML takes each for a word. Same length. */
  readonly text: string;
  /** In order, none overlapping. */
  readonly tags: readonly Found[];
}

/**
 * The embeds that a site's generator makes of its own tags: shortcodes of Hugo and tags of Liquid, Nunjucks, Twig and
 * Handlebars in their templates and in pages with front matter; components of Astro, Svelte and Vue. None in front matter,
 * comments, code and what is marked as raw. Whether a place is one that is seen is the reader's of HTML to tell.
 */
export function generatorTags(
  name: string,
  text: string,
  platforms: readonly PlatformInArticles[],
): GeneratorTags {
  const kind = sourceKindOf(name);
  const matter = endOfFrontMatter(text);
  const isTemplate = kind === 'curly' || (kind === null && matter > 0);
  const shown = kind === 'vue' ? text.replace(/<(\/?)template(?=[\s>])/giu, '<$1main    ') : text;
  const source = blank(shown.slice(0, matter)) + shown.slice(matter);
  if (isTemplate && /\{[{%]/u.test(source)) {
    const masked = source.replace(hiddenInTemplates, blank);
    // a template of its own is evaluated; in pages Hugo and Jekyll take words as they stand
    return asWords(shown, templateTags(masked, platforms, kind === null ? 'values' : 'names'));
  }
  if (withComponents.has(kind)) {
    const masked = source.replace(hiddenInComponents, blank);
    return asWords(shown, components(masked, shown, platforms));
  }
  return { text: shown, tags: [] };
}

/** A template's source with all blanked that its generator doesn't read or a reader never sees; '' for what is none. */
export function shownInTemplate(name: string, text: string): string {
  const kind = sourceKindOf(name);
  const matter = endOfFrontMatter(text);
  if (kind !== 'curly' && (kind !== null || matter === 0)) return '';
  return blank(text.slice(0, matter)) + text.slice(matter).replace(hiddenInTemplates, blank);
}

/** A quick look: is it anything but a page as it is shown? */
export function isSource(name: string, text: string): boolean {
  return sourceKindOf(name) !== null || /^(?:---|\+\+\+|\{)/u.test(text);
}

const withComponents: ReadonlySet<SourceKind | null> = new Set<SourceKind>(['astro', 'svelte', 'vue']);

const comments = '<!--[\\s\\S]*?(?:-->|$(?![\\s\\S]))';
const code = '<(script|style|pre|code|textarea)\\b[\\s\\S]*?(?:</\\1\\s*>|$(?![\\s\\S]))';

const hiddenInTemplates = new RegExp(
  [
    comments,
    code,
    '\\{#[\\s\\S]*?(?:#\\}|$(?![\\s\\S]))',
    '\\{\\{[<%]?-?\\s*/\\*[\\s\\S]{0,2000}?\\*/\\s*-?[>%]?\\}\\}',
    '\\{%-?\\s*(raw|comment|highlight|verbatim)\\b[\\s\\S]*?(?:\\{%-?\\s*end\\2\\s*-?%\\}|$(?![\\s\\S]))',
  ].join('|'),
  'giu',
);
const hiddenInComponents = new RegExp(
  [comments, code, '\\{/\\*[\\s\\S]*?(?:\\*/\\}|$(?![\\s\\S]))'].join('|'),
  'giu',
);

function asWords(text: string, found: readonly Found[]): GeneratorTags {
  const tags: Found[] = [];
  let words = '';
  let at = 0;
  for (const tag of found.toSorted((a, b) => a.start - b.start)) {
    if (tag.start < at) continue;
    tags.push(tag);
    words += text.slice(at, tag.start) + text.slice(tag.start, tag.end).replace(/[^\n\r]/g, 'x');
    at = tag.end;
  }
  return { text: words + text.slice(at), tags };
}
