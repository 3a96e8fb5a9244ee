/**
 * A range of code points as one of UTF-16 units. The API and what is made of it count shown ranges in code points
 * (measured on all recorded texts that tell the difference), `tweet-result` in UTF-16 units.
 */
export function unitRange(text: unknown, range: unknown): unknown {
  if (typeof text !== 'string' || !Array.isArray(range)) return range;
  const offsets = [0];
  for (const char of text.toWellFormed()) offsets.push((offsets.at(-1) ?? 0) + char.length);
  return range.map((at: unknown) => (typeof at === 'number' ? (offsets[at] ?? text.length) : at));
}
