import type { z } from 'zod';
import type { UnknownAnswer } from '../model/answer.ts';

/** The value of a JSON body, or why it can't be had. */
export type JsonBody = { readonly kind: 'json'; readonly value: unknown } | UnknownAnswer;

/** Deeper than most platforms' answers, far less deep than what hurts a recursive reader. */
const usualDepth = 64;

/**
 * Reads a body as JSON, whatever its declared type says. Nothing is an `empty` answer, a page a `walled` one,
 * everything else that isn't JSON (or is nested deeper than `deepest`) `bad-shape`. Never throws.
 */
export function readJsonBody(body: Uint8Array, deepest = usualDepth): JsonBody {
  return readJsonText(new TextDecoder().decode(body), deepest);
}

/** The same of JSON that stands in something else: in a page, an attribute, a string of other JSON. */
export function readJsonText(source: string, deepest = usualDepth): JsonBody {
  const text = source.toWellFormed().trim();
  if (text === '') return unknown('empty', 'the body is empty');
  if (text.startsWith('<')) return unknown('walled', 'a page where JSON was expected');
  if (isDeeperThan(text, deepest)) return unknown('bad-shape', `JSON nested deeper than ${deepest}`);
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return unknown('bad-shape', 'not JSON');
  }
}

/** A `bad-shape` answer that names the path of what didn't fit. */
export function badShape(error: z.ZodError): UnknownAnswer {
  const issue = error.issues[0];
  const path = issue === undefined || issue.path.length === 0 ? 'answer' : issue.path.join('.');
  return unknown('bad-shape', `${path}: ${issue?.message ?? 'not as expected'}`);
}

export function unknown(outcome: UnknownAnswer['outcome'], reason: string): UnknownAnswer {
  return { kind: 'unknown', outcome, reason };
}

/** Counts brackets outside strings: one pass, no recursion, so that no nesting can hurt it. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > limit) return true;
    } else if (char === '}' || char === ']') depth -= 1;
  }
  return false;
}
