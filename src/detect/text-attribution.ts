import { printedDateAt } from '../model/printed-date.ts';
import { type Author, readAuthor } from './text-author.ts';
import { mark, type Patterns } from './text-patterns.ts';

/** The words that name a flattened post's author: `— Name (@handle) September 14, 2023`. Offsets are UTF-16 units. */
export interface Attribution extends Author {
  readonly end: number;
  readonly handle: string;
  readonly date: string | null;
  /** Address the date links to, where the text kept it (`[September 14, 2023](https://…)`). */
  readonly url: string | null;
  /** Without a date: what follows the handle ends the line, or begins something new. */
  readonly closed: 'line' | 'sentence' | null;
}

/**
 * What stands around every `(@handle)` of the text that could be an attribution, in order. The last `(@handle)` before
 * the date counts, so that parentheses and `@` in names do no harm.
 */
export function* findAttributions(text: string, patterns: Patterns): Generator<Attribution> {
  let floor = 0;
  for (const match of text.matchAll(patterns.handle)) {
    const handle = match[1];
    if (match.index < floor || handle === undefined) continue;
    const tail = readTail(text, match.index + match[0].length, patterns);
    const nameless = { start: match.index, name: null, dash: false, ownLine: false };
    const author =
      readAuthor(text, floor, match.index, handle, patterns) ?? (tail.date === null ? null : nameless);
    if (author === null) continue;
    const attribution: Attribution = { ...author, ...tail, handle, closed: closing(text, tail.end) };
    if (!isPlausible(text, attribution)) continue;
    floor = tail.end;
    yield attribution;
  }
}

/** The date behind the handle, and what it links to. */
function readTail(
  text: string,
  from: number,
  { beforeDate }: Patterns,
): Pick<Attribution, 'end' | 'date' | 'url'> {
  beforeDate.lastIndex = from;
  const skipped = beforeDate.exec(text);
  const date = printedDateAt(text, from + (skipped?.[0].length ?? 0));
  if (date === null) return { end: from, date: null, url: null };
  const link = /\]\(<?(https?:\/\/[^\s)>]{1,2000})>?\)/uy;
  link.lastIndex = date.end;
  const linked = skipped?.[1] === undefined ? null : link.exec(text);
  return { end: date.end + (linked?.[0].length ?? 0), date: date.date, url: linked?.[1] ?? null };
}

const lineEnds = new RegExp(`^(?:[^\\S\\n]|${mark})*(?:\\n|$)`, 'u');
const newSentence = new RegExp(`^(?:\\s|${mark})+(?:[\\p{Lu}\\p{Lo}"“„«'‘]|https?:)`, 'u');

function closing(text: string, end: number): Attribution['closed'] {
  const after = text.slice(end, end + 10);
  if (lineEnds.test(after)) return 'line';
  return newSentence.test(after) ? 'sentence' : null;
}

/** Without a date, or without a dash, much else looks alike: bylines, credits, prose that names an account. */
function isPlausible(text: string, found: Attribution): boolean {
  if (found.dash && found.date !== null) return true;
  if (byline.test(found.name ?? '')) return false;
  if (found.date !== null) {
    return (
      !timeFollows.test(text.slice(found.end, found.end + 14)) &&
      !(found.ownLine && isTopOfArticle(text, found.start))
    );
  }
  if (found.closed === null || found.name === null) return false;
  return !found.dash || found.ownLine || !/[.!?,;:"”»]\s/u.test(found.name.replace(abbreviations, ''));
}

const byline =
  /^(?:by|von|par|por|di|da|door|av|af|autor|text|foto|photo|follow|via|автор|текст|фото)(?:\s|:)/iu;

/** Initials, titles and degrees. */
const abbreviations = /(?<!\p{L})(?:\p{L}|dr|mr|mrs|ms|st|sr|jr|sen|rep|gov|prof|gen|ph\.d)\./giu;

/** Posts of other networks print one: `20 Май 2020 в 2:12 PDT`. */
const timeFollows = /^[^\p{L}\n]{0,3}\p{L}{0,3}[^\S\n]?\d{1,2}[:.]\d\d/u;

/** At most a title stands above. */
function isTopOfArticle(text: string, start: number): boolean {
  if (start > 400) return false;
  const above = text
    .slice(0, start)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return above.length <= 1 && (above[0] ?? '').length < 150;
}
