import { areNearDays, isFarFrom } from '../model/days.ts';
import type { Embed } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { estimateSource, type NamedConflict, namedConflict } from '../model/snapshot.ts';

/**
 * Where an article's own words on a post can't be true beside the post's id: a printed day more than one day from the time
 * in the id (it is printed without a time zone), or further from an estimated one than that may be off.
 */
export function conflictsOf(
  embed: Embed,
  platforms: readonly PlatformInArticles[],
): readonly NamedConflict[] {
  const platform = platforms.find(({ id }) => id === embed.platform);
  const printed = embed.quoted?.date ?? null;
  if (platform === undefined || embed.ref === null || printed === null) return [];
  const said = whatIdSays(embed.ref.id, printed, platform);
  if (said === null) return [];
  return [namedConflict({ field: 'createdAt', claims: [{ source: 'article', value: printed }, said] })];
}

/** What the id says of the time, only if it says something else than what is printed. */
function whatIdSays(id: string, printed: string, platform: PlatformInArticles) {
  const time = platform.timeOf(id);
  if (time !== null) return areNearDays(printed, time) ? null : { source: 'id', value: time };
  const near = platform.dayNear?.(id) ?? null;
  return near !== null && isFarFrom(printed, near) ? { source: estimateSource, value: near.day } : null;
}
