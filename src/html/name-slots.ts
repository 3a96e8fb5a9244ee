import { slotOf } from './element-names.ts';
import { headings, holdTables, tableContexts } from './implied-ends.ts';

const slotsOf = (names: readonly string[]): readonly number[] => names.map(slotOf);

/** Slots of the names that the rules of tree construction speak of. */
export const slots = {
  p: slotOf('p'),
  button: slotOf('button'),
  table: slotOf('table'),
  template: slotOf('template'),
  terms: slotsOf(['dd', 'dt']),
  lists: slotsOf(['ol', 'ul']),
  headings: slotsOf(headings),
  holdTables: slotsOf(holdTables),
  tableWalls: slotsOf(['template', 'select']),
  rowParts: slotsOf(['tr', 'td', 'th']),
  contexts: new Map([...tableContexts].map(([name, contexts]) => [name, slotsOf(contexts)])),
};
