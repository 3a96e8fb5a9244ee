import {
  factsOf,
  foreignFactsOf,
  markerFacts,
  type NameFacts,
  type NameRule,
  slotCount,
} from './element-names.ts';
import { holdsHtmlTag, leavesForeign, readForeignTag } from './foreign-tags.ts';
import { impliedEnds, itemStops } from './implied-ends.ts';
import { slots } from './name-slots.ts';
import type { StartTag } from './tokenizer.ts';

/** How an element came to its end: by its own tag, by another's, or not at all. */
export type ElementEnd = 'own' | 'implied' | 'cut';

export interface OpenElements {
  /** Number of open elements; the innermost has index `depth() - 1`. */
  depth(): number;
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
  let depth = 0;
  /** Index of the innermost element of each known name; -1 without one. */
  const innermost = new Int32Array(slotCount()).fill(-1);
  /** The same of all other names. */
  const innermostOther = new Map<string, number>();
  /** For each index: where the next element of its name stands further out. */
  const outer: number[] = [];
  /** For each index: the innermost special, barrier and so on at it or further out; -1 without one. */
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

  const at = (list: ArrayLike<number>, index: number) => list[index] ?? -1;
  const last = (list: readonly number[]) => at(list, depth - 1);
  const keyOf = ({ foreign, name }: NameFacts) => (foreign === null ? name : `${foreign}:${name}`);
  const placeOf = ({ slot, name }: NameFacts) =>
    slot === -1 ? (innermostOther.get(name) ?? -1) : at(innermost, slot);
  const top = () => (depth === 0 ? undefined : stack[depth - 1]);

  function setPlace(facts: NameFacts, index: number): void {
    if (facts.slot !== -1) innermost[facts.slot] = index;
    else if (index === -1) innermostOther.delete(keyOf(facts));
    else innermostOther.set(keyOf(facts), index);
  }

  function push(facts: NameFacts): void {
    const index = depth;
    const isForeign = facts.foreign !== null;
    foreignStarts[index] = isForeign ? (inForeignRun() ? at(foreignStarts, index - 1) : index) : -1;
    stack[index] = facts;
    outer[index] = facts.slot === -1 ? (innermostOther.get(keyOf(facts)) ?? -1) : at(innermost, facts.slot);
    setPlace(facts, index);
    specials[index] = facts.isSpecial ? index : last(specials);
    barriers[index] = facts.isBarrier ? index : last(barriers);
    itemWalls[index] = facts.isSpecial && !itemStops.has(facts.name) ? index : last(itemWalls);
    depth = index + 1;
  }

  function pop(end: number, how: ElementEnd): void {
    const index = depth - 1;
    const facts = stack[index];
    if (facts === undefined) return;
    onClose(index, end, how);
    depth = index;
    if (facts === gone) return;
    setPlace(facts, at(outer, index));
    if (facts.name === 'form') formIsOpen = false;
  }

  /** Closes down to and including `index`; those above it end where the tag begins. */
  function popTo(index: number, start: number, end: number, how: ElementEnd): void {
    while (depth - 1 > index) pop(start, 'implied');
    if (depth - 1 === index) pop(end, how);
  }

  /** Takes the innermost of its name out from under the blocks it holds, as misnested formatting is. */
  function takeOut(index: number): void {
    const facts = stack[index];
    if (facts === undefined) return;
    setPlace(facts, at(outer, index));
    stack[index] = gone;
    if (!facts.isSpecial) return;
    // Formatting is never special, and there is one form at a time, so this is rare.
    for (const list of [specials, barriers, itemWalls])
      for (let inner = index; inner < depth && list[inner] === index; inner += 1)
        list[inner] = at(list, index - 1);
  }

  function inForeignRun(): boolean {
    return (top()?.foreign ?? null) !== null;
  }

  function leaveForeign(start: number): void {
    while (inForeignRun() && top()?.isIntegrationPoint === false) pop(start, 'implied');
  }

  function openForeign(tag: StartTag, foreign: 'svg' | 'math'): Opened {
    const { holdsHtml, selfClosed } = readForeignTag(text, tag, foreign);
    if (selfClosed) return passed.foreign;
    push(foreignFactsOf(tag.name, foreign, holdsHtml));
    return stayed.foreign;
  }

  function openHtml(tag: StartTag, facts: NameFacts): Opened {
    const { start } = tag;
    const { rule } = facts;
    if (rule === 'root' || (rule === 'form' && formIsOpen)) return passed.html;
    if (rule === 'part' && at(innermost, slots.table) === -1) return passed.html;
    if (facts.closesParagraph) closeParagraph(start);
    if (rule !== null) makeRoom(facts, rule, start);
    if (facts.isVoid) return passed.html;
    if (facts.name === 'svg' || facts.name === 'math')
      return openForeign(tag, facts.name).stays ? stayed.html : passed.html;
    if (rule === 'form') formIsOpen = true;
    push(facts);
    return stayed.html;
  }

  /** Closes what an element of that name can't stand in. */
  function makeRoom(facts: NameFacts, rule: NameRule, start: number): void {
    const place = at(innermost, facts.slot);
    if (rule === 'item') {
      const item = facts.name === 'li' ? place : innermostOf(slots.terms);
      if (item !== -1 && last(itemWalls) === item) popTo(item, start, start, 'implied');
    } else if (rule === 'heading' || rule === 'option') {
      if (top()?.rule === rule) pop(start, 'implied');
    } else if (rule === 'link') {
      if (place > last(barriers)) closeFormatting(facts, start, start, 'implied');
    } else if (rule === 'button') {
      if (place > last(barriers)) popTo(place, start, start, 'implied');
    } else if (rule === 'table') {
      if (place > innermostOf(slots.holdTables)) popTo(place, start, start, 'implied');
    } else if (rule === 'part') closeTableParts(facts.name, start);
  }

  function innermostOf(several: readonly number[]): number {
    let place = -1;
    for (const slot of several) place = Math.max(place, at(innermost, slot));
    return place;
  }

  function closeParagraph(start: number): void {
    const paragraph = at(innermost, slots.p);
    if (paragraph !== -1 && paragraph > Math.max(last(barriers), at(innermost, slots.button)))
      popTo(paragraph, start, start, 'implied');
  }

  function closeTableParts(name: string, start: number): void {
    const table = at(innermost, slots.table);
    if (innermostOf(slots.tableWalls) > table) return;
    const context = Math.max(innermostOf(slots.contexts.get(name) ?? []), table);
    while (depth - 1 > context) pop(start, 'implied');
  }

  function closeFormatting(facts: NameFacts, start: number, end: number, how: ElementEnd): void {
    const index = placeOf(facts);
    if (index === -1 || index < last(barriers)) return;
    if (last(specials) > index) takeOut(index);
    else popTo(index, start, end, how);
  }

  /** `</form>` takes the form away and leaves what it holds open. */
  function closeForm(facts: NameFacts, start: number, end: number): void {
    const index = placeOf(facts);
    formIsOpen = false;
    if (index === -1 || index < last(barriers)) return;
    while (impliedEnds.has(top()?.name ?? '')) pop(start, 'implied');
    if (index === depth - 1) pop(end, 'own');
    else takeOut(index);
  }

  function closeHtml(facts: NameFacts, start: number, end: number): void {
    if (facts.rule === 'form') closeForm(facts, start, end);
    else if (facts.isFormatting) closeFormatting(facts, start, end, 'own');
    else {
      const index = facts.rule === 'heading' ? innermostOf(slots.headings) : placeOfPart(facts);
      if (index !== -1 && index > wallOf(facts, index)) popTo(index, start, end, 'own');
    }
  }

  /** No end tag of that name reaches past it. */
  function wallOf({ rule, name, isSpecial }: NameFacts, index: number): number {
    if (rule === 'unwalled') return -1;
    if (rule === 'table') return at(innermost, slots.template);
    if (rule === 'part') return Math.max(at(innermost, slots.template), at(innermost, slots.table));
    if (!isSpecial) return last(specials);
    const barrier = last(barriers) === index ? -1 : last(barriers);
    // Lists hold their items, buttons their paragraphs.
    if (name === 'li') return Math.max(barrier, innermostOf(slots.lists));
    return name === 'p' ? Math.max(barrier, at(innermost, slots.button)) : barrier;
  }

  /** A row whose tag was left out is where its cells are. */
  function placeOfPart(facts: NameFacts): number {
    const index = placeOf(facts);
    if (facts.name !== 'tr' && facts.name !== 'tbody') return index;
    const table = at(innermost, slots.table);
    if (index > table) return index;
    const parts = slots.rowParts.map((slot) => at(innermost, slot)).filter((part) => part > table);
    return parts.length > 0 ? Math.min(...parts) : index;
  }

  return {
    depth: () => depth,
    factsAt: (index) => (index < depth ? stack[index] : null) ?? gone,
    open(tag) {
      bodyEnd = null;
      const facts = factsOf(tag.name);
      if (depth >= deepest) {
        if (!facts.isVoid && text[tag.end - 2] !== '/') beyond += 1;
        return passed.html;
      }
      const current = top();
      if (current !== undefined && current.foreign !== null && !holdsHtmlTag(current, tag.name)) {
        if (!leavesForeign(text, tag)) return openForeign(tag, current.foreign);
        leaveForeign(tag.start);
      }
      return openHtml(tag, facts);
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
      if (inForeignRun()) {
        const index = Math.max(
          innermostOther.get(`svg:${name}`) ?? -1,
          innermostOther.get(`math:${name}`) ?? -1,
        );
        if (index !== -1 && index >= last(foreignStarts)) {
          popTo(index, start, end, 'own');
          return;
        }
      }
      closeHtml(factsOf(name), start, end);
    },
    openMarker(name) {
      push(markerFacts(name));
    },
    closeMarker(name, end) {
      const index = placeOf(markerFacts(name));
      if (index === -1 || index < last(specials)) return false;
      popTo(index, end, end, 'own');
      return true;
    },
    finish(end) {
      while (depth > 0) pop(bodyEnd ?? end, 'cut');
    },
    inForeign: inForeignRun,
  };
}

type Opened = ReturnType<OpenElements['open']>;

const stayed = { html: { kind: 'html', stays: true }, foreign: { kind: 'foreign', stays: true } } as const;
const passed = { html: { kind: 'html', stays: false }, foreign: { kind: 'foreign', stays: false } } as const;

/** No article is nested so deep; a page made to fill the memory is. */
const deepest = 150_000;

/** Stands where an element was taken out. */
const gone: NameFacts = markerFacts('');
