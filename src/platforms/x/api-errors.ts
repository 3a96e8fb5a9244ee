import { z } from 'zod';
import type { Answer } from '../../model/answer.ts';
import { unknown } from '../json-answer.ts';
import { optional } from '../lenient.ts';

/**
 * An answer that is only errors, `{"errors":[{code,message}]}` or the older `{"error":"…"}`; null for others.
 * Codes are X's own (34 and 144: no such post; 63: suspended; 88: too many requests; 130, 131: their trouble).
 * What isn't plainly about the post is a refusal, never a missing post.
 */
export function readApiErrors(value: unknown): Answer | null {
  const read = errorsSchema.safeParse(value);
  if (!read.success) return null;
  const { errors, error } = read.data;
  const item = itemSchema.safeParse(errors?.[0] ?? { message: error });
  const first = item.success ? item.data : { code: null, message: null };
  const words = [first.code, first.message].filter((part) => part !== null).join(' ');
  const reason = words.slice(0, 500).toWellFormed() || 'an error without words';
  const rule = rules.find(
    ({ codes, words }) =>
      (first.code !== null && codes.includes(first.code)) || words.test(first.message ?? ''),
  );
  return rule === undefined ? unknown('refused', reason) : rule.answer(reason);
}

const itemSchema = z.object({ code: optional(z.int()), message: optional(z.string()) });

const errorsSchema = z
  .object({
    errors: optional(z.array(z.unknown())),
    error: optional(z.string()),
    id_str: z.undefined().optional(),
  })
  .refine(({ errors, error }) => errors !== null || error !== null);

const rules: readonly {
  readonly codes: readonly number[];
  readonly words: RegExp;
  readonly answer: (reason: string) => Answer;
}[] = [
  {
    codes: [88, 429],
    words: /\brate limit\b|\btoo many requests\b/iu,
    answer: (reason) => unknown('rate-limited', reason),
  },
  {
    codes: [29, 130, 131, 500, 503],
    words: /\bover capacity\b|\binternal error\b|\btimeout\b|\btry again\b|\bsomething went wrong\b/iu,
    answer: (reason) => unknown('server-error', reason),
  },
  {
    codes: [34, 144],
    words: /\bno status found\b|\bpage does not exist\b|\bnot found\b/iu,
    answer: (reason) => unknown('not-found', reason),
  },
  {
    codes: [63],
    words: /\b(?:user|account) has been suspended\b/iu,
    answer: (reason) => ({ kind: 'tombstone', state: 'suspended', reason }),
  },
  {
    // The same words for a protected account and for a post hidden from visitors.
    codes: [179],
    words: /\bnot authorized to see this status\b/iu,
    answer: (reason) => unknown('withheld-unknown', reason),
  },
  { codes: [], words: /^bad request\b/iu, answer: (reason) => unknown('invalid', reason) },
];
