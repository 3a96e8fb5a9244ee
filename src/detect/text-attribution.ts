import { printedDateAt } from '../model/printed-date.ts';
import { type Author, readAuthor } from './text-author.ts';
import { isByline, isCredited, mayBeByline } from './text-byline.ts';
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
    const handle = match[1] ?? match[2] ?? match[3];
    if (match.index < floor || handle === undefined) continue;
    const after = match.index + match[0].length;
    const tail = readDate(text, after, patterns);
    // a handle that isn't printed as networks print it needs all else
    const odd = match[1] === undefined;
    if (odd && tail.date === null) continue;
    const nameless = { start: match.index, name: null, dash: false, ownLine: false };
    const author =
      readAuthor(text, floor, match.index, handle, patterns) ?? (tail.date === null ? null : nameless);
    if (author === null || (odd && !author.dash)) continue;
    const whole = tail.date === null || author.dash ? readRest(text, after, tail, author, patterns) : tail;
    const closed = closing(text, whole.date === null ? afterNoise(text, whole.end, patterns) : whole.end);
    const attribution: Attribution = { ...author, ...whole, handle, closed };
    if (!isPlausible(text, attribution, after)) continue;
    floor = whole.end;
    yield attribution;
  }
}

type Tail = Pick<Attribution, 'end' | 'date' | 'url'>;

/** The date behind the handle, and what it links to. */
function readDate(text: string, from: number, { beforeDate }: Patterns): Tail {
  beforeDate.lastIndex = from;
  const skipped = beforeDate.exec(text);
  const date = printedDateAt(text, from + (skipped?.[0].length ?? 0));
  if (date === null) return { end: from, date: null, url: null };
  const link = /\]\(<?(https?:\/\/[^\s)>]{1,2000})>?\)/uy;
  link.lastIndex = date.end;
  const linked = skipped?.[1] === undefined ? null : link.exec(text);
  return { end: date.end + (linked?.[0].length ?? 0), date: date.date, url: linked?.[1] ?? null };
}

/** A date behind more than spaces, and the time of day behind a date. */
function readRest(text: string, from: number, tail: Tail, author: Author, { beforeDateToo }: Patterns): Tail {
  if (tail.date !== null) return { ...tail, end: tail.end + timeAt(text, tail.end) };
  beforeDateToo.lastIndex = from;
  const skipped = beforeDateToo.exec(text);
  const date = skipped === null ? null : printedDateAt(text, from + skipped[0].length);
  if (date === null || skipped === null) return tail;
  const bracket = text[date.end] === ')' && skipped[0].includes('(') ? 1 : 0;
  const end = date.end + bracket + timeAt(text, date.end + bracket);
  const told = author.dash || (author.ownLine && skipped[1] !== undefined);
  return told && closing(text, end) === 'line' ? { end, date: date.date, url: null } : tail;
}

/** Length of a time of day behind a date: ` at 5:15 PM`. */
function timeAt(text: string, from: number): number {
  timeOfDay.lastIndex = from;
  return timeOfDay.exec(text)?.[0].length ?? 0;
}

const timeOfDay =
  /,?[^\S\n]{1,3}(?:[-–—·•|,] ?)?(?:(?:at|um|à|a las|alle|às|в|о|kl\.?|om|o|pukul|saat) )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?![\d:.])(?:[^\S\n]?[ap]\.?m\b\.?)?(?:[^\S\n](?:UTC|GMT|[A-Z]{2,3}T)\b)?/iuy;

function afterNoise(text: string, end: number, { noiseHere }: Patterns): number {
  noiseHere.lastIndex = end;
  return end + (noiseHere.exec(text)?.[0].length ?? 0);
}

const lineEnds = new RegExp(`^(?:[^\\S\\n]|${mark})*(?:\\n|$)`, 'u');
const newSentence = new RegExp(`^(?:\\s|${mark})+(?:[\\p{Lu}\\p{Lo}"“„«'‘]|https?:)`, 'u');

function closing(text: string, end: number): Attribution['closed'] {
  const after = text.slice(end, end + 10);
  if (lineEnds.test(after)) return 'line';
  return newSentence.test(after) ? 'sentence' : null;
}

/** A sentence's end, a link, a tag or a mention. */
const textEnds = /(?:[.!?…。！？۔؟।]["”’»)\]]*|[/#@][\p{L}\p{M}\p{N}_]+)\s*$/u;

/** Without a date, or without a dash, much else looks alike: bylines, credits, prose that names an account. */
function isPlausible(text: string, found: Attribution, handleEnd: number): boolean {
  const name = found.name ?? '';
  const joint = text.slice(handleEnd, handleEnd + 2).trim();
  // "— By Name (@handle), date"
  if (found.dash && isByline(name) && /^[,|]/u.test(joint)) return false;
  const before = text.slice(Math.max(0, found.start - 60), found.start);
  // "Episode 12 – Guest (@handle) – date"
  if (found.dash && found.date !== null)
    return found.ownLine || !/^[-–—]/u.test(joint) || textEnds.test(before);
  if (!found.dash && joint.startsWith('|')) return false;
  if (isByline(name) || (!found.dash && isCredited(before))) return false;
  if (found.date !== null) {
    const rest = text.slice(found.end, found.end + 14);
    return (
      !timeFollows.test(rest) &&
      // prose goes on, a dateline ends
      !/^[^\S\n]*(?:[^\S\n]\p{Ll}|[-–—|])/u.test(rest) &&
      !(found.ownLine && isTopOfArticle(text, found.start))
    );
  }
  if (found.closed === null || found.name === null || isListed(text, found)) return false;
  if (mayBeByline(name) || /[(（]@|(?:^|\s)(?:by|with)\s/u.test(name)) return false;
  return !found.dash || found.ownLine || !/[.!?,;:"”»]\s/u.test(found.name.replace(abbreviations, ''));
}

/** One of several handles, each on a line: contributors, accounts to follow. */
function isListed(text: string, { start, end, ownLine }: Attribution): boolean {
  const item = /^[^\S\n]*[-–—•*]?[^\n]{1,80}[(（]@[^\n]{1,40}[)）][^\S\n]*$/u;
  const next = text.slice(end, end + 300).split('\n', 2)[1] ?? '';
  const above =
    text
      .slice(Math.max(0, start - 300), start)
      .split('\n')
      .at(-2) ?? '';
  return item.test(next) || (ownLine && /[(（]@[^\n]{1,40}[)）][^\S\n]*$/u.test(above));
}

/** Initials, titles and degrees. */
const abbreviations = /(?<!\p{L})(?:\p{L}|dr|mr|mrs|ms|st|sr|jr|sen|rep|gov|prof|gen|ph\.d)\./giu;

/** Posts of other networks print one: `20 Май 2020 в 2:12 PDT`. */
const timeFollows = /^[^\p{L}\n]{0,3}\p{L}{0,3}[^\S\n]?\d{1,2}[:.]\d\d/u;

/** At most a title stands above. */
export function isTopOfArticle(text: string, start: number): boolean {
  if (start > 400) return false;
  const above = text
    .slice(0, start)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return above.length <= 1 && (above[0] ?? '').length < 150;
}
