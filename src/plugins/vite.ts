import { join, relative, resolve } from 'node:path';
import { fallbackFiles } from '../model/fallbacks.ts';
import { type Middleware, showWhileDeveloping } from './dev-pages.ts';
import { filesOf, folderBelow, openFallbacks, pathOf, readFileOf } from './fallbacks.ts';
import { MissingPosts } from './missing-posts.ts';
import { readOptions } from './options.ts';
import { type PluginOptions, putFallbacks } from './put-fallbacks.ts';
import { putIntoMarkdown } from './put-into-markdown.ts';
import { fileAbsent, filesOutside } from './site-files.ts';

export type { PluginOptions } from './put-fallbacks.ts';

/** What is used of Vite's `Plugin`, so that it needn't be installed for its types. Rollup takes it too. */
export interface VitePlugin {
  readonly name: string;
  readonly enforce: 'pre' | 'post';
  readonly resolveId?: Filtered<(source: string) => string | null>;
  readonly load?: Filtered<(id: string) => string | null>;
  readonly transform?: Filtered<
    (this: WatchContext, code: string, id: string) => { readonly code: string; readonly map: null } | null
  >;
  readonly buildStart?: (this: WatchContext) => void;
  readonly configResolved?: (config: ViteConfig) => void;
  readonly configureServer?: (server: ViteServer) => void;
  readonly generateBundle?: {
    readonly order: 'post';
    readonly handler: (this: BundleContext, options: unknown, bundle: Bundle) => void;
  };
}

/** Called for such ids alone: to be called for each of a site takes longer than to look at it. Before Vite 6.3 for all. */
interface Filtered<Handler> {
  readonly filter: { readonly id: RegExp };
  readonly handler: Handler;
}

interface WatchContext {
  addWatchFile(path: string): void;
}

export interface ViteConfig {
  readonly root: string;
  readonly base: string;
  readonly logger: { warn(message: string): void };
  readonly command: string;
  readonly build: { readonly ssr?: unknown };
}

export interface ViteServer {
  readonly middlewares: { use(middleware: Middleware): unknown };
  readonly watcher: {
    add(path: string): unknown;
    on(event: 'change', listener: (path: string) => void): unknown;
  };
  readonly ws: { send(message: { readonly type: 'full-reload' }): void };
}

export interface BundleContext {
  emitFile(file: { readonly type: 'asset'; readonly fileName: string; readonly source: Uint8Array }): unknown;
  warn(message: string): void;
  /** Vite builds for servers too. */
  readonly environment?: { readonly config: { readonly consumer?: string } };
}

export type Bundle = Record<
  string,
  { readonly type: string; readonly fileName: string; source?: string | Uint8Array }
>;

/**
 * `holdfast/vite`: cards in place of the embeds of the HTML that Vite builds and of Markdown that it makes modules of,
 * as VitePress does, and what they show as files of the build; the same in the dev server. `fallbacks` is a path from
 * the project's root.
 */
export default function holdfast(given: PluginOptions): VitePlugin[] {
  const { fallbacks, when, css, strict } = readOptions(given, 'holdfast/vite');
  const site: Site = {
    root: resolve('.'),
    folder: resolve(fallbacks),
    path: '/',
    warn: null,
    isServed: false,
    isForServer: false,
  };
  const missing = new MissingPosts();

  const markdown: VitePlugin = {
    name: 'holdfast:markdown',
    enforce: 'pre',
    // Compilers of templates import pictures: those of cards are served where they say.
    resolveId: {
      filter: { id: /^(?:[./]|https?:)/ },
      handler(source) {
        const open = openFallbacks(site.folder);
        if (!source.startsWith(open.base)) return null;
        // In a folder that isn't the cards' alone there may be anything.
        const isAlone = folderBelow(open.base, site.path) !== '';
        const isIts = isAlone || pathOf(open, source.slice(open.base.length)) !== null;
        return isIts ? `${picture}${source}` : null;
      },
    },
    load: {
      filter: { id: /^.holdfast:/ },
      handler: (id) =>
        id.startsWith(picture) ? `export default ${JSON.stringify(id.slice(picture.length))}` : null,
    },
    transform: {
      filter: { id: /\.md$/ },
      handler(code, id) {
        if (!id.endsWith('.md')) return null;
        this.addWatchFile(join(site.folder, fallbackFiles.fallbacks));
        const path = relative(site.root, id);
        const put = putIntoMarkdown(code, openFallbacks(site.folder), { when, css, path });
        if (!site.isForServer) missing.add(path, put.missing);
        if (site.isServed) missing.tell({ strict: false, warn: site.warn ?? (() => {}) });
        return put.html === code ? null : { code: put.html, map: null };
      },
    },
  };

  const pages: VitePlugin = {
    name: 'holdfast',
    enforce: 'post',
    configResolved({ root, base, logger, command, build }) {
      site.isServed = command === 'serve';
      site.isForServer = Boolean(build.ssr);
      site.root = root;
      site.folder = resolve(root, fallbacks);
      // A relative one tells nothing of where the site will be.
      site.path = base.startsWith('/') ? base : '/';
      site.warn = (message) => logger.warn(`[holdfast] ${message}`);
      openFallbacks(site.folder);
    },
    buildStart() {
      this.addWatchFile(join(site.folder, fallbackFiles.fallbacks));
    },
    configureServer({ middlewares, watcher, ws }) {
      const warn = site.warn ?? (() => {});
      middlewares.use(showWhileDeveloping({ folder: site.folder, sitePath: site.path, when, css, warn }));
      const file = join(site.folder, fallbackFiles.fallbacks);
      watcher.add(file);
      watcher.on('change', (path) => {
        if (resolve(path) === file) ws.send({ type: 'full-reload' });
      });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        if (site.isForServer || this.environment?.config.consumer === 'server') return;
        const warn = site.warn ?? ((message: string) => this.warn(message));
        const open = openFallbacks(site.folder);
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || file.source === undefined || !/\.html?$/iu.test(file.fileName))
            continue;
          const page = typeof file.source === 'string' ? file.source : new TextDecoder().decode(file.source);
          const put = putFallbacks(page, open, { when, css, path: file.fileName });
          missing.add(file.fileName, put.missing);
          if (put.html !== page) file.source = put.html;
        }
        const below = folderBelow(open.base, site.path);
        const outside = filesOutside(open.base, site.path);
        if (outside !== null) warn(outside);
        for (const path of below === null ? [] : filesOf(open)) {
          const source = readFileOf(open, path);
          if (source === null) warn(fileAbsent(open, path));
          else this.emitFile({ type: 'asset', fileName: below + path, source });
        }
        missing.tell({ strict, warn });
      },
    },
  };
  return [markdown, pages];
}

/** Before the address of a picture that is imported. */
const picture = '\0holdfast:';

interface Site {
  root: string;
  folder: string;
  /** Where it is served. */
  path: string;
  warn: ((message: string) => void) | null;
  isServed: boolean;
  /** Vite before its sixth version builds for servers apart. */
  isForServer: boolean;
}
