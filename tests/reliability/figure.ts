/** What one figure of the harness shows: `npm run reliability` prints a line of it. */
export interface Figure {
  /** `R6`. */
  readonly id: string;
  /** What has to come out: `0 reached`. */
  readonly aim: string;
  run(options: FigureOptions): Promise<Finding>;
}

export interface FigureOptions {
  /** All there is to it, which may take minutes; otherwise a part that takes seconds. */
  readonly full: boolean;
  /** 32 bits that all chance is drawn from, so that a run can be repeated. */
  readonly seed: number;
}

export interface Finding {
  /** What came out: `0 of 512 reached`. */
  readonly value: string;
  /** Whether the aim was met, in this run. */
  readonly ok: boolean;
  /** Lines for a person: how it was measured, and all that went wrong. */
  readonly detail: readonly string[];
}
