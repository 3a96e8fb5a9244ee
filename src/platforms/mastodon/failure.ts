import type { Answer } from '../../model/answer.ts';
import type { Wire } from '../../model/wire.ts';
import { readStatus } from '../status-answer.ts';

/**
 * What an answer that isn't 200 says; null for 200, whose body must speak. A 404 may also be a post that isn't for
 * everybody; 410 is said only of what is gone for good.
 */
export function readFailure(wire: Pick<Wire, 'status'>): Answer | null {
  if (wire.status === 410) return { kind: 'tombstone', state: 'deleted', reason: 'HTTP 410' };
  return readStatus(wire);
}
