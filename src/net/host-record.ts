/**
 * What is remembered of a host from run to run, so that no process on an archive asks it too often or too early.
 * Times people may want to read are ISO 8601 in UTC.
 */
export interface HostRecord {
  readonly host: string;
  /** It asked to be left alone until then. */
  readonly askedUntil: string | null;
  /** What it asked with: `HTTP 429`. */
  readonly askedWith: string | null;
  /** How often in a row it asked and did not say for how long. */
  readonly unsaid: number;
  /** What failed since it last answered: `host N`, `address DIGEST`, `part DIGEST`. */
  readonly failures: readonly string[];
  /** When the first of these was. */
  readonly failingSince: string | null;
  /** It is left alone until then, because it doesn't answer. */
  readonly downUntil: string | null;
  /** How often in a row it was. */
  readonly rests: number;
  /** When its bucket of turns is full again, in milliseconds since 1970; null while it is. */
  readonly fullAt: number | null;
}

/** Where records are kept. */
export interface HostMemory {
  /** As of now, other processes' changes included; null for a host nothing is known of. */
  get(host: string): Promise<HostRecord | null>;
  /**
   * Changes a record while nobody else does; one that comes back as it was given is not written. `change` is pure:
   * it may be called more than once.
   */
  change(host: string, change: (record: HostRecord) => HostRecord): Promise<HostRecord>;
}

export function blankRecord(host: string): HostRecord {
  return {
    host,
    askedUntil: null,
    askedWith: null,
    unsaid: 0,
    failures: [],
    failingSince: null,
    downUntil: null,
    rests: 0,
    fullAt: null,
  };
}

/** For a run without an archive: forgets everything at its end. */
export function memoryOfOneRun(): HostMemory {
  const records = new Map<string, HostRecord>();
  return {
    get: async (host) => records.get(host) ?? null,
    change: async (host, change) => {
      const changed = change(records.get(host) ?? blankRecord(host));
      records.set(host, changed);
      return changed;
    },
  };
}
