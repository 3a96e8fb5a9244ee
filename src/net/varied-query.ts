/** One request of a recording, and what tells its answer from others. */
export interface QueriedAnswer {
  readonly query: Query;
  /** Equal for equal answers. */
  readonly answer: string;
  /** ISO 8601. */
  readonly at: string;
}

export type Query = readonly (readonly [name: string, value: string])[];

/**
 * The names of query parameters that say nothing of what is asked for, learnt from all recorded requests of one
 * method, address and body: those that always hold a clock or a random number, and those that varied while the
 * answer stayed the same. The latter only if leaving them out mixes up no two answers: an id varies too.
 */
export function variedNames(recorded: readonly QueriedAnswer[]): ReadonlySet<string> {
  const names = new Set(recorded.flatMap(({ query }) => query.map(([name]) => name)));
  const volatile = new Set([...names].filter((name) => isVolatile(name, recorded)));
  const others = new Set(
    [...names].filter((name) => !volatile.has(name) && variesForOneAnswer(name, recorded)),
  );
  const all = new Set([...volatile, ...others]);
  return mixedUp(recorded, all) > mixedUp(recorded, volatile) ? volatile : all;
}

/** What is left of a query without those names, as a key: the order of parameters doesn't count. */
export function keyWithout(query: Query, names: ReadonlySet<string>): string {
  return JSON.stringify(query.filter(([name]) => !names.has(name)).sort(byNameAndValue));
}

function variesForOneAnswer(name: string, recorded: readonly QueriedAnswer[]): boolean {
  return [...Map.groupBy(recorded, ({ answer }) => answer).values()].some(
    (group) => new Set(group.map(({ query }) => JSON.stringify(valuesOf(query, name)))).size > 1,
  );
}

/** How many keys stand for more than one answer. */
function mixedUp(recorded: readonly QueriedAnswer[], names: ReadonlySet<string>): number {
  const groups = Map.groupBy(recorded, ({ query }) => keyWithout(query, names));
  return [...groups.values()].filter((group) => new Set(group.map(({ answer }) => answer)).size > 1).length;
}

function isVolatile(name: string, recorded: readonly QueriedAnswer[]): boolean {
  return recorded.every(({ query, at }) => {
    const values = valuesOf(query, name);
    return values.every((value) => uuid.test(value) || fraction.test(value) || holdsClock(value, at));
  });
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** As `Math.random()` prints it. */
const fraction = /^0\.\d{8,}$/;

/** Seconds or milliseconds since 1970 within a day of the request. */
function holdsClock(value: string, at: string): boolean {
  const now = Date.parse(at);
  return (value.match(/(?<!\d)(?:\d{10}|\d{13})(?!\d)/g) ?? []).some((digits) => {
    const ms = digits.length === 13 ? Number(digits) : Number(digits) * 1000;
    return Math.abs(ms - now) < 24 * 60 * 60 * 1000;
  });
}

function valuesOf(query: Query, name: string): string[] {
  return query.filter(([key]) => key === name).map(([, value]) => value);
}

function byNameAndValue([a, x]: Query[number], [b, y]: Query[number]): number {
  if (a !== b) return a < b ? -1 : 1;
  if (x === y) return 0;
  return x < y ? -1 : 1;
}
