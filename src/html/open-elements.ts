import {
  breakouts,
  factsOf,
  foreignFactsOf,
  markerFacts,
  mathIntegrationPoints,
  type NameFacts,
  svgIntegrationPoints,
} from './element-names.ts';
import { cellsAndRows, headings, holdTables, impliedEnds, itemStops, tableContexts } from './implied-ends.ts';
import type { StartTag } from './tokenizer.ts';

/** How an element came to its end: by its own tag, by another's, or not at all. */
export type ElementEnd = 'own' | 'implied' | 'cut';

export interface OpenElements {
  /** Number of open elements; the innermost has index `depth - 1`. */
  readonly depth: number;
  factsAt(index: number): NameFacts;
  /** Opens the element, closing what its tag closes. False when nothing stays open: void, ignored or self-closed. */
  open(tag: StartTag): { readonly kind: 'html' | 'foreign'; readonly stays: boolean };
  close(name: string, start: number, end: number): void;
  /** A place that is no element, such as a comment that opens a block: closed by name, if no block stands between. */
  openMarker(name: string): void;
  closeMarker(name: string, end: number): boolean;
  /** Closes all that is open at the end of the page. */
  finish(end: number): void;
  inForeign(): boolean;
}

/** Hears of an element that ends, while it still stands at its index; all inside it have ended before. */
export type OnClose = (index: number, end: number, how: ElementEnd) => void;

/**
 * The stack of open elements of the HTML standard, with every question about it answered in constant time, so that
 * a million unclosed tags cost no more than a million closed ones. Kept are the rules that decide where
 * an element ends; not those that only move nodes about (foster parenting, rebuilt formatting).
 */
export function createOpenElements(text: string, onClose: OnClose): OpenElements {
  const stack: NameFacts[] = [];
  /** Where each name stands in the stack. */
  const places = new Map<string, number[]>();
  const specials: number[] = [];
  const barriers: number[] = [];
  /** Specials but those a new list item looks through. */
  const itemWalls: number[] = [];
  /** For a foreign element, where its run of foreign elements begins. */
  const foreignStarts: number[] = [];
  let formIsOpen = false;
  let bodyEnd: number | null = null;
  /** Elements opened beyond the deepest, and not closed again: passed over. */
  let beyond = 0;

  const keyOf = ({ foreign, name }: NameFacts) => (foreign === null ? name : `${foreign}:${name}`);
  const last = (list: readonly number[] | undefined) => list?.at(-1) ?? -1;
  const placeOf = (name: string) => last(places.get(name));
  const top = () => stack.at(-1);

  function push(facts: NameFacts): void {
    const index = stack.length;
    foreignStarts.push(
      facts.foreign === null ? -1 : inForeignRun() ? (foreignStarts[index - 1] ?? index) : index,
    );
    stack.push(facts);
    const key = keyOf(facts);
    const list = places.get(key);
    if (list === undefined) places.set(key, [index]);
    else list.push(index);
    if (facts.isSpecial) specials.push(index);
    if (facts.isBarrier) barriers.push(index);
    if (facts.isSpecial && !itemStops.has(facts.name)) itemWalls.push(index);
  }

  function pop(end: number, how: ElementEnd): void {
    const index = stack.length - 1;
    const facts = stack[index];
    if (facts === undefined) return;
    onClose(index, end, how);
    stack.pop();
    foreignStarts.pop();
    if (facts === gone) return;
    places.get(keyOf(facts))?.pop();
    for (const list of [specials, barriers, itemWalls]) if (last(list) === index) list.pop();
    if (facts.name === 'form') formIsOpen = false;
  }

  /** Closes down to and including `index`; those above it end where the tag begins. */
  function popTo(index: number, start: number, end: number, how: ElementEnd): void {
    while (stack.length - 1 > index) pop(start, 'implied');
    if (stack.length - 1 === index) pop(end, how);
  }

  /** Takes an element out from under the blocks it holds, as misnested formatting is. */
  function takeOut(index: number): void {
    const facts = stack[index];
    if (facts === undefined) return;
    places.get(keyOf(facts))?.pop();
    // Formatting stands in none of the lists, and there is one form at a time, so this is rare.
    for (const list of facts.isSpecial ? [specials, barriers, itemWalls] : []) {
      const at = list.lastIndexOf(index);
      if (at !== -1) list.splice(at, 1);
    }
    stack[index] = gone;
  }

  function inForeignRun(): boolean {
    return (top()?.foreign ?? null) !== null;
  }

  function leaveForeign(start: number): void {
    while (inForeignRun() && top()?.isIntegrationPoint === false) pop(start, 'implied');
  }

  function openForeign(tag: StartTag, foreign: 'svg' | 'math'): { kind: 'foreign'; stays: boolean } {
    const source = text.slice(tag.attributes, tag.end);
    const points = foreign === 'svg' ? svgIntegrationPoints : mathIntegrationPoints;
    const holdsHtml =
      points.has(tag.name) ||
      (tag.name === 'annotation-xml' &&
        /encoding\s*=\s*["']?(?:text\/html|application\/xhtml\+xml)/iu.test(source));
    const selfClosed = /(?:^|[\s"'])[^\s"'=>]*\/>$/u.test(source);
    if (!selfClosed) push(foreignFactsOf(tag.name, foreign, holdsHtml));
    return { kind: 'foreign', stays: !selfClosed };
  }

  function closesItem(name: string, start: number): void {
    const names = name === 'li' ? ['li'] : ['dd', 'dt'];
    const item = Math.max(...names.map(placeOf));
    if (item !== -1 && last(itemWalls) === item) popTo(item, start, start, 'implied');
  }

  function openHtml(tag: StartTag): { kind: 'html'; stays: boolean } {
    const { name, start } = tag;
    const ignored = { kind: 'html', stays: false } as const;
    if (name === 'html' || name === 'head' || name === 'body' || name === 'frameset') return ignored;
    if (name === 'form' && formIsOpen) return ignored;
    if (cellsAndRows.has(name) && placeOf('table') === -1) return ignored;
    const facts = factsOf(name);
    if (facts.closesParagraph) closeParagraph(start);
    if (name === 'li' || name === 'dd' || name === 'dt') closesItem(name, start);
    else if (headings.has(name) && headings.has(top()?.name ?? '')) pop(start, 'implied');
    else if (name === 'a' || name === 'nobr') {
      if (placeOf(name) > last(barriers)) closeFormatting(name, start, start, 'implied');
    } else if (name === 'button' && placeOf('button') > last(barriers))
      popTo(placeOf('button'), start, start, 'implied');
    else if (name === 'table') {
      const table = placeOf('table');
      if (table > Math.max(...holdTables.map(placeOf))) popTo(table, start, start, 'implied');
    } else if (name === 'option' && top()?.name === 'option') pop(start, 'implied');
    else closeTableParts(name, start);
    if (facts.isVoid) return ignored;
    if (name === 'svg' || name === 'math') return { ...openForeign(tag, name), kind: 'html' };
    if (name === 'form') formIsOpen = true;
    push(facts);
    return { kind: 'html', stays: true };
  }

  function closeParagraph(start: number): void {
    const paragraph = placeOf('p');
    if (paragraph > Math.max(last(barriers), placeOf('button'))) popTo(paragraph, start, start, 'implied');
  }

  function closeTableParts(name: string, start: number): void {
    const contexts = tableContexts.get(name);
    if (contexts === undefined || Math.max(placeOf('template'), placeOf('select')) > placeOf('table')) return;
    const context = Math.max(...contexts.map(placeOf), placeOf('table'));
    while (stack.length - 1 > context) pop(start, 'implied');
  }

  function closeFormatting(name: string, start: number, end: number, how: ElementEnd): void {
    const index = placeOf(name);
    if (index === -1 || index < last(barriers)) return;
    if (last(specials) > index) takeOut(index);
    else popTo(index, start, end, how);
  }

  /** `</form>` takes the form away and leaves what it holds open. */
  function closeForm(start: number, end: number): void {
    const index = placeOf('form');
    formIsOpen = false;
    if (index === -1 || index < last(barriers)) return;
    while (impliedEnds.has(top()?.name ?? '')) pop(start, 'implied');
    if (index === stack.length - 1) pop(end, 'own');
    else takeOut(index);
  }

  function closeHtml(name: string, start: number, end: number): void {
    const facts = factsOf(name);
    if (name === 'form') {
      closeForm(start, end);
      return;
    }
    if (facts.isFormatting) {
      closeFormatting(name, start, end, 'own');
      return;
    }
    const index = headings.has(name) ? Math.max(...[...headings].map(placeOf)) : placeOfPart(name);
    if (index === -1) return;
    const wall =
      name === 'template' || name === 'select' || name === 'noscript'
        ? -1
        : cellsAndRows.has(name) || name === 'table'
          ? Math.max(placeOf('template'), name === 'table' ? -1 : placeOf('table'))
          : facts.isSpecial
            ? Math.max(lastBelow(barriers, index), scopeOf(name))
            : last(specials);
    if (index > wall) popTo(index, start, end, 'own');
  }

  /** A row whose tag was left out is where its cells are. */
  function placeOfPart(name: string): number {
    const index = placeOf(name);
    const table = placeOf('table');
    if (index > table || (name !== 'tr' && name !== 'tbody')) return index;
    const parts = ['tr', 'td', 'th'].map(placeOf).filter((part) => part > table);
    return parts.length > 0 ? Math.min(...parts) : index;
  }

  /** Lists hold their items, buttons their paragraphs. */
  function scopeOf(name: string): number {
    if (name === 'li') return Math.max(placeOf('ol'), placeOf('ul'));
    return name === 'p' ? placeOf('button') : -1;
  }

  /** The innermost barrier, unless that is the element itself. */
  function lastBelow(list: readonly number[], index: number): number {
    return last(list) === index ? -1 : last(list);
  }

  return {
    get depth() {
      return stack.length;
    },
    factsAt: (index) => stack[index] ?? gone,
    open(tag) {
      bodyEnd = null;
      if (stack.length >= deepest) {
        if (!factsOf(tag.name).isVoid && text[tag.end - 2] !== '/') beyond += 1;
        return { kind: 'html', stays: false };
      }
      const current = top();
      if (current !== undefined && current.foreign !== null && !holdsHtmlTag(current, tag.name)) {
        if (!breakouts.has(tag.name) && !isFontWithLooks(text, tag)) return openForeign(tag, current.foreign);
        leaveForeign(tag.start);
      }
      return openHtml(tag);
    },
    close(name, start, end) {
      if (beyond > 0) {
        beyond -= 1;
        return;
      }
      if (name === 'body' || name === 'html') {
        bodyEnd ??= start;
        return;
      }
      if (name === 'p' || name === 'br') leaveForeign(start);
      const foreign = top()?.foreign ?? null;
      const index = foreign === null ? -1 : Math.max(placeOf(`svg:${name}`), placeOf(`math:${name}`));
      if (index !== -1 && index >= (foreignStarts.at(-1) ?? -1)) popTo(index, start, end, 'own');
      else closeHtml(name, start, end);
    },
    openMarker(name) {
      push(markerFacts(name));
    },
    closeMarker(name, end) {
      const index = placeOf(name);
      if (index === -1 || index < last(specials)) return false;
      popTo(index, end, end, 'own');
      return true;
    },
    finish(end) {
      while (stack.length > 0) pop(bodyEnd ?? end, 'cut');
    },
    inForeign: inForeignRun,
  };
}

/** No article is nested so deep; a page made to fill the memory is. */
const deepest = 150_000;

/** Stands where an element was taken out. */
const gone: NameFacts = markerFacts('');

function holdsHtmlTag(current: NameFacts, name: string): boolean {
  if (!current.isIntegrationPoint) return false;
  return !(current.foreign === 'math' && (name === 'mglyph' || name === 'malignmark'));
}

function isFontWithLooks(text: string, tag: StartTag): boolean {
  return tag.name === 'font' && /[\s/](?:color|face|size)[\s=/>]/iu.test(text.slice(tag.attributes, tag.end));
}
