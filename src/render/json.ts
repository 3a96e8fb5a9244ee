import type { FallbackView } from './view.ts';

/** The post as data: keys sorted, two spaces, the same bytes for the same snapshot. */
export function renderJson(view: FallbackView): string {
  const { name, ref, state, known, takenAt, since, post, redacted } = view;
  const platform = view.platform.name;
  const value = { name, ref, platform, state, since, known, takenAt, post, redacted };
  return `${JSON.stringify(value, sortedKeys, 2)}\n`;
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
