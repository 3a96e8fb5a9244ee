import { type Change, changesBetween } from '../../src/model/changes.ts';
import type { Post } from '../../src/model/post.ts';
import type { DiffView } from '../../src/render/diff-page.ts';
import type { RecordView } from '../../src/render/record-view.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { author, photo, post, text, view } from './views.ts';

/** A post in which every part is somebody's own words. */
function written(words: string, shot: string): Post {
  return post({
    author: author(words, words),
    segments: [text(words)],
    media: [photo(shot, 640, 480, words)],
    note: { text: words, url: words },
    poll: { options: [{ text: words, votes: 1 }], endsAt: null },
    quote: post({ ref: null, segments: [text(words)], author: author(words, words) }),
    lang: null,
  });
}

function versionOf(one: Post): FallbackView {
  return view({ post: one, name: 'social:1' });
}

function changes(from: Post, to: Post): readonly Change[] {
  return changesBetween(
    { post: from, state: 'live', known: 'platform' },
    { post: to, state: 'deleted', known: 'archive' },
  );
}

/** Two versions that differ in everything. */
export function diffOf(before: string, after: string): DiffView {
  const [from, to] = [written(before, 'boat'), written(after, 'gate')];
  const at = { takenAt: '2026-01-01T10:00:00.000Z' };
  return {
    from: { ...at, number: 1, id: 3, view: versionOf(from) },
    to: { ...at, number: 2, id: 9, view: versionOf(to) },
    changes: changes(from, to),
  };
}

/** A post with something of everything in its history. */
export function recordOf(before: string, after: string): RecordView {
  const { from, to, changes } = diffOf(before, after);
  const at = '2026-01-01T10:00:00.000Z';
  const later = '2026-02-01T10:00:00.000Z';
  const seen = { at, source: before, reason: after };
  const times = { at, to: later, times: 3 };
  const interval = { first: seen, last: { ...seen, at: later }, times: 3, unseen: null, sources: [before] };
  return {
    now: { ...to.view, state: 'deleted', since: later, known: 'platform' },
    intervals: [
      { ...interval, state: 'live', before: null, after: later },
      { ...interval, state: 'deleted', before: at, after: null },
    ],
    timeLine: [
      { kind: 'posted', at: before, isQuoted: true },
      { kind: 'copy', at, source: before },
      { kind: 'quoted', at, article: before },
      { kind: 'version', at, number: 1 },
      { ...times, kind: 'seen', sources: [before] },
      { ...times, kind: 'gap', outcomes: { 'rate-limited': 3 } },
      { ...times, kind: 'doubt', outcomes: { suspended: 3 } },
      { ...times, kind: 'many', seen: 1, gaps: 1, doubts: 1, outcomes: { empty: 1 } },
      { kind: 'articles', at, to: later, count: 7 },
      { kind: 'version', at: later, number: 2 },
    ],
    versions: [
      { number: 1, id: 3, cause: 'first', changes: [], view: from.view },
      { number: 2, id: 9, cause: 'platform', changes, view: null },
    ],
    articles: [{ name: before, start: 1, end: 9, text: after }],
    captures: [
      {
        kind: 'embed',
        theme: 'light',
        at,
        verified: true,
        src: 'data:image/webp;base64,AAAA',
        width: 9,
        height: 9,
      },
    ],
    evidence: Array.from({ length: 12 }, (_, each) => ({
      kind: 'wire' as const,
      hash: String(each).padStart(64, '0'),
      at,
      source: before,
      path: each === 0 ? 'snapshots/00/0' : null,
    })),
    madeAt: later,
  };
}
