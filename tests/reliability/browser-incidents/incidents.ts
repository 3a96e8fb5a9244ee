import type { Room } from '../../capture/world.ts';
import { balloons, hostilePages, waitingPages } from './pages.ts';

/** Something that happens to a browser while a page is captured. */
export interface Incident {
  readonly name: string;
  /** Name of the page that is opened. */
  readonly page: string;
  /** Done some time after the page was asked for; without it the page does it all by itself. */
  readonly act?: (room: Room) => void;
  /** Milliseconds after that at most: when exactly is left to chance. */
  readonly afterMs?: number;
}

const acts: readonly (readonly [string, RegExp | null, NodeJS.Signals])[] = [
  ['page’s process killed', /--type=renderer/, 'SIGKILL'],
  ['page’s process crashed', /--type=renderer/, 'SIGSEGV'],
  ['page’s process stopped', /--type=renderer/, 'SIGSTOP'],
  ['browser killed', null, 'SIGKILL'],
  ['browser crashed', null, 'SIGSEGV'],
  ['browser stopped', null, 'SIGSTOP'],
  ['drawing process killed', /--type=gpu-process/, 'SIGKILL'],
  ['drawing process stopped', /--type=gpu-process/, 'SIGSTOP'],
  ['network process killed', /--type=utility/, 'SIGKILL'],
  ['zygotes killed', /--type=zygote/, 'SIGKILL'],
  ['all stopped', /./, 'SIGSTOP'],
];

export const incidents: readonly Incident[] = [
  ...acts.flatMap(([what, pattern, signal]) =>
    Object.keys(waitingPages).map((moment) => ({
      name: `${what} while ${moment}`,
      page: moment,
      act: (room: Room) => signalAll(room, pattern, signal),
      afterMs: moment === 'being shot' ? 900 : 50,
    })),
  ),
  ...Object.keys({ ...hostilePages, ...balloons }).map((name) => ({ name, page: name })),
];

/** To the processes of a room's browser; null is the first of them. */
function signalAll(room: Room, pattern: RegExp | null, signal: NodeJS.Signals): void {
  for (const { pid, command } of room.processes()) {
    const isMeant = pattern === null ? !command.includes('--type=') : pattern.test(command);
    if (isMeant) sendSignal(pid, signal);
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // With one of a browser's processes others go, too.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
