import { comparableText, foldedText } from '../ref.ts';
import { areNearDays } from './days.ts';

/** What one witness tells of a post: enough to know it again without its id. */
export interface Telling {
  /** Without the `@`. */
  readonly handle: string | null;
  /** ISO day or time; a printed day carries no time zone. */
  readonly date: string | null;
  readonly text: string;
}

/**
 * How two tellings of one post are alike, account and day aside. `same`: the same letters and digits; `cut`: one of them
 * ends early; `unlinked`: one lost mentions or tags, as extractors lose the words of links.
 */
export type Likeness = 'same' | 'cut' | 'unlinked';

/** Letters and digits without which words are too few to tell a post by. */
const fewest = 20;
/** Letters and digits that must be there of a text that was cut. */
const fewestOfCut = 40;
/** The share of words that must be left where linked ones were dropped. */
const leastKept = 0.9;
const mostDropped = 50;
/** Characters; no network has longer posts. */
const longest = 50_000;

/**
 * How two witnesses tell of one post: the same account, days at most one apart and the same words. Null unless they
 * surely do; without an account, a day or enough words nobody can say. Pure.
 */
export function likenessOf(a: Telling, b: Telling): Likeness | null {
  if (a.handle === null || b.handle === null || a.date === null || b.date === null) return null;
  if (a.handle !== b.handle && a.handle.toLowerCase() !== b.handle.toLowerCase()) return null;
  if (!areNearDays(a.date, b.date)) return null;
  if (a.text.length > longest || b.text.length > longest) return null;
  const [first, second] = [foldedOf(a), foldedOf(b)];
  const [shorter, longer] = first.letters.length <= second.letters.length ? [first, second] : [second, first];
  if (shorter.count < fewest) return null;
  if (shorter.letters === longer.letters) return 'same';
  if (isCut(shorter, longer.letters)) return 'cut';
  return isUnlinked(shorter, longer) ? 'unlinked' : null;
}

/** The one post that a post's tellings are like, with the telling that shows it; null when none is, or several are. */
export function theOneAlike<Candidate extends Telling & { readonly name: string }>(
  tellings: readonly Telling[],
  candidates: readonly Candidate[],
): { readonly candidate: Candidate; readonly likeness: Likeness } | null {
  const alike = candidates.flatMap((candidate) => {
    const [likeness] = tellings.flatMap((telling) => likenessOf(telling, candidate) ?? []);
    return likeness === undefined ? [] : [{ candidate, likeness }];
  });
  const [first] = alike;
  if (first === undefined || alike.some(({ candidate }) => candidate.name !== first.candidate.name))
    return null;
  return alike.find(({ likeness }) => likeness === 'same') ?? first;
}

/** True when the shorter text ends where the longer one goes on; a number that goes on is another number. */
function isCut({ letters, count, isMarkedAsCut }: Folded, longer: string): boolean {
  if (count < fewestOfCut || !longer.startsWith(letters)) return false;
  return isMarkedAsCut || !(/\p{N}$/u.test(letters) && /^\p{N}/u.test(longer.slice(letters.length)));
}

/** A text as it is compared. */
interface Folded {
  /** Its letters and digits. */
  readonly letters: string;
  readonly count: number;
  readonly isMarkedAsCut: boolean;
  /** It holds words that may have been links. */
  readonly hasLinked: boolean;
  readonly words: () => readonly Word[];
}

/** Of each telling at hand, since one is often compared with many. */
const foldedTexts = new WeakMap<Telling, Folded>();

function foldedOf(telling: Telling): Folded {
  const known = foldedTexts.get(telling);
  if (known !== undefined) return known;
  const text = foldedText(telling.text);
  const letters = comparableText(telling.text);
  let words: readonly Word[] | null = null;
  const folded: Folded = {
    letters,
    count: [...letters].length,
    isMarkedAsCut: text.trimEnd().endsWith('...'),
    hasLinked: /[@#]/u.test(text),
    words: () => {
      words ??= wordsOf(text);
      return words;
    },
  };
  foldedTexts.set(telling, folded);
  return folded;
}

interface Word {
  /** Its letters and digits. */
  readonly letters: string;
  /** It is a mention or a tag, so a link where it was published. */
  readonly isLinked: boolean;
}

/** True when the shorter text is the longer one without some of its linked words, all others in place. */
function isUnlinked(a: Folded, b: Folded): boolean {
  if (!b.hasLinked) return false;
  const [shorter, longer] = [a.words(), b.words()];
  const kept = shorter.length;
  const dropped = longer.length - kept;
  if (dropped <= 0 || dropped > mostDropped || kept < longer.length * leastKept) return false;
  /** How many words of the shorter text may have been met by now: a tag may repeat the word after it. */
  let met: ReadonlySet<number> = new Set([0]);
  for (const [index, { letters, isLinked }] of longer.entries()) {
    const next = new Set<number>();
    for (const count of met) {
      if (shorter[count]?.letters === letters) next.add(count + 1);
      if (isLinked && index - count < dropped) next.add(count);
    }
    if (next.size === 0) return false;
    met = next;
  }
  return met.has(kept);
}

/** Mentions and tags, single letters of scripts that write no spaces, and words. */
function wordsOf(text: string): Word[] {
  return [...text.matchAll(wordPattern)].flatMap(([word]) => {
    const letters = word.replace(/[^\p{L}\p{N}]/gu, '');
    return letters === '' ? [] : [{ letters, isLinked: /^[@#]/u.test(word) }];
  });
}

const unspaced = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}';

const wordPattern = new RegExp(
  [
    // A number behind a # is a rank, not a tag.
    '(?<![\\p{L}\\p{N}_])(?:@|#(?=[\\p{N}_]{0,50}\\p{L}))[\\p{L}\\p{M}\\p{N}_]+(?:[.@-][\\p{L}\\p{M}\\p{N}_]+)*',
    `[${unspaced}]`,
    `(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+`,
  ].join('|'),
  'gu',
);
