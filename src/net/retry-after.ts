import { readQuotas } from './rate-limit-field.ts';
import {
  type Clocks,
  clocksAt,
  type MomentReader,
  readDelay,
  readEpoch,
  readMilliseconds,
  readMoment,
} from './told-moment.ts';

/** What a busy host asked for. */
export type Rest =
  /** Not before then. */
  | { readonly kind: 'until'; readonly at: Date }
  /** It asked for rest and did not say, or not sensibly, for how long. */
  | { readonly kind: 'unsaid' };

/** Milliseconds for the first rest that was not said; each further one in a row is twice as long. */
export const guessedRest = 60_000;

/** Nobody is waited for longer than this. */
export const longestRest = 24 * 60 * 60 * 1000;

type Headers = readonly (readonly [name: string, value: string])[];

/**
 * The rest an answer asks for instead of answering, null when it asks for none: 429 always does, 503 when it says
 * until when. `retry-after` (RFC 9110 §10.2.3: seconds or a date) wins over the headers that tell when a quota is
 * full again, of which the latest counts. What is past, zero or unreadable is `unsaid`; longer than a day is a day.
 */
export function restAsked(status: number, headers: Headers, now: Date): Rest | null {
  if (status !== 429 && status !== 503) return null;
  const clocks = clocksAt(headers, now);
  const at = latest(headers, retries, clocks) ?? (status === 429 ? resetAt(headers, clocks) : null);
  if (at !== null) return { kind: 'until', at };
  return status === 429 ? { kind: 'unsaid' } : null;
}

/**
 * Until when a host is to be left alone after an answer that counts as one; null when it may be asked on. Either it
 * was the last of a quota, or it is a refusal or fault that tells when to come back.
 */
export function restAfter(status: number, headers: Headers, now: Date): Date | null {
  const clocks = clocksAt(headers, now);
  const retry = status >= 400 ? latest(headers, retries, clocks) : null;
  const reset = isSpent(headers) ? resetAt(headers, clocks) : null;
  if (retry === null || reset === null) return retry ?? reset;
  return retry > reset ? retry : reset;
}

/** No moment is written longer. */
const longestValue = 256;

type Readers = Readonly<Record<string, readonly MomentReader[]>>;

/** RFC 9110 knows seconds and dates; a number that can only be a moment is one. */
const retries: Readers = {
  'retry-after': [readNearEpoch, readDelay, readMoment],
  'retry-after-ms': [readMilliseconds],
  'x-retry-after': [readNearEpoch, readDelay, readMoment],
};

const reset = [readEpoch, readDelay, readMoment] as const;

const resets: Readers = {
  'x-rate-limit-reset': reset,
  'x-ratelimit-reset': reset,
  'ratelimit-reset': reset,
  'x-ratelimit-reset-after': [readDelay],
};

const remainders = ['x-rate-limit-remaining', 'x-ratelimit-remaining', 'ratelimit-remaining'];

function resetAt(headers: Headers, clocks: Clocks): Date | null {
  const quotas = quotasOf(headers);
  const spent = quotas.filter(({ remaining }) => remaining !== null && remaining < 1);
  const told = (spent.length === 0 ? quotas : spent).map(
    ({ seconds }) => clocks.ours + (seconds ?? 0) * 1000,
  );
  return latestOf([...momentsIn(headers, resets, clocks), ...told], clocks);
}

function isSpent(headers: Headers): boolean {
  const left = headers
    .filter(([name]) => remainders.includes(name))
    .map(([, value]) => /^\s*-?\d{1,15}(?:\.\d{1,9})?(?=\s*(?:$|[,;]))/u.exec(value)?.[0] ?? '');
  return (
    left.some((number) => number !== '' && Number(number) < 1) ||
    quotasOf(headers).some(({ remaining }) => remaining !== null && remaining < 1)
  );
}

function quotasOf(headers: Headers) {
  return readQuotas(joined(headers, 'ratelimit'), joined(headers, 'ratelimit-policy'));
}

function joined(headers: Headers, wanted: string): string {
  const values = headers.filter(([name]) => name === wanted).map(([, value]) => value);
  return values.join(', ');
}

function latest(headers: Headers, readers: Readers, clocks: Clocks): Date | null {
  return latestOf(momentsIn(headers, readers, clocks), clocks);
}

function momentsIn(headers: Headers, readers: Readers, clocks: Clocks): readonly number[] {
  return headers.flatMap(([name, value]) => {
    if (!Object.hasOwn(readers, name) || value.length > longestValue) return [];
    // Some that were told twice came as one: numbers with a comma between them.
    const told = /^[\d\s,.]+$/u.test(value) ? value.split(',') : [value];
    return told.flatMap((text) => firstRead(unquoted(text.trim()), readers[name] ?? [], clocks) ?? []);
  });
}

function unquoted(text: string): string {
  return text.replace(/^"([^"]*)"$/u, '$1');
}

function firstRead(value: string, readers: readonly MomentReader[], clocks: Clocks): number | null {
  for (const read of readers) {
    const at = read(value, clocks);
    if (at !== null) return at;
  }
  return null;
}

/** The latest that is still to come, a day away at most. */
function latestOf(moments: readonly number[], { ours }: Clocks): Date | null {
  const last = Math.max(...moments.filter((at) => at > ours), Number.NEGATIVE_INFINITY);
  return Number.isFinite(last) ? new Date(Math.min(last, ours + longestRest)) : null;
}

/** Seconds since 1970 where seconds are expected: as a delay it would be longer than the century. */
function readNearEpoch(value: string, clocks: Clocks): number | null {
  const at = readEpoch(value, clocks);
  return at !== null && Math.abs(at - clocks.ours) < 30 * longestRest ? at : null;
}
