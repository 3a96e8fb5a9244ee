import type { Observation, Outcome } from '../../src/model/answer.ts';

/** A minute of the first of May, hours counted on. */
export function hour(hours: number): string {
  return new Date(Date.parse('2026-05-01T00:00:00.000Z') + hours * 3_600_000).toISOString();
}

/** An observation of the platform's, so many hours on. */
export function seen(hours: number, outcome: Outcome, changes: Partial<Observation> = {}): Observation {
  return {
    source: 'pond-api',
    rank: 'platform',
    at: hour(hours),
    asOf: null,
    outcome,
    reason: outcome === 'live' ? null : `it is ${outcome}`,
    url: 'https://pond.test/api',
    status: 200,
    wire: 'w',
    ...changes,
  };
}

/** A web archive's copy, heard at some hour and taken at another. */
export function copy(hours: number, asOf: number): Observation {
  return seen(hours, 'live', { source: 'wayback', rank: 'archive', asOf: hour(asOf) });
}

export function article(hours: number, url = 'news/a.html'): Observation {
  return seen(hours, 'quoted', { source: 'article', rank: 'article', url, status: null, reason: null });
}
