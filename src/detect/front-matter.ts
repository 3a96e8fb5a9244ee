/**
 * Where the front matter ends: YAML or TOML between two lines of their marks, JSON up to the brace that begins a line; 0
 * without any, or without its end.
 */
export function endOfFrontMatter(text: string): number {
  const [whole, mark] = /^(---|\+\+\+)[^\S\r\n]*(?:\r\n|\n|\r)/u.exec(text) ?? [];
  if (whole !== undefined && mark !== undefined) {
    const end = new RegExp(`^${mark.replace(/\+/gu, '\\+')}[^\\S\\r\\n]*$`, 'mu').exec(
      text.slice(whole.length),
    );
    return end === null ? 0 : whole.length + end.index + end[0].length;
  }
  if (!/^\{[^\S\r\n]*(?:\r\n|\n|\r)[^\S\r\n]*["}]/u.test(text)) return 0;
  const end = /^\}/mu.exec(text);
  return end === null ? 0 : end.index + 1;
}
