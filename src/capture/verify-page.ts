import type { EmbedPage } from '../model/platform.ts';
import type { WallKind } from '../model/wall.ts';
import { comparableText } from '../ref.ts';
import type { ElementReading, PageReading } from './in-page-reading.ts';
import { ownWallIn, saysTranslated, type Wall, wallInWords } from './walls.ts';

/** What must be seen in the element for it to be the post. */
export interface Expected {
  /** The platform's id of the post. */
  readonly id: string;
  /** Without the `@`. */
  readonly handle: string | null;
  readonly name: string | null;
  /** Null or empty when the post has none or none is known. */
  readonly text: string | null;
}

export type Verdict = { readonly kind: 'post'; readonly index: number } | NotThePost;

/** Why a page is not the post; `detail` is for people. */
export interface NotThePost {
  readonly kind: WallKind;
  readonly detail: string;
}

/**
 * Decides whether a page shows the post that was asked for: in one and the same element its id always, its
 * author and the first 40 letters of its text where known, nothing over it, and no wall of the platform's beside it.
 * Where the post has no words of its own to be told by, no wall of any kind may be there. Pure.
 */
export function judgePage(reading: PageReading, expected: Expected, page: Pick<EmbedPage, 'walls'>): Verdict {
  const verdict = findPost(reading, expected);
  if (verdict.kind === 'post') {
    const isTold = comparableText(expected.text ?? '') !== '';
    const words = isTold ? reading.around : wordsBeside(reading, verdict.index);
    const own = ownWallIn(words, page.walls);
    if (own !== null) return walled(own);
    return (isTold ? null : wallBeside(words, reading)) ?? verdict;
  }
  const own = ownWallIn(allWords(reading), page.walls);
  return own === null ? wallInstead(reading, verdict) : walled(own);
}

/** Looks for the post alone, whatever stands around it. Pure. */
function findPost(reading: PageReading, expected: Expected): Verdict {
  if (reading.cut) return { kind: 'error', detail: 'the page is larger than can be read' };
  const shown = reading.elements
    .map((element, index) => ({ element, index }))
    .filter(({ element }) => isShown(element));
  const [first] = shown;
  if (first === undefined)
    return {
      kind: 'empty',
      detail: allWords(reading).trim() === '' ? 'a blank page' : 'no post on the page',
    };
  const found = shown.find(({ element }) => namesId(element.permalink, expected.id));
  if (found === undefined)
    return first.element.permalink.length === 0 && first.element.text === null
      ? { kind: 'empty', detail: 'an element with nothing of a post in it' }
      : { kind: 'id', detail: 'another post, or none that is named' };
  const { element, index } = found;
  if (element.cover !== null) return { kind: 'covered', detail: 'something lies over the post' };
  const unseen = element.hidden ? ', or what is there can’t be seen' : '';
  if (!namesAuthor(element, expected)) return { kind: 'author', detail: `not its author’s name${unseen}` };
  if (!beginsAlike(element.text, expected)) return { kind: 'text', detail: `not its words${unseen}` };
  return { kind: 'post', index };
}

function allWords({ around, within, title }: PageReading): string {
  return `${around} ${within} ${title}`;
}

/** Words of a post's own element are not held against it, unless there is nothing but that element. */
function wordsBeside({ around, within, elements }: PageReading, index: number): string {
  return elements[index]?.whole === true ? `${around} ${within}` : around;
}

/** Walls that leave the frame of a post standing. */
function wallBeside(words: string, { signs }: PageReading): NotThePost | null {
  const wall = wallInWords(words);
  if (wall !== null) return walled(wall);
  const sign = (['interstitial', 'captcha', 'login'] as const).find((kind) => signs.includes(kind));
  return sign === undefined ? null : { kind: sign, detail: 'as its elements tell' };
}

function walled({ kind, sign }: Wall): NotThePost {
  return { kind, detail: `“${sign}”` };
}

/** What stands there instead. The words of what lies over a post tell more than that it is covered. */
function wallInstead(reading: PageReading, verdict: NotThePost): NotThePost {
  const { signs, elements } = reading;
  if (verdict.kind === 'covered') {
    const wall = wallInWords(elements.map(({ cover }) => cover ?? '').join(' '));
    const sign = (['captcha', 'consent', 'login'] as const).find((kind) => signs.includes(kind));
    return wall === null ? { kind: sign ?? 'covered', detail: verdict.detail } : walled(wall);
  }
  const barred = (['interstitial', 'captcha'] as const).find((kind) => signs.includes(kind));
  if (barred !== undefined) return { kind: barred, detail: 'as its elements tell' };
  if (verdict.kind === 'text' && isTranslated(reading)) return { kind: 'language', detail: 'translated' };
  const wall = wallInWords(allWords(reading));
  if (wall !== null) return walled(wall);
  const asked = (['consent', 'login'] as const).find((kind) => signs.includes(kind));
  if (asked !== undefined) return { kind: asked, detail: 'as its elements tell' };
  const isWaiting = signs.includes('empty') && verdict.kind !== 'author' && verdict.kind !== 'text';
  return isWaiting ? { kind: 'empty', detail: 'still loading' } : verdict;
}

function isTranslated(reading: PageReading): boolean {
  return reading.signs.includes('language') || saysTranslated(allWords(reading));
}

function isShown(element: ElementReading): boolean {
  return element.width >= 1 && element.height >= 1;
}

/** Every part of the id (`host/id`, `did:…/rkey`) stands in one value, with no letter or digit before or after. */
function namesId(values: readonly string[], id: string): boolean {
  return values.some((value) =>
    id.split('/').every((part) => standsIn(decoded(value), part, /[\p{L}\p{N}_]/u)),
  );
}

/** With the `@`, since anybody can take a handle as a name; or in an address or other mark of the author's. */
function namesAuthor(element: ElementReading, { handle, name }: Expected): boolean {
  if (handle !== null) {
    const wanted = plain(handle);
    return (
      element.author.some((text) => standsIn(plain(text), `@${wanted}`, /[\p{L}\p{N}\p{M}_.-]/u)) ||
      element.authorMarks.some((mark) => standsIn(plain(decoded(mark)), wanted, /[\p{L}\p{N}\p{M}_.]/u))
    );
  }
  const wanted = comparableText(name ?? '');
  return wanted === '' || element.author.some((text) => comparableText(text).includes(wanted));
}

/** What isn't drawn can't part a longer handle in two. */
function plain(text: string): string {
  return text.replace(/\p{Default_Ignorable_Code_Point}/gu, '').toLowerCase();
}

/**
 * Letters and digits only: emoji are pictures on some pages, links are cut in as many ways as there are pages. Some pages
 * put the handle before the words, some show the first paragraph and no more.
 */
function beginsAlike(seen: string | null, { text, handle }: Expected): boolean {
  const wanted = [...comparableText(text ?? '')].slice(0, 40).join('');
  const shown = comparableText(seen ?? '');
  const name = comparableText(handle ?? '');
  if (shown.startsWith(wanted) || shown.startsWith(name + wanted)) return true;
  const [paragraph = ''] = (text ?? '').split(/\n\s*\n/u);
  return shown !== '' && shown === comparableText(paragraph);
}

function standsIn(text: string, part: string, letter: RegExp): boolean {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const before = text.slice(0, at).at(-1) ?? ' ';
    const after = text.slice(at + part.length).at(0) ?? ' ';
    if (!letter.test(before) && !letter.test(after)) return true;
  }
  return false;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A lone percent sign: the value as it stands.
    return value;
  }
}
