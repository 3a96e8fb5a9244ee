/**
 * Clients of one archive, a process of their own: `node client.ts FOLDER ingest|work COUNT SEED`. As many clients as are
 * asked for give the archive the same post under all its spellings, or work on its jobs with a played answer.
 */
import { archivePost } from '../../../src/archive.ts';
import { readConfig } from '../../../src/config.ts';
import { openHoldfast } from '../../../src/holdfast.ts';
import { silentLog } from '../../../src/log.ts';
import { work } from '../../../src/queue/work.ts';
import { openPlace, randomFrom } from '../processes.ts';
import { playedTools, spellings } from './played.ts';

const [folder = '', what = '', count = '1', seed = '0'] = process.argv.slice(2);
const clients = Array.from({ length: Number(count) });
const random = randomFrom(Number(seed));

if (what === 'ingest') await ingestAll();
else await workAll();

async function ingestAll(): Promise<void> {
  const surroundings = { log: silentLog, stdin: () => Promise.resolve(new Uint8Array()) };
  // One for all of a process would have them wait for each other.
  await Promise.all(
    clients.map(async () => {
      const shuffled = spellings.toSorted(() => random() - 0.5);
      const holdfast = await openHoldfast(readConfig({ archive: folder }, {}), surroundings);
      for await (const { kind } of holdfast.ingest(shuffled))
        if (kind !== 'post') throw new Error(`a spelling was taken for ${kind}`);
      await holdfast.close();
    }),
  );
}

async function workAll(): Promise<void> {
  const store = await openPlace({ folder, acks: '' });
  const tools = playedTools(store, () => 'Only one of us may keep this');
  const options = { store, kinds: ['archive'], concurrency: 1, untilIdle: true } as const;
  await Promise.all(clients.map(() => work({ ...options, handle: (lease) => archivePost(lease, tools) })));
  await tools.images.close();
  await store.close();
}
