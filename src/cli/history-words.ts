import type { Past, PastVersion } from '../holdfast.ts';
import { type Redactable, removalInWords } from '../model/redaction.ts';
import { causeWords, changesInWords } from './change-words.ts';
import { excerpt } from './text-width.ts';
import { lengthInWords, momentInWords, spanInWords } from './time-words.ts';

type Interval = Past['intervals'][number];
type Entry = Past['timeLine'][number];

/** What became of the post, and between which two moments. */
export function standingInWords({ record, intervals, observations }: Past): string {
  const [before, now] = [intervals.at(-2), intervals.at(-1)];
  const stateOf = (state: string) => (record.edited ? `${state}, edited` : state);
  if (now === undefined) return `${record.state}: ${nothingCertain(observations.length)}`;
  // A copy shows what was, and nobody tells what is.
  if (now.state !== record.state) return `${record.state}: ${seenInWords(now)}`;
  if (before === undefined) return `${stateOf(now.state)}: ${seenInWords(now)}`;
  return [
    `${stateOf(now.state)}: last seen ${before.state} ${bySource(before.last)}`,
    `first seen ${now.state} ${bySource(now.first)}`,
    now.first.at < before.last.at
      ? ''
      : `so it changed within ${lengthInWords(before.last.at, now.first.at)} in between`,
  ]
    .filter(Boolean)
    .join(', ');
}

function nothingCertain(observations: number): string {
  return observations === 0 ? 'not asked for yet' : 'nobody has said anything certain of it yet';
}

function seenInWords({ state, first, last, times }: Interval): string {
  if (times < 2 && first.at === last.at) return `seen ${state} ${bySource(first)}`;
  return `first seen ${state} ${bySource(first)}, last ${bySource(last)}`;
}

function bySource({ at, source }: Interval['first']): string {
  return source === 'holdfast' ? momentInWords(at) : `${momentInWords(at)} by ${source}`;
}

/** A row for each state it was in: the first and last time it was seen so, how often, how long not. */
export function rowOfInterval({ state, first, last, times: heard, unseen, sources }: Interval): string[] {
  const reason = first.reason === null ? '' : ` ("${excerpt(first.reason, 40)}")`;
  return [
    state,
    momentInWords(first.at),
    momentInWords(last.at),
    String(heard),
    unseen === null ? '-' : lengthInWords(unseen.from, unseen.to),
    `${sources.join(', ')}${reason}`,
  ];
}

/** A row of the line of time: when, what. */
export function rowOfEntry(entry: Entry, versions: readonly PastVersion[]): [when: string, what: string] {
  switch (entry.kind) {
    case 'posted':
      return [momentInWords(entry.at), entry.isQuoted ? 'posted, as an article says' : 'posted'];
    case 'quoted':
      return [momentInWords(entry.at), `· quoted in ${entry.article}`];
    case 'articles':
      return [spanInWords(entry.at, entry.to), `· quoted in ${entry.count} more articles`];
    case 'copy':
      return [momentInWords(entry.at), `· shown in a copy kept by ${entry.source}, as of then`];
    case 'version':
      return [momentInWords(entry.at), versionInWords(versions[entry.number - 1])];
    case 'seen':
      return [
        spanInWords(entry.at, entry.to),
        `· the same, ${times(entry.times)} (${entry.sources.join(', ')})`,
      ];
    case 'gap':
      return [
        spanInWords(entry.at, entry.to),
        `· not found out, ${times(entry.times)} (${outcomesInWords(entry.outcomes)})`,
      ];
    case 'doubt':
      return [
        spanInWords(entry.at, entry.to),
        `· said otherwise and not believed yet, ${times(entry.times)} (${outcomesInWords(entry.outcomes)})`,
      ];
    case 'many':
      return [spanInWords(entry.at, entry.to), `· ${manyInWords(entry)}`];
  }
  return entry satisfies never;
}

/** A version: its number and the snapshot's, why it is there and what it changed. */
export function versionInWords(version: PastVersion | undefined): string {
  if (version === undefined) return '';
  const { number, snapshot, changes } = version;
  const { id, cause, state, known, redacted } = snapshot;
  const what = changes.length > 0 ? changesInWords(changes) : `${state}, ${knownWords[known]}`;
  const parts = [`v${number} (#${id}) ${causeWords[cause]}: ${what}`];
  if (redacted !== undefined) parts.push(removedWords[redacted.what]);
  return parts.join('; ');
}

/** What of its content stays out of the archive. */
const removedWords = {
  media: 'its pictures were removed from this archive',
  text: 'its words were removed from this archive',
  all: 'its content was removed from this archive',
} as const satisfies Record<Redactable, string>;

/** Each removal once, with its day and the reason given. */
export function removalsInWords(versions: readonly PastVersion[]): string[] {
  const removals = versions.flatMap(({ snapshot }) =>
    snapshot.redacted === undefined ? [] : [removalInWords(snapshot.redacted)],
  );
  return [...new Set(removals)];
}

const knownWords = {
  platform: 'from the platform',
  archive: 'from a web archive',
  quoted: 'as quoted, not verified',
} as const;

function manyInWords({ times: all, seen, gaps, doubts, outcomes }: Extract<Entry, { kind: 'many' }>): string {
  const parts = [
    `the same ${times(seen)}`,
    gaps === 0 ? '' : `not found out ${times(gaps)}`,
    doubts === 0 ? '' : `otherwise and not believed ${times(doubts)}`,
  ].filter(Boolean);
  return `asked ${times(all)}: ${parts.join(', ')} (${outcomesInWords(outcomes)})`;
}

function outcomesInWords(outcomes: Readonly<Partial<Record<string, number>>>): string {
  return Object.entries(outcomes)
    .map(([outcome, count = 0]) => (count === 1 ? outcome : `${outcome} ${count}×`))
    .join(', ');
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
