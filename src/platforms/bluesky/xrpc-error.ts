import { z } from 'zod';
import type { Answer } from '../../model/answer.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { readJsonBody, unknown } from '../json-answer.ts';
import { optional } from '../lenient.ts';
import { readStatus } from '../status-answer.ts';

/** What an answer that isn't 200 says; null for 200, whose body must speak. */
export function readFailure(wire: Wire, ref: Ref): Answer | null {
  return carriesErrors.has(wire.status) ? readError(wire, ref) : readStatus(wire);
}

const carriesErrors: ReadonlySet<number> = new Set([400, 401, 403, 404]);

const errorSchema = z.object({ error: z.string(), message: optional(z.string()) });

/** Errors come with a name and words. One that isn't plainly about the post is a refusal. */
function readError(wire: Wire, ref: Ref): Answer {
  const body = readJsonBody(wire.body);
  const read = errorSchema.safeParse(body.kind === 'json' ? body.value : null);
  if (!read.success) return unknown('refused', `HTTP ${wire.status} without an error's name`);
  const { error, message } = read.data;
  const reason = message === null || message === '' ? error : `${error}: ${message.slice(0, 300)}`;
  if (/^(?:Account|Repo)(?:Takedown|Takendown|Suspended)$/u.test(error))
    return { kind: 'tombstone', state: 'suspended', reason };
  if (/^(?:Account|Repo)Deactivated$/u.test(error))
    return { kind: 'tombstone', state: 'account-gone', reason };
  if (error === 'RateLimitExceeded') return unknown('rate-limited', reason);
  // The account may have another handle by now: nothing of the post.
  if (isLostHandle(message ?? '') && !ref.id.startsWith('did:')) return unknown('invalid', reason);
  if (error === 'NotFound' || isLostHandle(message ?? '') || /\bnot found\b/iu.test(message ?? ''))
    return unknown('not-found', reason);
  return unknown(error === 'InvalidRequest' ? 'invalid' : 'refused', reason);
}

function isLostHandle(message: string): boolean {
  return /\b(?:could not find (?:user|repo)|unable to resolve|profile not found|actor not found)\b/iu.test(
    message,
  );
}
