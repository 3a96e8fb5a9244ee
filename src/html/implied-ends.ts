/** Elements whose end tag may be left out: `</form>` and its like close them on the way. */
export const impliedEnds: ReadonlySet<string> = new Set('dd dt li optgroup option p rb rp rt rtc'.split(' '));

export const headings: readonly string[] = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** Blocks that a new `li`, `dd` or `dt` looks through for the item it closes. */
export const itemStops: ReadonlySet<string> = new Set(['address', 'div', 'p']);

/** What the start tag of a table part may stand in: all that is open inside that is closed by it. */
export const tableContexts: ReadonlyMap<string, readonly string[]> = new Map([
  ['td', ['tr', 'tbody', 'thead', 'tfoot', 'table']],
  ['th', ['tr', 'tbody', 'thead', 'tfoot', 'table']],
  ['tr', ['tbody', 'thead', 'tfoot', 'table']],
  ['tbody', ['table']],
  ['thead', ['table']],
  ['tfoot', ['table']],
  ['caption', ['table']],
  ['colgroup', ['table']],
  ['col', ['colgroup', 'table']],
]);

/** Where a table may stand inside a table; anywhere else it closes the one it stands in. */
export const holdTables: readonly string[] = ['td', 'th', 'caption', 'template'];
