import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fallbackFiles } from '../model/fallbacks.ts';
import { type Middleware, showWhileDeveloping } from './dev-pages.ts';
import { openFallbacks } from './fallbacks.ts';
import putIntoFolder from './folder.ts';
import { readOptions } from './options.ts';
import type { PluginOptions } from './put-fallbacks.ts';

interface Logger {
  info(message: string): void;
  warn(message: string): void;
}

/** What is used of Astro's `AstroIntegration`, so that it needn't be installed for its types. */
export interface AstroIntegration {
  readonly name: string;
  readonly hooks: {
    readonly 'astro:config:setup': (setup: {
      readonly config: { readonly root: URL; readonly base: string };
      readonly addWatchFile: (path: string) => void;
    }) => void;
    readonly 'astro:config:done': (done: {
      readonly config: { readonly base: string };
      readonly buildOutput: 'static' | 'server';
      readonly logger: Logger;
    }) => void;
    readonly 'astro:server:setup': (setup: {
      readonly server: { readonly middlewares: { use(middleware: Middleware): unknown } };
      readonly logger: Logger;
    }) => void;
    readonly 'astro:build:done': (done: { readonly dir: URL; readonly logger: Logger }) => void;
  };
}

/**
 * `holdfast/astro`: cards in place of the embeds of built pages, whichever processor made them, and what they show beside
 * them; the same in pages of the dev server. `fallbacks` is a path from the project's root.
 */
export default function holdfast(given: PluginOptions): AstroIntegration {
  const { fallbacks, when, css, strict } = readOptions(given, 'holdfast/astro');
  let folder = fallbacks;
  let sitePath = '/';
  return {
    name: 'holdfast',
    hooks: {
      'astro:config:setup': ({ config, addWatchFile }) => {
        folder = resolve(fileURLToPath(config.root), fallbacks);
        sitePath = config.base;
        openFallbacks(folder);
        addWatchFile(resolve(folder, fallbackFiles.fallbacks));
      },
      'astro:config:done': ({ config, buildOutput, logger }) => {
        sitePath = config.base;
        if (buildOutput === 'server')
          logger.info('cards are put into pages that are built: those made on demand keep their embeds');
      },
      'astro:server:setup': ({ server, logger }) => {
        const warn = (message: string) => logger.warn(message);
        server.middlewares.use(showWhileDeveloping({ folder, sitePath, when, css, warn }));
      },
      'astro:build:done': ({ dir, logger }) => {
        const warn = (message: string) => logger.warn(message);
        const { changed, pages } = putIntoFolder(fileURLToPath(dir), {
          fallbacks: folder,
          when,
          css,
          strict,
          sitePath,
          warn,
        });
        logger.info(`cards of posts put into ${changed.length} of ${pages} pages`);
      },
    },
  };
}
