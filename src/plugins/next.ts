import { resolve } from 'node:path';
import { HoldfastError } from '../errors.ts';
import { visible } from '../log.ts';
import { cardFor } from './card-for.ts';
import { hashOf, type OpenFallbacks, openFallbacks } from './fallbacks.ts';
import { askedMessage } from './missing-posts.ts';
import { readFolder, refuseUnknown } from './options.ts';
import { putFiles } from './site-files.ts';
import { readTreeOptions, type TreePluginOptions } from './tell-missing.ts';

export interface NextOptions {
  /** Folder that `holdfast export fallbacks` wrote, from the project's root. */
  readonly fallbacks: string;
  /** Where Next takes files from that it serves as they are; `public` without. */
  readonly public?: string;
}

/**
 * For `next.config`: copies what cards show to `public/`, from where Next serves it, and gives the configuration back
 * as it is, be it an object or a function that makes one. Cards themselves are put into MDX by `holdfast/rehype`, or
 * stand where `HoldfastPost` does.
 *
 * @throws `config` for options that are none; `unreadable-input` without the fallbacks.
 */
export function withHoldfast<Config extends object>(config: Config, options: NextOptions): Config {
  refuseUnknown(options ?? {}, { plugin: 'holdfast/next', known: ['fallbacks', 'public'] });
  const folder = readFolder(options?.fallbacks, 'holdfast/next');
  const out = resolve(options.public ?? 'public');
  const copyFor = ({ basePath }: { readonly basePath?: unknown }) => {
    const sitePath = typeof basePath === 'string' && basePath !== '' ? basePath : '/';
    putFiles(openFallbacks(folder), out, { sitePath, warn });
  };
  if (typeof config !== 'function') {
    copyFor(config);
    return config;
  }
  const make = config as unknown as (...given: readonly unknown[]) => object | Promise<object>;
  const made = async (...given: readonly unknown[]) => {
    const own = await make(...given);
    copyFor(own);
    return own;
  };
  return made as unknown as Config;
}

/**
 * `holdfast/rehype` as MDX is told of it in `next.config`: by its name and with options that can be written as JSON, for
 * Turbopack. Next keeps what it made of a file from one build to the next; by a stamp of the fallbacks it makes it again
 * when they have changed. Posts that are missing are told on stderr: Next shows no messages of files.
 *
 * @throws `unreadable-input` without the fallbacks.
 */
export function rehypeHoldfast(options: TreePluginOptions): [string, TreePluginOptions] {
  const stamp = hashOf(openFallbacks(readFolder(options?.fallbacks, 'holdfast/next')));
  return ['holdfast/rehype', readTreeOptions({ warn: 'stderr', stamp, ...options }, 'holdfast/next')];
}

export interface HoldfastPostProps {
  /** A written ref, or any URL of the post. */
  readonly post: string;
  /** Folder that `holdfast export fallbacks` wrote, from the project's root. */
  readonly fallbacks: string;
  /** BCP 47: the page's language, where `export fallbacks` was asked for several. */
  readonly lang?: string;
  /** A post that the fallbacks don't have fails the build; without, a link to it stands there and a warning tells. */
  readonly strict?: boolean;
}

/**
 * A server component that shows a post's card. It reads a file: no request, no clock, so it can be rendered ahead and
 * under `use cache`. The style comes along, once for a page however many cards there are.
 *
 * @throws `bad-ref` for what is no post; with `strict`, `unknown-post`.
 */
export async function HoldfastPost({
  post,
  fallbacks: folder,
  lang,
  strict,
}: HoldfastPostProps): Promise<never> {
  const { createElement, Fragment } = await import('react');
  const fallbacks = openFallbacks(readFolder(folder, 'HoldfastPost'));
  const { html, missing } = cardFor(post, fallbacks, lang);
  if (missing !== null) {
    const message = askedMessage(missing, html !== '');
    if (strict === true) throw new HoldfastError('unknown-post', message);
    warn(message);
  }
  const card = createElement('div', { dangerouslySetInnerHTML: { __html: html } });
  return createElement(Fragment, null, createElement('link', styleProps(fallbacks)), card) as never;
}

/** A server component for a layout: the style of cards that the rehype plugin put into MDX with `css: 'none'`. */
export async function HoldfastStyle({ fallbacks }: Pick<HoldfastPostProps, 'fallbacks'>): Promise<never> {
  const { createElement } = await import('react');
  return createElement('link', styleProps(openFallbacks(readFolder(fallbacks, 'HoldfastStyle')))) as never;
}

/** By its `precedence`, React takes it for a style sheet that stands in the head, and once. */
function styleProps({ stylesheet }: OpenFallbacks) {
  return {
    rel: 'stylesheet',
    href: stylesheet.href,
    integrity: stylesheet.integrity,
    precedence: 'holdfast',
  };
}

function warn(message: string): void {
  process.stderr.write(`holdfast: ${visible(message)}\n`);
}
