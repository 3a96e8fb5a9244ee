import { headerOf, type Wire } from '../model/wire.ts';

const longest = 24 * 60 * 60 * 1000;

/**
 * The earliest moment the other side wants to be asked again: `Retry-After` in seconds or as a date (RFC 9110),
 * else `x-rate-limit-reset` in epoch seconds. Never more than a day after the answer; null when it names none.
 */
export function retryAtOf(wire: Pick<Wire, 'headers' | 'at'>): Date | null {
  const answered = Date.parse(wire.at);
  const time =
    readRetryAfter(headerOf(wire, 'retry-after'), answered) ??
    readReset(headerOf(wire, 'x-rate-limit-reset'));
  if (time === null || Number.isNaN(answered)) return null;
  return new Date(Math.min(Math.max(time, answered), answered + longest));
}

function readRetryAfter(value: string | null, answered: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+$/u.test(text)) return answered + Number(text) * 1000;
  // A bare or signed number is no date, though Date.parse would make one of it.
  const time = /^[A-Z][a-z]{2,8},? /u.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

function readReset(value: string | null): number | null {
  return value !== null && /^\d{9,11}$/u.test(value.trim()) ? Number(value) * 1000 : null;
}
