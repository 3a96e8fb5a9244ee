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
  if (typeof fallbacks !== 'string' || fallbacks === '')
    throw wrong(plugin, 'give the folder that "holdfast export fallbacks" wrote: { fallbacks: "DIR" }');
  if (when !== 'dead' && when !== 'always') throw wrong(plugin, '`when` is "dead" or "always"');
  if (css !== 'link' && css !== 'inline' && css !== 'none')
    throw wrong(plugin, '`css` is "link", "inline" or "none"');
  if (typeof strict !== 'boolean') throw wrong(plugin, '`strict` is true or false');
  const unknown = Object.keys(options).find((key) => !known.has(key));
  if (unknown !== undefined)
    throw wrong(plugin, `there is no option \`${unknown}\`: they are ${[...known, ...more].join(', ')}`);
  return { fallbacks, when, css, strict };
}

const known: ReadonlySet<string> = new Set(['fallbacks', 'when', 'css', 'strict']);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function wrong(plugin: string, what: string): HoldfastError {
  return new HoldfastError('config', `${plugin}: ${what}`);
}
