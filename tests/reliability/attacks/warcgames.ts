import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { Capturer } from '../../../src/capture/capturer.ts';
import { messageOf } from '../../../src/errors.ts';
import { openCanaries } from '../../capture/canary.ts';
import { makeRoom, type Room } from '../../capture/world.ts';
import type { Figure } from '../figure.ts';
import { acrossCaptures } from './across-captures.ts';
import type { ArchiveAttack } from './attack.ts';
import { contentSwitch } from './content-switch.ts';
import { files } from './files.ts';
import { portScan } from './port-scan.ts';
import { readStoredPages, type StoredReadings, storedPages } from './stored-pages.ts';

/**
 * What the WARCgames teach (five kinds of attack by what is archived on who archives it), and what else a page may try
 * on an archive: each for real, in a browser, and each in a way that would be seen to succeed.
 */
const attacks: readonly ArchiveAttack[] = [contentSwitch, portScan, files, acrossCaptures, ...storedPages];

export const warcgames: Figure = {
  id: 'R13',
  aim: 'all fail',
  run: async ({ full }) => {
    const made = makeRoom();
    const opened: Capturer[] = [];
    const room: Room = {
      ...made,
      open: (options) => {
        const capturer = made.open(options);
        opened.push(capturer);
        return capturer;
      },
    };
    const canaries = await openCanaries({
      address: '127.0.0.1',
      perches: [
        { port: 0, speaks: 'http' },
        { port: 0, speaks: 'bytes' },
      ],
    });
    const detail: string[] = [];
    let failed = 0;
    try {
      let readings: Promise<StoredReadings> | null = null;
      const stored = () => (readings ??= readStoredPages(full));
      const ground = { room, canaries, closedPort: await closedPort(), stored };
      for (const attack of attacks)
        try {
          detail.push(`a page can’t ${attack.name}: ${await attack.run(ground)}`);
          failed += 1;
        } catch (error) {
          detail.push(`A PAGE CAN ${attack.name}: ${messageOf(error)}`);
        } finally {
          // An attack that succeeds leaves its browsers open.
          for (const capturer of opened.splice(0)) await capturer.close();
        }
    } finally {
      await canaries.close();
      room.clear();
    }
    return { value: `${failed} of ${attacks.length} attacks fail`, ok: failed === attacks.length, detail };
  },
};

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
