/**
 * As much of a terminal as our screen asks of one: text that wraps, carriage return, line feed, cursor up, erase
 * below. What has scrolled out stays in `rows`.
 */
export class Terminal {
  rows: string[][] = [[]];
  private row = 0;
  private column = 0;
  readonly columns: number;

  constructor(columns: number) {
    this.columns = columns;
  }

  readonly write = (text: string): void => {
    for (const [piece] of text.matchAll(/\u001b\[(\d*)[A-Z]|./gsu))
      if (piece.startsWith('\u001b')) this.obey(piece);
      else if (piece === '\r') this.column = 0;
      else if (piece === '\n') this.feed();
      else this.put(piece);
  };

  /** What can be read on it. */
  lines(): string[] {
    return this.rows.map((row) => row.join('').trimEnd());
  }

  private obey(sequence: string): void {
    const count = Number(/\d+/u.exec(sequence)?.[0] ?? 1);
    if (sequence.endsWith('A')) this.row = Math.max(0, this.row - count);
    else if (sequence.endsWith('J')) {
      this.rows.length = this.row + 1;
      this.rows[this.row]?.splice(this.column);
    } else throw new Error(`a terminal is asked for ${JSON.stringify(sequence)}`);
  }

  private put(character: string): void {
    if (this.column === this.columns) this.feed();
    const row = this.rows[this.row] ?? [];
    while (row.length < this.column) row.push(' ');
    row[this.column] = character;
    this.column += 1;
  }

  private feed(): void {
    this.row += 1;
    this.column = 0;
    this.rows[this.row] ??= [];
  }
}
