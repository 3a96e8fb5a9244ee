import type { MarkupElement } from '../model/platform.ts';
import { readJsonText } from './json-answer.ts';

/** The value of `<script id="…">{…}</script>`; undefined where there is none or it is no JSON. */
export function scriptData(root: MarkupElement, id: string): unknown {
  const script = root.descendants('script').find((each) => each.attribute('id') === id);
  return script === undefined ? undefined : readValue(sourceOf(script).replace(/^[^[{]*/su, ''));
}

/** The value a script gives a variable, `name = {…}`; undefined where none does. */
export function assignedData(root: MarkupElement, name: string): unknown {
  let tries = 0;
  for (const script of root.descendants('script')) {
    const source = sourceOf(script);
    for (let at = source.indexOf(name); at >= 0; at = source.indexOf(name, at + name.length)) {
      const from = valueStart(source, at + name.length);
      if (from === null) continue;
      const value = readValue(source.slice(from, objectEnd(source, from)));
      tries += 1;
      if (value !== undefined || tries === mostTries) return value;
    }
  }
  return undefined;
}

/** Each try may read a page to its end. */
const mostTries = 5;

/** Every value of `<script type="application/ld+json">`, lists and graphs taken apart; at most 50. */
export function linkedData(root: MarkupElement): readonly unknown[] {
  const scripts = root
    .descendants('script')
    .filter((script) => /^\s*application\/ld\+json\b/iu.test(script.attribute('type') ?? ''));
  return scripts
    .slice(0, 20)
    .flatMap((script) => {
      const value = readValue(sourceOf(script));
      return Array.isArray(value) ? value : [value];
    })
    .flatMap((value) => [value, ...graphOf(value)])
    .filter((value) => typeof value === 'object' && value !== null)
    .slice(0, 50);
}

function graphOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null || !('@graph' in value)) return [];
  return Array.isArray(value['@graph']) ? value['@graph'] : [];
}

function sourceOf(script: MarkupElement): string {
  return script.children.filter((child) => typeof child === 'string').join('');
}

function readValue(source: string): unknown {
  const read = readJsonText(source.replace(/;\s*$/u, ''));
  return read.kind === 'json' ? read.value : undefined;
}

/** Past `] = `, `"] = (` or `: ` at the opening brace; null where no object is given. */
function valueStart(source: string, from: number): number | null {
  const found = /^["'\]\s]{0,8}[=:]\s{0,8}\(?\s{0,8}(?=\{)/u.exec(source.slice(from, from + 40));
  return found === null ? null : from + found[0].length;
}

/** Where the object that begins at `from` ends, strings skipped: one pass, no recursion. */
function objectEnd(source: string, from: number): number {
  let depth = 0;
  let inString = false;
  for (let at = from; at < source.length; at += 1) {
    const char = source[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return source.length;
}
