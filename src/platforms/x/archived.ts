import type { Answer } from '../../model/answer.ts';
import type { Memento } from '../../model/memento.ts';
import type { Ref } from '../../ref.ts';
import { readJsonBody, unknown } from '../json-answer.ts';
import { stringIn } from '../json-path.ts';
import { readArchivedJson } from './archived-json.ts';
import { readArchivedPage } from './archived-page.ts';

/** A web archive's copy of a page or an answer of X, of whatever year. Counts and dates are those of its day. */
export function readArchived({ wire, takenAt }: Memento, ref: Ref): Answer {
  if (wire.status !== 200) return unknown('not-archived', `a copy of HTTP ${wire.status}`);
  const start = new TextDecoder().decode(wire.body.subarray(0, 1000)).trimStart();
  if (start === '') return unknown('empty', 'the copy is empty');
  if (/^[[{]/u.test(start)) {
    const body = readJsonBody(wire.body);
    if (body.kind === 'unknown') return body;
    // What the pages of 2012 to 2020 fetched to show another: a page within JSON.
    const page = stringIn(body.value, 'page') ?? stringIn(body.value, 'tweet_html');
    if (page === null) return readArchivedJson(body.value, { ...wire, at: takenAt }, ref);
    return readArchivedPage(page, ref, takenAt);
  }
  if (!start.startsWith('<')) return unknown('bad-shape', 'the copy is neither a page nor JSON');
  return readArchivedPage(new TextDecoder().decode(wire.body), ref, takenAt);
}
