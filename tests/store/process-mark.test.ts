import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { fateOf, ownMark } from '../../src/store/process-mark.ts';

describe('marks of processes', () => {
  it('knows itself, the dead, and what it cannot know', async () => {
    const [boot, space, pid, start] = ownMark.split('.');
    expect(fateOf(ownMark)).toBe('alive');
    expect(fateOf([boot, space, pid, `${start}1`].join('.'))).toBe('gone');
    expect(fateOf(['0123456789ab', space, pid, start].join('.'))).toBe('gone');
    expect(fateOf([boot, `${space}1`, pid, start].join('.'))).toBe('unknown');
    expect(fateOf('something else')).toBe('unknown');
  });

  it('sees another process live and die by the mark it gave itself', async () => {
    const source = new URL('../../src/store/process-mark.ts', import.meta.url).href;
    const script = `const { ownMark } = await import(${JSON.stringify(source)}); console.log(ownMark); setInterval(() => {}, 1000)`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [mark] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    expect(fateOf(mark.trim())).toBe('alive');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(fateOf(mark.trim())).toBe('gone');
  });
});
