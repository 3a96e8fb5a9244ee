import { HoldfastError } from '../errors.ts';
import { visible } from '../log.ts';
import { missingMessage } from './missing-posts.ts';
import { readOptions } from './options.ts';
import type { MissingPost } from './plan.ts';
import { namesOf, type PluginOptions } from './put-fallbacks.ts';

/** What plugins of unified take. */
export interface TreePluginOptions extends PluginOptions {
  /**
   * Where posts that are missing are told: as messages of the file, without, or on stderr as well, for builds that
   * show no messages, as those of Next and of MDX's loaders.
   */
  readonly warn?: 'message' | 'stderr';
  /**
   * Not read here. Builds that keep what they made of a file, and of which options, don't know that fallbacks come into
   * it: another one for other fallbacks lets them make it again.
   */
  readonly stamp?: string;
}

/** The part of a VFile that is used. */
export interface MessageFile {
  readonly path?: string | undefined;
  /** What plugins before left there, as front matter. */
  readonly data?: unknown;
  message(reason: string, place?: never, origin?: string): unknown;
}

/** As `readOptions`. */
export function readTreeOptions(given: unknown, plugin: string): Required<TreePluginOptions> {
  const { warn = 'message', stamp = '', ...others } = (given ?? {}) as TreePluginOptions;
  const options = readOptions(others, plugin, ['warn', 'stamp']);
  if (warn !== 'message' && warn !== 'stderr')
    throw new HoldfastError('config', `${plugin}: \`warn\` is "message" or "stderr"`);
  return { ...options, warn, stamp };
}

/** Tells of posts that are missing where they stand; with `strict`, throws `unknown-post`. */
export function tellMissing(
  missing: readonly MissingPost[],
  file: MessageFile,
  { strict, warn }: Pick<Required<TreePluginOptions>, 'strict' | 'warn'>,
  positionAt: (place: number) => unknown,
): void {
  const names = namesOf(missing);
  if (names.length === 0) return;
  const told = [file.path, missingMessage(names)].filter(Boolean).join(': ');
  if (strict) throw new HoldfastError('unknown-post', told);
  if (warn === 'stderr') process.stderr.write(`holdfast: ${visible(told)}\n`);
  for (const { name, start } of missing)
    file.message(missingMessage([name]), positionAt(start) as never, 'holdfast:missing-post');
}
