import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/output.ts';
import { openProgress } from '../../src/cli/progress.ts';
import { openScreen } from '../../src/cli/screen.ts';
import { ioOf } from './io.ts';
import { now, troubledWork, workOf } from './progress-examples.ts';
import { Terminal } from './terminal.ts';

/** Somebody before a terminal, or a file that stderr goes to, with a clock of the test's. */
function watch(
  progress: Pick<Io, 'progress'>,
  how: { readonly json?: boolean; readonly quiet?: boolean } = {},
) {
  let at = 0;
  const lines: string[] = [];
  const { io } = ioOf({ err: (text) => void lines.push(text.trimEnd()), ...progress });
  const clocks = { clock: () => at, now: () => now };
  const shown = openProgress(io, { json: how.json ?? false, quiet: how.quiet ?? false }, clocks);
  /** Tells each second from one moment to another, so many posts done by the end of it. */
  const run = (seconds: number, from: number, to: number) => {
    for (let second = 1; second <= seconds; second++) {
      at += 1000;
      const done = Math.round(from + ((to - from) * second) / seconds);
      shown.working(workOf({ posts: 1000, done, left: 1000 - done, later: 0 }));
    }
  };
  return { shown, run, lines };
}

describe('progress in plain lines', () => {
  it('comes with each tenth, but not twice in ten seconds, and once at the end', () => {
    const { shown, run, lines } = watch({ progress: 'lines' });
    run(100, 0, 1000);
    shown.end();
    const counts = lines.map((line) => /^progress: ([\d,]+) of 1,000 posts done/u.exec(line)?.[1]);
    expect(counts).toEqual(['100', '200', '300', '400', '500', '600', '700', '800', '900', '1,000']);
  });

  it('comes every ten seconds at most, however fast, and every minute at least, however slow', () => {
    const fast = watch({ progress: 'lines' });
    fast.run(25, 0, 1000);
    fast.shown.end();
    expect(fast.lines).toHaveLength(3);
    const slow = watch({ progress: 'lines' });
    slow.run(3600, 0, 90);
    expect(slow.lines.length).toBeGreaterThan(50);
    expect(slow.lines.length).toBeLessThanOrEqual(60);
  });

  it('says nothing of a short run, and says how a longer one ended', () => {
    const short = watch({ progress: 'lines' });
    short.run(4, 0, 1000);
    short.shown.end();
    expect(short.lines).toEqual([]);
    const longer = watch({ progress: 'lines' });
    longer.run(8, 0, 1000);
    longer.shown.end();
    longer.shown.end();
    expect(longer.lines).toEqual(['progress: 1,000 of 1,000 posts done, 0 left, resolving 3, capturing 1']);
  });

  it('repeats no line while nothing changes', () => {
    const { run, lines } = watch({ progress: 'lines' });
    run(600, 500, 500);
    expect(lines).toHaveLength(1);
  });

  it('is all there is under --json, and nothing under --quiet or where nobody looks', () => {
    const terminal = new Terminal(80);
    const screen = openScreen(terminal.write, () => 80);
    const json = watch({ progress: screen }, { json: true });
    json.run(20, 0, 1000);
    json.shown.end();
    expect(json.lines.length).toBeGreaterThan(0);
    expect(terminal.lines()).toEqual(['']);
    for (const { run, shown, lines } of [
      watch({ progress: 'lines' }, { quiet: true }),
      watch({ progress: screen }, { quiet: true }),
      watch({}),
    ]) {
      run(100, 0, 1000);
      shown.end();
      expect([lines, terminal.lines()]).toEqual([[], ['']]);
    }
  });
});

describe('progress on a terminal', () => {
  it.each([20, 40, 80, 200])(
    'is one or two lines of %i columns that never wrap, and nothing afterwards',
    (columns) => {
      const terminal = new Terminal(columns);
      const { shown } = watch({ progress: openScreen(terminal.write, () => columns) });
      shown.reading({ articles: 3, posts: 9 });
      expect(terminal.lines()).toEqual([expect.stringMatching(/^3 (?:articles )?read/u)]);
      shown.working(workOf());
      expect(terminal.lines()).toHaveLength(1);
      shown.working(troubledWork());
      expect(terminal.lines()).toHaveLength(2);
      shown.working(workOf({ later: 0 }));
      expect(terminal.lines()).toHaveLength(1);
      shown.end();
      expect(terminal.lines()).toEqual(['']);
    },
  );
});
