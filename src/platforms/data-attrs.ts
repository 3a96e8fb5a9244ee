import type { MarkupElement } from '../model/platform.ts';

/** The strings of the JSON that Substack keeps beside each embed, `div[data-attrs]`, by name; empty without any. */
export function readDataAttrs(element: MarkupElement): ReadonlyMap<string, string> {
  const value = parsed(element.attribute('data-attrs') ?? '');
  if (value === null || typeof value !== 'object') return new Map();
  return new Map(
    Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
      typeof each === 'string' ? [[name, each] as const] : [],
    ),
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
