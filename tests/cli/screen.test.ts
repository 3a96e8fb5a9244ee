import { describe, expect, it } from 'vitest';
import { openScreen } from '../../src/cli/screen.ts';
import { Terminal } from './terminal.ts';

function screenOn(columns: number) {
  const terminal = new Terminal(columns);
  let now = columns;
  const screen = openScreen(terminal.write, () => now);
  const narrow = (to: number) => {
    now = to;
  };
  return { terminal, screen, narrow };
}

describe('a screen', () => {
  it('redraws its lines in place, more or fewer of them, and leaves nothing', () => {
    const { terminal, screen } = screenOn(40);
    screen.write('before\n');
    for (const lines of [['one'], ['one, longer'], ['a', 'b'], ['c'], ['d', 'e']]) {
      screen.show(lines);
      expect(terminal.lines()).toEqual(['before', ...lines]);
    }
    screen.show([]);
    expect(terminal.lines()).toEqual(['before', '']);
    terminal.write('results\n');
    expect(terminal.lines()).toEqual(['before', 'results', '']);
  });

  it('writes log lines above', () => {
    const { terminal, screen } = screenOn(40);
    screen.show(['12 of 40 posts done', 'waiting: pond.test']);
    screen.write('warn: pond.test does not answer\n');
    screen.write('warn: a line that is longer than the terminal is wide, so that it wraps\n');
    screen.show(['13 of 40 posts done']);
    expect(terminal.lines()).toEqual([
      'warn: pond.test does not answer',
      'warn: a line that is longer than the ter',
      'minal is wide, so that it wraps',
      '13 of 40 posts done',
    ]);
  });

  it('has room for what Ctrl-C echoes, twice, even when full', () => {
    const { terminal, screen } = screenOn(20);
    screen.show(['x'.repeat(screen.columns()), 'y'.repeat(screen.columns())]);
    terminal.write('^C');
    terminal.write('^C');
    screen.show(['stopping']);
    expect(terminal.lines()).toEqual(['stopping']);
    screen.show([]);
    expect(terminal.lines()).toEqual(['']);
  });

  it('clears the rows its lines wrapped into when the terminal was made narrower', () => {
    const { terminal, screen, narrow } = screenOn(10);
    screen.write('kept\n');
    narrow(30);
    // As a terminal of 10 columns now shows lines that were drawn on one of 30.
    screen.show(['a line of 20 columns', 'another one']);
    narrow(10);
    screen.show(['short']);
    expect(terminal.lines()).toEqual(['kept', 'short']);
  });

  it('is of one column at least, and writes nothing when nothing is shown', () => {
    const written: string[] = [];
    const screen = openScreen(
      (text) => void written.push(text),
      () => 0,
    );
    expect(screen.columns()).toBe(1);
    screen.show([]);
    expect(written).toEqual([]);
  });

  it('leaves alone what was shown before the process was stopped for a while', () => {
    const { terminal, screen } = screenOn(40);
    screen.show(['one', 'two']);
    screen.forget();
    terminal.write('\nfg\n');
    screen.show(['three']);
    expect(terminal.lines()).toEqual(['one', 'two', 'fg', 'three']);
  });
});
