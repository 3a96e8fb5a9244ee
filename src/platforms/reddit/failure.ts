import { z } from 'zod';
import type { UnknownAnswer } from '../../model/answer.ts';
import { type JsonBody, unknown } from '../json-answer.ts';

/**
 * What a failed request says: a reason speaks of the community (`private`, `banned`, `quarantined`), not of the post.
 * `isWhole`: asked by an address that Reddit takes; that it doesn't know another says nothing.
 */
export function readFailure(byStatus: UnknownAnswer, body: JsonBody, isWhole: boolean): UnknownAnswer {
  const { outcome, reason } = byStatus;
  if (outcome !== 'not-found' && outcome !== 'refused') return byStatus;
  const told = body.kind === 'json' ? readRefusal(body.value, reason) : null;
  if (told !== null) return told;
  if (outcome === 'refused' || isWhole) return byStatus;
  return unknown('invalid', `${reason}, but asked without the community`);
}

/** A reason given in JSON, whatever the status; null without one. */
export function readRefusal(value: unknown, status: string): UnknownAnswer | null {
  const told = refusal.safeParse(value);
  return told.success ? unknown('withheld-unknown', `${status}: ${told.data.reason}`) : null;
}

const refusal = z.object({ reason: z.string().regex(/^\w{1,40}$/) });
