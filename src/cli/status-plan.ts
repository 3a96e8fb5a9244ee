import type { Planned } from '../holdfast.ts';
import type { RecheckReason } from '../model/recheck.ts';
import type { Output } from './output.ts';

/** So many of the posts to be asked for next are shown. */
export const nextShown = 20;

/** When posts are asked for again, and why then: in numbers, and the next of them. */
export function printPlan(output: Output, planned: Planned): void {
  output.record(planned);
  const { due, hour, day, week, month, later, never, reasons, next } = planned;
  output.table(
    ['ASKED FOR AGAIN', 'POSTS'],
    [
      ['now', String(due)],
      ['within an hour', String(hour)],
      ['within a day', String(day)],
      ['within a week', String(week)],
      ['within 30 days', String(month)],
      ['later', String(later)],
      ...(never > 0 ? [['never: known only as quoted, without an id', String(never)]] : []),
    ],
  );
  if (next.length === 0) return;
  output.line();
  output.table(
    ['WHY', 'POSTS', 'DUE', 'BECAUSE'],
    Object.entries(reasons).map(([why, count]) => [
      why,
      String(count.posts),
      String(count.due),
      becauses[why as RecheckReason],
    ]),
  );
  output.line();
  const now = Date.parse(planned.at);
  output.table(
    ['NEXT', 'AT (UTC)', 'POST', 'WHY'],
    next.map(({ name, at, why }) => [
      fromNow(Date.parse(at) - now),
      at.slice(0, 16).replace('T', ' '),
      name,
      why,
    ]),
  );
}

const minute = 60 * 1000;
const units = [
  ['d', 24 * 60 * minute],
  ['h', 60 * minute],
  ['min', minute],
] as const;

/** `due`, `in 40 min`, `in 3 d`. */
function fromNow(ms: number): string {
  if (ms <= 0) return 'due';
  const [unit, size] = units.find(([, least]) => ms >= least) ?? ['min', minute];
  return `in ${Math.max(1, Math.floor(ms / size))} ${unit}`;
}

const becauses = {
  'never heard': 'no source was heard of it yet: its first job is to be done',
  waiting: 'its job waits for another try',
  unconfirmed: 'what was said is asked for once more before it is believed',
  'gave up': 'its job was given up after all its tries',
  'account went': 'another post of its account is gone, since less than 30 days',
  'just changed': 'it was changed less than 30 days ago',
  fresh: 'it is less than a week old',
  'newly quoted': 'it was met lately: articles bring old posts new readers',
  aging: 'a quarter of its age has passed',
  old: 'nothing happened to it for long: every 30 days',
  unclear: 'no source could say what became of it',
  gone: 'it may be restored',
} as const satisfies Record<RecheckReason, string>;
