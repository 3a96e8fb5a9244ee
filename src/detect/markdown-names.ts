import type { Platform, TagNames } from '../model/platform.ts';

/** Platforms whose posts go by a name in Markdown, whatever its case, dashes and underscores. */
export type Names = (name: string) => readonly Platform[];

/** `any` are names that take any network's address. */
export function namesOf(
  platforms: readonly Platform[],
  kind: keyof TagNames,
  any: readonly string[] = [],
): Names {
  const known = new Map<string, Platform[]>(any.map((name) => [name, [...platforms]]));
  for (const platform of platforms)
    for (const name of platform.tags?.[kind] ?? []) {
      const key = normal(name);
      known.set(key, [...(known.get(key) ?? []), platform]);
    }
  return (name) => known.get(normal(name)) ?? [];
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[-_]/gu, '');
}
