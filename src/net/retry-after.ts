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
 * The rest an answer asks for, null when it asks for none: 429 always does, 503 when it says until when.
 * `retry-after` (RFC 9110 §10.2.3: seconds or a date) wins over the `…reset` headers, which hold seconds since
 * 1970, an ISO date, or seconds to wait. What is past, zero or unreadable is `unsaid`; longer than a day is a day.
 */
export function restAsked(status: number, headers: Headers, now: Date): Rest | null {
  if (status !== 429 && status !== 503) return null;
  const names = status === 503 ? ['retry-after'] : Object.keys(readers);
  for (const name of names) {
    const value = headers.find(([key]) => key === name)?.[1].trim();
    const at = value === undefined ? null : (readers[name]?.(value, now.getTime()) ?? null);
    if (at !== null && at > now.getTime())
      return { kind: 'until', at: new Date(Math.min(at, now.getTime() + longestRest)) };
  }
  return status === 429 ? { kind: 'unsaid' } : null;
}

/** Milliseconds since 1970, or null. */
type Reader = (value: string, now: number) => number | null;

const readers: Readonly<Record<string, Reader>> = {
  'retry-after': (value, now) => delay(value, now) ?? date(value),
  'x-rate-limit-reset': (value, now) => moment(value) ?? delay(value, now) ?? date(value),
  'x-ratelimit-reset': (value, now) => moment(value) ?? delay(value, now) ?? date(value),
  'ratelimit-reset': (value, now) => moment(value) ?? delay(value, now) ?? date(value),
};

function delay(value: string, now: number): number | null {
  return /^\d{1,15}(?:\.\d+)?$/u.test(value) ? now + Number(value) * 1000 : null;
}

/** Seconds, or milliseconds, since 1970; smaller numbers are delays. */
function moment(value: string): number | null {
  if (!/^\d{10,13}(?:\.\d+)?$/u.test(value)) return null;
  const number = Number(value);
  return number >= 1e12 ? number : number * 1000;
}

/** HTTP dates and ISO dates, in UTC where no zone is named; a bare number is none, whatever `Date` makes of it. */
function date(value: string): number | null {
  if (!/[a-z]{3}|\dT\d/iu.test(value)) return null;
  const isZoned = /(?:z|gmt|utc?|[+-]\d\d:?\d\d)$/iu.test(value);
  const zone = /\dT\d/u.test(value) ? 'Z' : ' GMT';
  const at = Date.parse(isZoned ? value : value + zone);
  return Number.isNaN(at) ? null : at;
}
