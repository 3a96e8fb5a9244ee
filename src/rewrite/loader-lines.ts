/**
 * The script that the lines platforms hand out in place of a `src` bring into a page, as `host/path`: X's and Facebook's
 * since 2009. Null for a script that does anything besides: every word outside of its strings has to be one of theirs.
 */
export function scriptOfLines(source: string): string | null {
  if (source.length > longest || !source.includes('createElement')) return null;
  const [, lines] = frame.exec(source.trim()) ?? [];
  if (lines === undefined) return null;
  const addresses = [...lines.matchAll(/\.src\s*=\s*(?:\w+\s*\+\s*)?(["'])([^"']*)\1/gu)];
  if (addresses.length !== 1 || lines.split('.src').length !== 2) return null;
  const bare = lines.replaceAll(/"[^"\n]*"|'[^'\n]*'/gu, ' ');
  if ((bare.match(/[\w$]+/gu) ?? []).some((word) => !words.has(word))) return null;
  return (addresses[0]?.[2] ?? '').replace(/^(?:https?)?:?\/\//iu, '').split(/[?#]/u, 1)[0] ?? '';
}

const longest = 1_500;

/** A function called at once with the document, the kind of element and the id that the script's element gets. */
const frame =
  /^(?:window\.twttr\s*=\s*)?[!;]?\s*\(?\s*function\s*\(\s*d\s*,\s*s\s*,\s*id\s*\)\s*\{([\s\S]*)\}\s*\)?\s*\(\s*document\s*,\s*["']script["']\s*,\s*["'][\w-]+["']\s*\)\s*\)?\s*;?$/u;

const words: ReadonlySet<string> = new Set(
  'var let const if else return function js fjs d s id t p f 0 http test location protocol window twttr _e ready push src async defer getElementsByTagName getElementById createElement parentNode insertBefore'.split(
    ' ',
  ),
);
