import type { NamedConflict } from '../model/snapshot.ts';

/** A conflict in words: `date-conflict: article says “2021-05-04”; id says “2006-03-21T…Z”`. */
export function conflictInWords({ kind, claims }: NamedConflict): string {
  return `${kind}: ${claims.map(({ source, value }) => `${source} says “${value}”`).join('; ')}`;
}
