/** What stands at a path in JSON; undefined where there is nothing of its own (keys every object has are nothing). */
export function inside(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}

/** The string there, or null. */
export function stringIn(value: unknown, ...path: readonly string[]): string | null {
  const found = inside(value, ...path);
  return typeof found === 'string' ? found : null;
}

/** The list there, or none. */
export function listIn(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found: unknown = inside(value, ...path);
  return Array.isArray(found) ? found : [];
}
