import { sha256 } from '../model/canonical.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import type { Applied, Edit } from './edits.ts';
import { encodeText, numericReference } from './encode.ts';
import { encodeInto } from './escaping.ts';
import { idleLoaders } from './idle-loaders.ts';
import { findMarks, writeMarked } from './marks.ts';
import { byteEnd, type Place } from './places.ts';
import { markSyntaxOf } from './setting.ts';

/**
 * An article in which fallbacks stand, without the scripts that nothing in it needs any more: those of platforms whose
 * posts it shows by fallbacks, and of which nothing else is left. `staying`: its embeds that stand as they did.
 */
export function loaderEdits(
  { article, text, marks }: Applied,
  platforms: readonly PlatformInArticles[],
  staying: readonly Place[],
): readonly Edit[] {
  if (article.format !== 'html' && article.format !== 'markdown') return [];
  const left = new Set(staying.map(({ name }) => platformNamed(name)));
  const shown = new Set(marks.filter(({ kind }) => kind === 'post').map(({ name }) => platformNamed(name)));
  const free = platforms.filter(({ id }) => shown.has(id) && !left.has(id));
  if (free.length === 0) return [];
  return idleLoaders(text.text, free, findMarks(text.text, markSyntaxOf(article)).marks).flatMap((loader) => {
    const start = text.byteOffset(loader.start);
    const end = byteEnd(article, text, loader.end);
    const replaced = article.bytes.slice(start, end);
    const original = sha256(replaced);
    const escaping = article.content?.escapingAt(loader.start, loader.end);
    if (escaping === null) return [];
    const label = {
      kind: 'loader',
      name: loader.platform,
      original,
      encoding: null,
      ...(escaping === undefined ? {} : { escaping }),
    } as const;
    const mark = writeMarked(label, '', markSyntaxOf(article), '\n');
    const bytes =
      escaping === undefined
        ? encodeText(mark, text.encoding, numericReference)
        : encodeInto(mark, escaping, true, { encoding: text.encoding, isPlain: true });
    return [{ start, end, replaced, original, bytes }];
  });
}

/** The first half of a written ref. */
function platformNamed(name: string): string {
  return name.slice(0, name.indexOf(':'));
}
