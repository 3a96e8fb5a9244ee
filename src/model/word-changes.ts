import { diffArrays } from 'diff';

/** A piece of a text that stayed, went or came. */
export interface WordChange {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * How one text became another, word by word; of the pieces, those that are `same` or `removed` give the first, those that
 * are `same` or `added` the second. Words are what Unicode says they are (UAX #29), in scripts without spaces by
 * dictionary; a link, a mention, a tag and an emoji of several parts are a word each. Pure.
 */
export function wordChanges(from: string, to: string): readonly WordChange[] {
  const [before, after] = [wordsIn(from), wordsIn(to)];
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const middle = changesOf(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return joined([
    { kind: 'same', text: before.slice(0, head).join('') },
    ...withoutCrumbs(middle),
    { kind: 'same', text: before.slice(before.length - tail).join('') },
  ]);
}

/**
 * The pieces with long stretches that stayed cut in their middle to what is around changes, at the ends of words, with
 * `gap` for what is left out. Pure.
 */
export function aroundChanges(
  changes: readonly WordChange[],
  gap: (words: number) => string,
): readonly WordChange[] {
  return changes.map((change, at) => {
    if (change.kind !== 'same') return change;
    const words = wordsIn(change.text);
    const before = at === 0 ? 0 : mostAround;
    const after = at === changes.length - 1 ? 0 : mostAround;
    if (words.length <= before + after + leastLeftOut) return change;
    const end = words.length - after;
    const left = words.slice(before, end).filter((word) => seen.test(word)).length;
    return { ...change, text: words.slice(0, before).join('') + gap(left) + words.slice(end).join('') };
  });
}

/** Pieces of text, blanks among them, that are kept beside a change; fewer than these aren't worth a gap. */
const mostAround = 60;
const leastLeftOut = 40;

/** Words that came and went; marks and blanks are none. */
export function countWords(changes: readonly WordChange[]): {
  readonly added: number;
  readonly removed: number;
} {
  const count = (kind: WordChange['kind']) =>
    changes
      .filter((change) => change.kind === kind)
      .reduce((sum, { text }) => sum + wordsIn(text).filter((word) => seen.test(word)).length, 0);
  return { added: count('added'), removed: count('removed') };
}

/** What the pieces put together are. */
export function wordsIn(text: string): string[] {
  const words: string[] = [];
  let at = 0;
  for (const { index, 0: whole } of text.matchAll(wholes)) {
    words.push(...segmentsOf(text.slice(at, index)), whole);
    at = index + whole.length;
  }
  return [...words, ...segmentsOf(text.slice(at))];
}

const seen = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
/** Links up to what follows them in a sentence, mentions and tags. */
const wholes =
  /https?:\/\/[^\s<>"]*[^\s<>".,;:!?…'”’)\]}]|[@#][\p{L}\p{M}\p{N}_]+(?:[.@-][\p{L}\p{M}\p{N}_]+)*/gu;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

function segmentsOf(text: string): string[] {
  return text === '' ? [] : Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Beyond these the two have little in common, and looking for it takes long. */
const mostEdits = 1_000;

function changesOf(before: readonly string[], after: readonly string[]): WordChange[] {
  const pieces = diffArrays([...before], [...after], { maxEditLength: mostEdits });
  if (pieces === undefined)
    return [
      { kind: 'removed', text: before.join('') },
      { kind: 'added', text: after.join('') },
    ];
  return pieces.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}

/** One stretch of change: what it took and what it brought. */
interface Stretch {
  readonly removed: string;
  readonly added: string;
  /** What stayed after it. */
  readonly same: string;
}

/** What stayed between two changes longer than itself is read as a part of them: a blank, a lone particle. */
function withoutCrumbs(changes: readonly WordChange[]): WordChange[] {
  const kept: Stretch[] = [];
  for (const stretch of stretchesOf(changes)) {
    let last = stretch;
    for (let before = kept.at(-1); before && isCrumb(before, last); before = kept.at(-1)) {
      kept.pop();
      last = {
        removed: before.removed + before.same + last.removed,
        added: before.added + before.same + last.added,
        same: last.same,
      };
    }
    kept.push(last);
  }
  return kept.map(withBlanksKept).flatMap(({ removed, added, same }) => [
    { kind: 'removed', text: removed },
    { kind: 'added', text: added },
    { kind: 'same', text: same },
  ]);
}

/** A blank that ends both is one that stayed. */
function withBlanksKept({ removed, added, same }: Stretch): Stretch {
  const [end = ''] = /\s*$/u.exec(removed) ?? [];
  const [other = ''] = /\s*$/u.exec(added) ?? [];
  const length = end === other ? end.length : 0;
  const cut = (text: string) => text.slice(0, text.length - length);
  return { removed: cut(removed), added: cut(added), same: end.slice(end.length - length) + same };
}

/** Characters, without blanks around them. */
const longestCrumb = 2;

function isCrumb(before: Stretch, after: Stretch): boolean {
  const { same } = before;
  if (same.includes('\n') || same.trim().length > longestCrumb) return false;
  return same.length <= sizeOf(before) && same.length <= sizeOf(after);
}

function sizeOf({ removed, added }: Stretch): number {
  return Math.max(removed.length, added.length);
}

function stretchesOf(changes: readonly WordChange[]): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch = { removed: '', added: '', same: '' };
  for (const { kind, text } of changes) {
    if (kind !== 'same' && open.same !== '') {
      stretches.push(open);
      open = { removed: '', added: '', same: '' };
    }
    open = { ...open, [kind]: open[kind] + text };
  }
  return [...stretches, open];
}

/** Neighbours of one kind are one piece; empty ones are none. */
function joined(changes: readonly WordChange[]): WordChange[] {
  const pieces: WordChange[] = [];
  for (const change of changes.filter(({ text }) => text !== '')) {
    const last = pieces.at(-1);
    if (last?.kind === change.kind) pieces[pieces.length - 1] = { ...last, text: last.text + change.text };
    else pieces.push(change);
  }
  return pieces;
}
