import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Answer } from '../../src/model/answer.ts';
import type { Wire } from '../../src/model/wire.ts';

/** Recorded answers of one platform's endpoint, or null where the corpus isn't there. */
export function recordedAnswers(folder: string): { name: string; body: Uint8Array }[] | null {
  const root = resolve(process.env['HOLDFAST_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus'));
  const path = join(root, 'platform', folder);
  if (!existsSync(path)) return null;
  return readdirSync(path)
    .sort()
    .map((file) => ({ name: file.replace(/\.\w+$/, ''), body: readFileSync(join(path, file)) }));
}

export const withoutCorpus = 'no corpus of recorded answers here: set HOLDFAST_CORPUS';

export const at = '2026-01-02T03:04:05.000Z';

/** An answer of the world: bytes, text, or a value as JSON. */
export function wireOf(body: unknown, status = 200): Wire {
  const bytes =
    body instanceof Uint8Array
      ? body
      : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
  return { url: 'https://platform.example/answer', status, headers: [], body: bytes, at };
}

/** What an answer means, in one word. */
export function meaningOf(answer: Answer): string {
  if (answer.kind === 'post') return 'live';
  return answer.kind === 'tombstone' ? answer.state : answer.outcome;
}

/** Statuses and bodies that say the same of every platform: nothing of the post. */
export const saysNothing: readonly [what: string, status: number, body: unknown, meaning: string][] = [
  ['a bad request', 400, 'Bad Request', 'invalid'],
  ['a gateway’s refusal', 403, '<html>Access denied</html>', 'refused'],
  ['blocked', 451, '', 'refused'],
  ['moved, not followed', 302, '', 'refused'],
  ['too many requests', 429, 'Rate limit exceeded', 'rate-limited'],
  ['too many requests, with a post’s shape', 429, { title: 'a', html: 'a' }, 'rate-limited'],
  ...[500, 502, 503, 504, 520, 529, 999].map((status): [string, number, unknown, string] => [
    `their trouble ${status}`,
    status,
    '<html><title>Error</title></html>',
    'server-error',
  ]),
  ['no content', 204, '', 'empty'],
  ['an empty body', 200, '', 'empty'],
  ['blanks', 200, ' \n', 'empty'],
  ['a login wall', 200, '<!DOCTYPE html><html><title>Log in</title></html>', 'walled'],
  ['a consent page', 200, '<html><title>Before you continue</title><form></form></html>', 'walled'],
  ['a captcha', 200, '\ufeff<html><body>Verify you are human</body></html>', 'walled'],
  ['plain words', 200, 'Rate limit exceeded', 'bad-shape'],
];

/** As `saysNothing`, where JSON is expected. */
export const saysNothingInJson: readonly [what: string, body: unknown][] = [
  ['an empty object', {}],
  ['null', 'null'],
  ['a list', []],
  ['a number', '7'],
  ['cut short', '{"title":"a","html":"<bl'],
  ['nested a million deep', '['.repeat(1_000_000)],
];

/** A JSON value with each of its fields made wrong in turn. */
export function withWrongFields(
  whole: Readonly<Record<string, unknown>>,
): { field: string; body: unknown }[] {
  return Object.keys(whole).flatMap((field) => [
    ...wrong.map((value) => ({ field, body: { ...whole, [field]: value } })),
    { field, body: Object.fromEntries(Object.entries(whole).filter(([key]) => key !== field)) },
  ]);
}

const wrong: readonly unknown[] = [
  null,
  7,
  -1,
  1e308,
  true,
  '',
  ' ',
  'x'.repeat(100_000),
  '<'.repeat(20_000),
  'javascript:alert(1)',
  '../../etc/passwd',
  'a\0b\ud800',
  [],
  [[]],
  {},
  [null],
  { toString: 'a' },
];
