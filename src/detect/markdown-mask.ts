/**
 * Markdown with everything blanked that is shown as code or not at all: front matter, fenced, indented and inline
 * code, `<pre>`, `<code>`, comments of HTML, MDX, Hugo and Liquid. Same length, line ends kept, so that offsets hold.
 * In MDX, where components are indented, indented lines are no code.
 */
export function maskMarkdown(text: string, withJsx = false): string {
  return maskCodeSpans(maskLines(text, withJsx)).replace(spans, blank);
}

/** Told by a file's or address's name. */
export function isMdx(name: string): boolean {
  return /\.mdx(?:$|[?#])/iu.test(name);
}

const spans = new RegExp(
  [
    '<!--[\\s\\S]*?(?:-->|$(?![\\s\\S]))',
    '\\{/\\*[\\s\\S]*?(?:\\*/\\}|$(?![\\s\\S]))',
    '\\{\\{[<%]?\\s*/\\*[\\s\\S]{0,2000}?\\*/\\s*[>%]?\\}\\}',
    '\\{%-?\\s*(raw|comment|highlight)\\b[\\s\\S]*?(?:\\{%-?\\s*end\\1\\s*-?%\\}|$(?![\\s\\S]))',
    '<(pre|code|textarea)\\b[\\s\\S]*?(?:</\\2\\s*>|$(?![\\s\\S]))',
  ].join('|'),
  'gu',
);

/** Inline code: from a run of backticks to the next run of that length in the same paragraph. One pass. */
function maskCodeSpans(text: string): string {
  const runs = [...text.matchAll(/`+|\n[^\S\n]*\n/gu)].map((match) => ({ at: match.index, run: match[0] }));
  const next = new Map<number, number>();
  const later = new Map<string, number>();
  for (let at = runs.length - 1; at >= 0; at -= 1) {
    const run = runs[at]?.run ?? '';
    if (run.startsWith('\n')) later.clear();
    const closing = later.get(run);
    if (closing !== undefined) next.set(at, closing);
    later.set(run, at);
  }
  const parts: string[] = [];
  let done = 0;
  for (let at = 0; at < runs.length; at += 1) {
    const [opening, closing] = [runs[at], runs[next.get(at) ?? -1]];
    if (opening === undefined || closing === undefined || opening.run.startsWith('\n')) continue;
    const end = closing.at + closing.run.length;
    parts.push(text.slice(done, opening.at), blank(text.slice(opening.at, end)));
    done = end;
    at = next.get(at) ?? at;
  }
  return parts.join('') + text.slice(done);
}

/** Front matter, fenced blocks, and lines indented by four that no list or paragraph explains. */
function maskLines(text: string, withJsx: boolean): string {
  const lines = text.split('\n');
  let fence: string | null = null;
  let before: 'blank' | 'code' | 'text' | 'list' = 'blank';
  const matterEnd = endOfFrontMatter(lines);
  return lines
    .map((line, at) => {
      if (at <= matterEnd) return blank(line);
      const opened = /^\s{0,3}(?:>\s?)*(?:[-*+]\s+|\d{1,9}[.)]\s+)?\s*(`{3,}|~{3,})/u.exec(line)?.[1];
      if (fence !== null) {
        if (opened?.startsWith(fence) && line.trimEnd().endsWith(opened)) fence = null;
        return blank(line);
      }
      if (opened !== undefined && !(opened.startsWith('`') && /^[^`]*`+[^`]+`/u.test(line))) {
        fence = opened;
        return blank(line);
      }
      if (line.trim() === '') {
        if (before === 'text') before = 'blank';
        return line;
      }
      if (!withJsx && /^(?: {4}|\t)/u.test(line) && (before === 'blank' || before === 'code')) {
        before = 'code';
        return blank(line);
      }
      before =
        /^\s{0,3}(?:[-*+]|\d{1,9}[.)])\s/u.test(line) || (before === 'list' && /^\s/u.test(line))
          ? 'list'
          : 'text';
      return line;
    })
    .join('\n');
}

/** Index of the line that closes YAML or TOML front matter; -1 without any. */
function endOfFrontMatter(lines: readonly string[]): number {
  const mark = lines[0]?.trimEnd();
  if (mark !== '---' && mark !== '+++') return -1;
  return lines.findIndex((line, at) => at > 0 && line.trimEnd() === mark);
}

/** White space of the same length, its line ends where they were. */
export function blank(part: string): string {
  return part.replace(/[^\n\r]+/gu, (run) => ' '.repeat(run.length));
}
