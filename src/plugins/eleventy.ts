import { cardFor } from './card-for.ts';
import { openFallbacks } from './fallbacks.ts';
import { askedMessage, MissingPosts } from './missing-posts.ts';
import { readOptions } from './options.ts';
import { type PluginOptions, putFallbacks, withStyle } from './put-fallbacks.ts';
import { putFiles } from './site-files.ts';

/** What is used of Eleventy 3's configuration. */
export interface EleventyConfig {
  readonly pathPrefix?: string;
  readonly logger?: { warn(message: string): void };
  versionCheck?(range: string): void;
  addTransform(name: string, transform: (this: TransformScope, content: unknown) => unknown): void;
  addShortcode(name: string, shortcode: (this: PageScope, post: string, lang?: string) => string): void;
  addFilter(name: string, filter: (this: PageScope, post: string, lang?: string) => string): void;
  addWatchTarget(path: string): void;
  on(event: string, listener: (built: BuildEvent) => unknown): void;
}

interface PageScope {
  /** `lang` by its plugin for sites in several languages. */
  readonly page?: { readonly inputPath?: string; readonly lang?: string };
  /** The page's data; of Liquid, what holds them. */
  readonly ctx?: PageData & { readonly environments?: PageData };
}

interface PageData {
  readonly lang?: unknown;
}

interface TransformScope {
  readonly page?: { readonly inputPath?: string; readonly outputPath?: string | false };
}

interface BuildEvent {
  readonly directories: { readonly output: string };
  /** `fs`, or `json` and `ndjson`, which write nothing. */
  readonly outputMode?: string;
}

/**
 * `holdfast/eleventy`: cards in place of the embeds of built pages, what they show in the output folder, and a shortcode
 * and filter `holdfast` that put a post's card where a template asks for it. Reads the fallbacks anew when they change.
 */
export default function holdfast(eleventy: EleventyConfig, options: PluginOptions): void {
  const { fallbacks: folder, when, css, strict } = readOptions(options, 'holdfast/eleventy');
  eleventy.versionCheck?.('>=3.0');
  const missing = new MissingPosts();

  eleventy.addTransform('holdfast', function (content) {
    const { inputPath = '', outputPath } = this.page ?? {};
    if (typeof content !== 'string' || !String(outputPath).endsWith('.html')) return content;
    const fallbacks = openFallbacks(folder);
    const page = withOnePrefix(content, fallbacks.base, eleventy.pathPrefix);
    const put = putFallbacks(page, fallbacks, { when, css, path: inputPath });
    missing.add(inputPath, put.missing);
    // Cards of shortcodes need their style too.
    return put.shown.length === 0 && page.includes('<article class="holdfast"')
      ? withStyle(page, fallbacks, css)
      : put.html;
  });

  function show(this: PageScope, post: string, lang?: string): string {
    const ofData = this.ctx?.environments?.lang ?? this.ctx?.lang;
    const ofPage = typeof ofData === 'string' ? ofData : this.page?.lang;
    const card = cardFor(post, openFallbacks(folder), lang ?? ofPage);
    if (card.missing !== null)
      missing.addAsked(
        this.page?.inputPath ?? 'a template',
        card.missing,
        askedMessage(card.missing, card.html !== ''),
      );
    return card.html;
  }
  eleventy.addShortcode('holdfast', show);
  eleventy.addFilter('holdfast', show);

  eleventy.addWatchTarget(folder);
  eleventy.on('eleventy.after', ({ directories, outputMode = 'fs' }) => {
    const warn = (message: string) => eleventy.logger?.warn(`[holdfast] ${message}`);
    if (outputMode === 'fs') {
      const sitePath = eleventy.pathPrefix ?? '/';
      putFiles(openFallbacks(folder), directories.output, { sitePath, warn });
    }
    missing.tell({ strict, warn });
  });
}

/**
 * Eleventy's HTML base plugin puts the path prefix before addresses of what templates wrote, so before those of a
 * shortcode's cards, which have it already.
 */
function withOnePrefix(page: string, base: string, prefix = '/'): string {
  if (prefix === '/') return page;
  const twice = prefix.replace(/\/?$/u, () => base);
  return page.replaceAll(twice, () => base);
}
