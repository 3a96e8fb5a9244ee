import { join } from 'node:path';
import { archivePost } from '../../../src/archive.ts';
import { readChanges } from '../../../src/articles/inputs.ts';
import { ingest } from '../../../src/ingest.ts';
import { keepingManifests } from '../../../src/keep-manifests.ts';
import { silentLog } from '../../../src/log.ts';
import type { Images } from '../../../src/media/images.ts';
import { inputTools, memoryOf, timeOf } from '../../../src/parts.ts';
import { platforms } from '../../../src/platforms/index.ts';
import { queueRechecks } from '../../../src/queue/queue-rechecks.ts';
import { recheckAt } from '../../../src/queue/recheck-plan.ts';
import { work } from '../../../src/queue/work.ts';
import { openStore } from '../../../src/store/sqlite.ts';
import type { Network } from './network.ts';

export interface RunOptions {
  readonly folder: string;
  readonly connectTo: readonly string[];
  readonly now: () => Date;
  readonly images: Images;
  readonly network: Network;
  /** Taken in first; null in a run that only works. */
  readonly feed: string | null;
  /** Whether posts that are due are queued. */
  readonly recheck: boolean;
}

/** 0…1, the jitter of retries: the same every time. */
const random = () => 0.5;

/**
 * One scheduled run, from opening the archive to closing it, as `archive` and `recheck` do it: all but pictures of pages.
 * Gives what could not be read.
 */
export async function run(options: RunOptions): Promise<readonly string[]> {
  const { folder, connectTo, now, images, network, feed, recheck } = options;
  const store = await openStore({
    database: join(folder, 'data', 'holdfast.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
    timeOf,
    plan: recheckAt,
    now,
  });
  const net = network.through(connectTo, store.hosts);
  const tools = {
    store,
    platforms,
    images,
    now,
    random,
    fetch: net.fetch,
    findMementos: null,
    recover: null,
    leave: { mirrors: false, metaToken: null },
    streams: { ffmpeg: null, work: folder },
  };
  const unread: string[] = [];
  try {
    if (feed !== null) {
      const inputs = { ...inputTools(net, async () => new Uint8Array()), now };
      const memory = memoryOf(store, '1', { anew: false });
      for await (const each of ingest(readChanges([feed], { ...inputs, memory }), tools))
        if (each.kind === 'unreadable') unread.push(each.error.name);
    }
    if (recheck) for await (const _ of queueRechecks('due', tools));
    await keepingManifests(store, silentLog, () =>
      work({
        store,
        now,
        concurrency: 4,
        untilIdle: true,
        kinds: ['archive', 'recheck'],
        handle: (lease, signal) =>
          archivePost(lease, { ...tools, fetch: (request) => net.fetch({ signal, ...request }) }),
      }),
    );
  } finally {
    await store.close();
  }
  return unread;
}
