import type { UnknownAnswer } from '../model/answer.ts';
import type { Wire } from '../model/wire.ts';
import { unknown } from './json-answer.ts';

/**
 * What an HTTP status alone says, or null for 200, whose body must speak. Nothing here is ever certain:
 * a 404 may be a deletion, a typing error or a gateway's bad day.
 */
export function readStatus(wire: Pick<Wire, 'status'>): UnknownAnswer | null {
  const { status } = wire;
  if (status === 200) return null;
  const reason = `HTTP ${status}`;
  if (status === 400) return unknown('invalid', reason);
  if (status === 404 || status === 410) return unknown('not-found', reason);
  if (status === 429) return unknown('rate-limited', reason);
  if (status === 204 || status === 205) return unknown('empty', reason);
  if (status >= 500) return unknown('server-error', reason);
  return unknown('refused', reason);
}
