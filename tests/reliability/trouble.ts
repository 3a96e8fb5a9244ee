import { isDeepStrictEqual } from 'node:util';

/** What differs from what has to come out, in words. */
export function troubleIn(
  found: Readonly<Record<string, unknown>> | object,
  wanted: Readonly<Record<string, unknown>>,
): string[] {
  const seen = new Map(Object.entries(found));
  return Object.entries(wanted).flatMap(([what, value]) =>
    isDeepStrictEqual(seen.get(what), value)
      ? []
      : [`${what}: ${JSON.stringify(seen.get(what))} instead of ${JSON.stringify(value)}`],
  );
}
