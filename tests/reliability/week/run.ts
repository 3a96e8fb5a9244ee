import { join } from 'node:path';
import { archivePost } from '../../../src/archive.ts';
import { readChanges } from '../../../src/articles/inputs.ts';
import { ingest } from '../../../src/ingest.ts';
import { keepingManifests } from '../../../src/keep-manifests.ts';
import { silentLog } from '../../../src/log.ts';
import type { Images } from '../../../src/media/images.ts';
import { openNet } from '../../../src/net/net.ts';
import { inputTools, memoryOf, timeOf } from '../../../src/parts.ts';
import { platforms } from '../../../src/platforms/index.ts';
import { queueRechecks } from '../../../src/queue/queue-rechecks.ts';
import { recheckAt } from '../../../src/queue/recheck-plan.ts';
import { work } from '../../../src/queue/work.ts';
import { openStore } from '../../../src/store/sqlite.ts';

export interface RunOptions {
  readonly folder: string;
  readonly ca: string;
  readonly connectTo: readonly string[];
  readonly now: () => Date;
  readonly images: Images;
  /** Taken in first; null in a run that only works. */
  readonly feed: string | null;
  /** Whether posts that are due are queued. */
  readonly recheck: boolean;
}

/** 0…1, the jitter of retries: the same every time. */
const random = () => 0.5;

/**
 * One scheduled run, from opening the archive to closing it, as `archive` and `recheck` do it: all but pictures of pages.
 * A host that `connectTo` does not name has no address. Gives what could not be read.
 */
export async function run(options: RunOptions): Promise<readonly string[]> {
  const { folder, ca, connectTo, now, images, feed, recheck } = options;
  const store = await openStore({
    database: join(folder, 'data', 'holdfast.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
    timeOf,
    plan: recheckAt,
    now,
  });
  const net = openNet({
    log: silentLog,
    contact: null,
    version: '1',
    connectTo,
    ca,
    now,
    memory: store.hosts,
    hostLimits: () => ({ concurrency: 4, burst: 4, intervalMs: 0 }),
    timeouts: { headers: 1000, total: 5000 },
    // the resolver works; it has no answer for hosts in trouble
    lookup: async (host) => {
      if (host === 'a.root-servers.net') return [{ address: '198.41.0.4', family: 4 }];
      throw Object.assign(new Error('no answer'), { code: 'EAI_AGAIN' });
    },
  });
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
    await net.close();
    await store.close();
  }
  return unread;
}
