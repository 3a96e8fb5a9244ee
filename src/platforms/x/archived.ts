import type { Answer } from '../../model/answer.ts';
import type { Memento } from '../../model/memento.ts';
import type { Ref } from '../../ref.ts';
import { readJsonBody, unknown } from '../json-answer.ts';
import { stringIn } from '../json-path.ts';
import { readArchivedJson } from './archived-json.ts';
import { readArchivedPage } from './archived-page.ts';

/** A web archive's copy of a page or an answer of X, of whatever year. Counts and dates are those of its day. */
export function readArchived(memento: Memento, ref: Ref): Answer {
  const answer = readCopy(memento, ref);
  // X's words over a missing post name none: only the address of the copy does.
  return answer.kind === 'tombstone' && !memento.original.includes(ref.id)
    ? unknown('bad-shape', `words over a post, but of which is not told: ${answer.reason}`)
    : answer;
}

function readCopy({ wire, takenAt }: Memento, ref: Ref): Answer {
  if (wire.status !== 200) return unknown('not-archived', `a copy of HTTP ${wire.status}`);
  const start = new TextDecoder().decode(wire.body.subarray(0, 1000)).trimStart();
  if (start === '') return unknown('empty', 'the copy is empty');
  if (/^[[{]/u.test(start) || called.test(start)) {
    const body = readJsonBody(called.test(start) ? uncalled(wire.body) : wire.body);
    if (body.kind === 'unknown') return body;
    // What the pages of 2012 to 2020 fetched to show another: a page within JSON.
    // The script of the embeds of that time got theirs by the post's id.
    const page = stringIn(body.value, 'page') ?? stringIn(body.value, ref.id);
    if (page === null) return readArchivedJson(body.value, { ...wire, at: takenAt }, ref);
    return readArchivedPage(page, ref, takenAt);
  }
  if (!start.startsWith('<')) return unknown('bad-shape', 'the copy is neither a page nor JSON');
  return readArchivedPage(new TextDecoder().decode(wire.body), ref, takenAt);
}

/** JSON handed to a function, as scripts of other sites got it: `/**\/name({…});`. */
const called = /^(?:\/\*\*\/)?\s*[\w.$[\]"']{1,200}\(\s*[[{]/u;

function uncalled(body: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(body);
  return new TextEncoder().encode(text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')));
}
