/**
 * Finds a string from ever later places of one text. Remembers the last find, so that asking from a thousand places
 * reads the text once: a plain `indexOf` would run to the end each time when there is nothing to find.
 */
export function createFinder(text: string, needle: string): (from: number) => number {
  let askedFrom = 0;
  let found = -2;
  return (from) => {
    if (found === -1 && from >= askedFrom) return -1;
    if (found >= from && from >= askedFrom) return found;
    askedFrom = from;
    found = text.indexOf(needle, from);
    return found;
  };
}
