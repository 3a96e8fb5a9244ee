import type { EmbedPage } from '../model/platform.ts';
import { comparableText } from '../ref.ts';
import type { ElementReading, PageReading } from './in-page-reading.ts';

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

export type Verdict =
  | { readonly kind: 'post'; readonly index: number }
  /** Why it is not; `detail` is for people. */
  | { readonly kind: NotThePost; readonly detail: string };

/**
 * `wall`: login, consent, error page; `empty`: no such element, or nothing in it yet; `mismatch`: another post, author
 * or text; `covered`: something lies on top.
 */
export type NotThePost = 'wall' | 'empty' | 'mismatch' | 'covered';

/**
 * Decides whether a page shows the post that was asked for: in one and the same element its id always, its author and
 * the first 40 letters of its text where known, and no wall anywhere. Pure.
 */
export function judgePage(reading: PageReading, expected: Expected, page: Pick<EmbedPage, 'walls'>): Verdict {
  const wall = page.walls.find(({ text }) => reading.walls.includes(text));
  if (wall !== undefined) return { kind: 'wall', detail: wall.kind };
  const shown = reading.elements
    .map((element, index) => ({ element, index }))
    .filter(({ element }) => isShown(element));
  const [first] = shown;
  if (first === undefined)
    return { kind: 'empty', detail: reading.shown === 0 ? 'a blank page' : 'no post on the page' };
  const found = shown.find(({ element }) => namesId(element.permalink, expected.id));
  if (found === undefined)
    return first.element.permalink.length === 0 && first.element.text === null
      ? { kind: 'empty', detail: 'an element with nothing of a post in it' }
      : { kind: 'mismatch', detail: 'id' };
  const { element, index } = found;
  if (!namesAuthor(element, expected)) return { kind: 'mismatch', detail: 'author' };
  if (!beginsAlike(element.text, expected)) return { kind: 'mismatch', detail: 'text' };
  if (element.covered) return { kind: 'covered', detail: 'something lies over the post' };
  return { kind: 'post', index };
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
    const wanted = handle.toLowerCase();
    return (
      element.author.some((text) => standsIn(text.toLowerCase(), `@${wanted}`, /[\p{L}\p{N}_.-]/u)) ||
      element.authorMarks.some((mark) => standsIn(decoded(mark).toLowerCase(), wanted, /[\p{L}\p{N}_.]/u))
    );
  }
  const wanted = comparableText(name ?? '');
  return wanted === '' || element.author.some((text) => comparableText(text).includes(wanted));
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
