import { setTimeout as sleep } from 'node:timers/promises';
import { fateOf, readOwner } from './owner.ts';
import { isGroupRunning, killGroup, listProcesses } from './process-group.ts';

/**
 * Ends browsers whose owner was killed and that go on all the same: of all processes only those whose command line
 * names a profile `<start>…` with the name of an owner that is gone. Gives their number.
 */
export async function endOrphans(start: string): Promise<number> {
  const flag = ` --user-data-dir=${start}`;
  const orphans = (await listProcesses()).filter(({ pid, group, command }) => {
    const at = ` ${command}`.indexOf(flag);
    const owner = at === -1 ? null : readOwner(` ${command}`.slice(at + flag.length));
    // A browser of ours leads its group: whatever else has such a command line is somebody's own experiment.
    return owner !== null && fateOf(owner) === 'gone' && group === pid;
  });
  for (const { group } of orphans) killGroup(group);
  for (const { group } of orphans)
    for (let tries = 0; tries < 50 && isGroupRunning(group); tries++) await sleep(20);
  return orphans.length;
}
