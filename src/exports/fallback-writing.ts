import { assetsOfLine, fallbackPieces, urlOfLine } from '../model/fallback-lines.ts';
import { fallbackFiles } from '../model/fallbacks.ts';
import type { Platform } from '../model/platform.ts';
import { platformOf } from '../model/platform-of.ts';
import { cardStyle, cardStyleHash } from '../render/style.ts';
import type { FallbackFolder } from '../store/fallback-folder.ts';
import type { ServedAt } from './fallback-base.ts';
import { fileOf, type Made, type ShownVersion } from './fallback-making.ts';

/** The lock last: what it tells is there. Null leaves it as it is. */
export async function writeAll(
  { shown }: Made,
  { base, site }: ServedAt,
  folder: FallbackFolder,
  lock: string | null,
  platforms: readonly Platform[],
): Promise<{ readonly isUnchanged: boolean; readonly removed: number }> {
  const stylesheet = { path: fallbackFiles.stylesheet, integrity: cardStyleHash };
  const entries = new Map(shown.map(({ record, line }) => [record.name, line]));
  const aliases = aliasesOf(shown, platforms);
  const pieces = () => fallbackPieces({ base, site, stylesheet }, entries, aliases);
  const written = [
    await folder.replace(fallbackFiles.stylesheet, () => [cardStyle]),
    await folder.replace(fallbackFiles.fallbacks, pieces),
    ...(lock === null ? [] : [await folder.replace(fallbackFiles.lock, () => [lock])]),
  ];
  const needed = new Set(shown.flatMap(({ line }) => assetsOfLine(line).map(fileOf)));
  const removed = await folder.keepOnly(needed);
  return { isUnchanged: !written.includes(true), removed };
}

/** A name that is another post's own is that one's; one that two posts claim goes to the first. */
function aliasesOf(
  shown: readonly ShownVersion[],
  platforms: readonly Platform[],
): ReadonlyMap<string, string> {
  const own = new Set(shown.map(({ record }) => record.name));
  const aliases = new Map<string, string>();
  for (const version of shown) {
    const { record, mark } = version;
    for (const alias of [...mark.aliases, ...addressesOf(version, platforms)])
      if (!own.has(alias) && !aliases.has(alias)) aliases.set(alias, record.name);
  }
  return aliases;
}

/** Of a post that the archive doesn't know its entry tells the address. */
function addressesOf({ record, line }: ShownVersion, platforms: readonly Platform[]): readonly string[] {
  if (record.ref === null) return [];
  const ref = { ...record.ref, url: record.ref.url || (urlOfLine(line) ?? '') };
  return [ref.url, ...platformOf(record.name, platforms).addresses(ref)].filter(Boolean);
}
