import type { MarkupElement } from '../model/platform.ts';

/** The JSON that Substack keeps beside each embed, `div[data-attrs]`; null without any. */
export function parseDataAttrs(element: MarkupElement): unknown {
  try {
    return JSON.parse(element.attribute('data-attrs') ?? '');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The strings in it, by name; empty without any. */
export function readDataAttrs(element: MarkupElement): ReadonlyMap<string, string> {
  const value = parseDataAttrs(element);
  if (value === null || typeof value !== 'object') return new Map();
  return new Map(
    Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
      typeof each === 'string' ? [[name, each] as const] : [],
    ),
  );
}
