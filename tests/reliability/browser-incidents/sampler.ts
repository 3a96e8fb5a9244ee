/**
 * A process of its own that looks at browsers from outside every 50 ms, with nothing of Holdfast's: what is shared is
 * counted by the kernel (PSS), and a busy event loop can't hide a peak. The folder the browsers' command lines
 * name is given as HOLDFAST_SAMPLED. Answers every message with the peaks since the last.
 */
import { readdirSync, readFileSync } from 'node:fs';

export interface Peaks {
  /** Bytes of the largest group of processes: proportional set size, and sum of resident sizes. */
  readonly pss: number;
  readonly rss: number;
  /** Looks that went into it. */
  readonly looks: number;
}

const work = process.env['HOLDFAST_SAMPLED'] ?? '?';
const groups = new Set<string>();
const foreign = new Set<string>();
let peaks: Peaks = { pss: 0, rss: 0, looks: 0 };

const read = (path: string) => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // It ended meanwhile.
    return '';
  }
};

function look(): void {
  const sums = new Map<string, { pss: number; rss: number }>();
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid) || foreign.has(pid)) continue;
    const stat = read(`/proc/${pid}/stat`);
    const group = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2] ?? '';
    if (!groups.has(group) && read(`/proc/${pid}/cmdline`).includes(work) && group === pid) groups.add(group);
    if (!groups.has(group)) {
      // A child of ours may not have been given its group yet.
      if (Number(pid) < process.pid) foreign.add(pid);
      continue;
    }
    const rollup = read(`/proc/${pid}/smaps_rollup`);
    const bytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0) * 1024;
    const sum = sums.get(group) ?? { pss: 0, rss: 0 };
    sums.set(group, { pss: sum.pss + bytes('Pss'), rss: sum.rss + bytes('Rss') });
  }
  for (const { pss, rss } of sums.values())
    peaks = { ...peaks, pss: Math.max(peaks.pss, pss), rss: Math.max(peaks.rss, rss) };
  peaks = { ...peaks, looks: peaks.looks + 1 };
}

setInterval(look, 50);
process.on('message', () => {
  process.send?.(peaks);
  peaks = { pss: 0, rss: 0, looks: 0 };
});
process.on('disconnect', () => process.exit());
