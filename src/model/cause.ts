import { type Change, changesBetween, isOurs } from './changes.ts';
import type { Cause, Snapshot, Witnesses } from './snapshot.ts';

type Told = Pick<Snapshot, 'post' | 'state' | 'known' | 'witnesses'>;

/**
 * Why a version differs from the one before it. What was lacking and is had now, and what is told by another source
 * beside the same words, is no change of the platform's; neither is what is read otherwise in the same answer.
 * `isSameAnswer`: the sources answered with the very bytes they had answered with before. Pure.
 */
export function causeOf(next: Told, former: Told | null, isSameAnswer: boolean): Cause {
  if (former === null) return 'first';
  if (next.known !== former.known) return 'source';
  if (next.state !== former.state) return 'platform';
  const changes = changesBetween(former, next).filter((change) => !isOurs(change));
  if (changes.length === 0) return isSameAnswer && isReadOtherwise(former, next) ? 'parser' : 'source';
  if (isSameAnswer && !changes.every(isSeenOnly)) return 'parser';
  const isNewlyTold = changes.every(isAddition) && leadOf(next.witnesses) !== leadOf(former.witnesses);
  return isNewlyTold ? 'source' : 'platform';
}

/** Pictures change at their hosts, whatever the answer that names them says. */
function isSeenOnly(change: Change): boolean {
  return (change.kind === 'avatar' || change.kind === 'medium') && change.how === 'replaced';
}

function isReadOtherwise(former: Told, next: Told): boolean {
  return changesBetween(former, next).some(({ kind }) => kind !== 'avatar' && kind !== 'medium');
}

/** What another source may tell that the one before had no word for. */
function isAddition(change: Change): boolean {
  if (change.kind === 'avatar' || change.kind === 'medium') return change.how === 'added';
  return tellable.has(change.kind) && 'from' in change && change.from === null;
}

const tellable: ReadonlySet<Change['kind']> = new Set<Change['kind']>(['alt', 'poll', 'note', 'quote']);

/** The source whose words they are. */
function leadOf(witnesses: Witnesses): string | null {
  return witnesses['text']?.[0] ?? witnesses['author']?.[0] ?? null;
}
