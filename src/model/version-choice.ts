import { HoldfastError } from '../errors.ts';

/** A version, as far as one can be named. */
export interface Choosable {
  /** From 1. */
  readonly number: number;
  readonly snapshot: { readonly id: number; readonly takenAt: string };
}

/**
 * The two versions to be compared: the last two by default, one named and the last, or two named. A name is a number
 * (`2`, `v2`), `first`, `last`, a snapshot's id (`#12`) or a date, of which the version is meant that stood at its end.
 * Null where there are not two. Throws `usage` for a name that is none. Pure.
 */
export function chooseTwo<Version extends Choosable>(
  versions: readonly Version[],
  [a, b]: readonly (string | undefined)[],
): readonly [Version, Version] | null {
  const last = versions.at(-1);
  if (last === undefined) return null;
  const from = a === undefined ? versions.at(-2) : chooseOne(versions, a);
  const to = b === undefined ? last : chooseOne(versions, b);
  return from === undefined ? null : [from, to];
}

/** Throws `usage`. */
export function chooseOne<Version extends Choosable>(versions: readonly Version[], name: string): Version {
  const found = find(versions, name);
  if (found !== undefined) return found;
  throw new HoldfastError('usage', `"${name}" is no version of it: ${inWords(versions)}`);
}

function find<Version extends Choosable>(versions: readonly Version[], name: string): Version | undefined {
  if (name === 'first') return versions[0];
  if (name === 'last') return versions.at(-1);
  const [, id] = /^#(\d+)$/u.exec(name) ?? [];
  if (id !== undefined) return versions.find(({ snapshot }) => String(snapshot.id) === id);
  const [, number] = /^v?(\d+)$/iu.exec(name) ?? [];
  if (number !== undefined) return versions.find((version) => String(version.number) === number);
  const end = endOf(name);
  if (end === null) return undefined;
  return versions
    .filter(({ snapshot }) => snapshot.takenAt <= end)
    .reduce<Version | undefined>(
      (latest, version) =>
        latest === undefined || version.snapshot.takenAt >= latest.snapshot.takenAt ? version : latest,
      undefined,
    );
}

/** The end of a day, or the moment itself, in UTC; null for what is neither. */
function endOf(date: string): string | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?Z?)?$/iu.exec(date) ?? [];
  if (day === undefined) return null;
  const end = time === undefined ? '23:59:59' : time.length === 5 ? `${time}:59` : time;
  const moment = new Date(`${day}T${end}.999Z`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

function inWords(versions: readonly Choosable[]): string {
  const [first, last] = [versions[0], versions.at(-1)];
  if (first === undefined || last === undefined) return 'it has none yet';
  const numbers =
    first === last
      ? `it has one, of ${day(first)}`
      : `it has 1 to ${last.number}, of ${day(first)} to ${day(last)}`;
  return `${numbers}; name them by number, "first", "last", #ID or a date (2026-03-01), as "holdfast history" lists them`;
}

function day({ snapshot }: Choosable): string {
  return snapshot.takenAt.slice(0, 10);
}
