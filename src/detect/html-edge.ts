import { factsOf, type NameFacts } from '../html/element-names.ts';
import { holdTables, itemStops } from '../html/implied-ends.ts';
import type { OpenElements } from '../html/open-elements.ts';

/** How a text is cut out of a page. */
export interface Cut {
  /** Something stands before it. */
  readonly left: boolean;
  /** Something stands behind it. */
  readonly right: boolean;
  /** Elements that may be open where it begins, of those whose tags change the meaning of others far from them. */
  readonly outside: Outside;
}

export interface Outside {
  readonly button: boolean;
  readonly form: boolean;
  readonly table: boolean;
}

export const wholePage: Cut = {
  left: false,
  right: false,
  outside: { button: false, form: false, table: false },
};

/**
 * Watches for tags whose meaning depends on elements opened before the cut, which the text doesn't show: those that would
 * close elements of the text along with one outside. To be told of each tag before `open` is.
 */
export interface Edge {
  startTag(name: string): void;
  endTag(name: string): void;
  /** Every tag so far means the same in the whole page. */
  isSure(): boolean;
}

export function createEdge({ left, outside }: Cut, open: OpenElements): Edge {
  let isSure = true;

  function some(test: (facts: NameFacts) => boolean): boolean {
    for (let index = open.depth() - 1; index >= 0; index -= 1) if (test(open.factsAt(index))) return true;
    return false;
  }

  const isOpen = (name: string) => some((facts) => facts.name === name);
  const hasSpecial = () => some((facts) => facts.isSpecial);
  const hasBarrier = () => some((facts) => facts.isBarrier);
  /** No paragraph outside is still open, or can be reached. */
  const hasBlock = () => some((facts) => facts.closesParagraph || facts.isBarrier || facts.name === 'button');

  /** With nothing open in the text, a tag closes elements outside at most. */
  function startIsSure(facts: NameFacts): boolean {
    if (facts.rule === 'part') return !outside.table || isOpen('table');
    if (facts.rule === 'form') return !outside.form;
    if (open.depth() === 0) return true;
    if (facts.closesParagraph && !hasBlock()) return false;
    if (facts.rule === 'item') return some(({ isSpecial, name }) => isSpecial && !itemStops.has(name));
    if (facts.rule === 'table')
      return !outside.table || some(({ name }) => name === 'table' || holdTables.includes(name));
    if (facts.rule === 'button') return !outside.button || hasBarrier() || isOpen('button');
    return facts.rule !== 'link' || hasSpecial();
  }

  function endIsSure(facts: NameFacts): boolean {
    if (open.depth() === 0) return true;
    const { name } = facts;
    switch (name) {
      case 'body':
      case 'html':
        return false;
      case 'form':
        return !outside.form;
      case 'p':
      case 'br':
        return hasBlock();
      case 'template':
      case 'select':
        return true;
      case 'noscript':
        return isOpen(name);
      default:
    }
    if (facts.rule === 'part' || facts.rule === 'table') return !outside.table || isOpen('table');
    if (facts.rule === 'button') return !outside.button || hasBarrier() || isOpen(name);
    if (isOpen(name)) return true;
    if (facts.rule === 'heading' && some(({ rule }) => rule === 'heading')) return true;
    if (facts.isFormatting || !facts.isSpecial) return hasSpecial();
    return facts.isVoid || hasBarrier();
  }

  return {
    startTag(name) {
      if (left && isSure) isSure = startIsSure(factsOf(name));
    },
    endTag(name) {
      if (left && isSure) isSure = endIsSure(factsOf(name));
    },
    isSure: () => isSure,
  };
}
