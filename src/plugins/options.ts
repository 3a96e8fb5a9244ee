import { HoldfastError } from '../errors.ts';
import type { PluginOptions } from './put-fallbacks.ts';

/** The options of a plugin, each there. Throws `config` for what isn't one, so that a typo doesn't pass in silence. */
export function readOptions(
  given: unknown,
  plugin: string,
  more: readonly string[] = [],
): Required<PluginOptions> {
  const options = isRecord(given) ? given : {};
  const { fallbacks, when = 'dead', css = 'link', strict = false } = options;
  const folder = readFolder(fallbacks, plugin);
  if (when !== 'dead' && when !== 'always') throw wrong(plugin, '`when` is "dead" or "always"');
  if (css !== 'link' && css !== 'inline' && css !== 'none')
    throw wrong(plugin, '`css` is "link", "inline" or "none"');
  if (typeof strict !== 'boolean') throw wrong(plugin, '`strict` is true or false');
  refuseUnknown(options, { plugin, known, more });
  return { fallbacks: folder, when, css, strict };
}

/** The option that all of them have. */
export function readFolder(fallbacks: unknown, plugin: string): string {
  if (typeof fallbacks === 'string' && fallbacks !== '') return fallbacks;
  throw wrong(plugin, 'give the folder that "holdfast export fallbacks" wrote: { fallbacks: "DIR" }');
}

/** Throws `config` for an option that is neither known nor one of `more`, which are read elsewhere. */
export function refuseUnknown(
  options: object,
  { plugin, known, more = [] }: { plugin: string; known: readonly string[]; more?: readonly string[] },
): void {
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw wrong(plugin, `there is no option \`${unknown}\`: they are ${[...known, ...more].join(', ')}`);
}

const known: readonly string[] = ['fallbacks', 'when', 'css', 'strict'];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function wrong(plugin: string, what: string): HoldfastError {
  return new HoldfastError('config', `${plugin}: ${what}`);
}
