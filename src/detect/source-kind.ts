/**
 * What reads an article before a browser does, by its name: `mdx` JSX in Markdown, components of `astro`, `svelte` and
 * `vue`, templates with tags in `curly` braces (Nunjucks, Liquid, Handlebars, Twig …), with `<%` (`percent`: EJS, ERB …)
 * or of `php`; null for what is shown as it is.
 */
export type SourceKind = 'mdx' | 'astro' | 'svelte' | 'vue' | 'curly' | 'percent' | 'php';

export function sourceKindOf(name: string): SourceKind | null {
  const extension = /\.([a-z0-9]{1,10})(?:$|[?#])/iu.exec(name)?.[1]?.toLowerCase() ?? '';
  return kinds.get(extension) ?? null;
}

const kinds: ReadonlyMap<string, SourceKind> = new Map([
  ['mdx', 'mdx'],
  ['astro', 'astro'],
  ['svelte', 'svelte'],
  ['vue', 'vue'],
  ['njk', 'curly'],
  ['liquid', 'curly'],
  ['hbs', 'curly'],
  ['twig', 'curly'],
  ['ejs', 'percent'],
  ['erb', 'percent'],
  ['php', 'php'],
]);
