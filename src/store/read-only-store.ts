import { join } from 'node:path';
import type { HoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import { blankRecord, type HostRecord } from '../net/host-record.ts';
import { openBlobs } from './blobs.ts';
import type { Blobs, Store } from './contract.ts';
import type { Derivative } from './derivatives-contract.ts';
import type { Hosts } from './hosts-contract.ts';
import { makePrivateFolder, type PrivateFolder } from './private-folder.ts';
import type { Search } from './search-contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { openOwnCopy } from './sqlite-read-only.ts';
import { hasWork } from './sqlite-redaction-work.ts';
import { searchIn } from './sqlite-search.ts';

export interface ReadOnlyParts {
  /** One that nothing can be written through. */
  readonly connection: Connection;
  readonly log: Log;
  readonly readOnly: HoldfastError;
}

/**
 * A store for those who only read. Blobs they keep and small pictures they make on the way are there until it is closed,
 * what they would note of hosts likewise. All else that writes throws `readOnly`.
 */
export function readOnlyStore(store: Store, { connection, log, readOnly }: ReadOnlyParts): Store {
  const refuse = (): never => {
    throw readOnly;
  };
  const { blobs, derivatives, forget } = keptMeanwhile(store, log);
  log('debug', 'the archive is only read, and nothing is noted in it', { why: readOnly.message });
  if (hasWork(connection))
    log('warn', 'a redaction was cut short: open this archive once where it can be written to, to end it');
  return {
    ...store,
    readOnly,
    blobs,
    derivatives,
    hosts: rememberingMeanwhile(store.hosts),
    search: findingAll(store.search, connection, log),
    jobs: {
      ...store.jobs,
      enqueue: async () => refuse(),
      enqueueAll: async () => refuse(),
      lease: async () => refuse(),
      renew: async () => refuse(),
      release: async () => refuse(),
      wake: async () => refuse(),
      revive: async () => refuse(),
    },
    redactions: {
      ...store.redactions,
      redact: async () => refuse(),
      hold: async () => refuse(),
      release: async () => refuse(),
      finish: async () => 0,
    },
    documents: { ...store.documents, remember: async () => refuse() },
    manifests: { flush: async () => 0 },
    merges: { from: refuse },
    recordArticle: async () => refuse(),
    recordPost: async () => refuse(),
    settle: async () => refuse(),
    learn: async () => refuse(),
    repair: async () => refuse(),
    close: async () => {
      forget();
      await store.close();
    },
  };
}

/** In a folder of this process's own, made once there is something to keep. */
function keptMeanwhile({ blobs, derivatives }: Store, log: Log) {
  let folder: PrivateFolder | null = null;
  let own: Promise<Blobs> | null = null;
  const kept = new Set<string>();
  const made = new Map<string, readonly Derivative[]>();
  const openOwn = () => {
    folder = makePrivateFolder();
    log('debug', 'what is made of pictures is kept until the end', { path: folder.path });
    return openBlobs(join(folder.path, 'blobs'), log);
  };
  return {
    blobs: {
      ...blobs,
      put: async (bytes: Uint8Array) => {
        own ??= openOwn();
        const hash = await (await own).put(bytes);
        kept.add(hash);
        return hash;
      },
      get: async (hash: string) => (own !== null && kept.has(hash) ? (await own).get(hash) : blobs.get(hash)),
      has: async (hash: string) => kept.has(hash) || (await blobs.has(hash)),
    },
    derivatives: {
      of: async (source: string) => [...(made.get(source) ?? (await derivatives.of(source)))],
      keep: async (source: string, all: readonly Derivative[]) => {
        const others = (await derivatives.of(source)).filter((kept) => !all.some((one) => isSame(one, kept)));
        made.set(source, [...others, ...all].toSorted(byTypeAndWidth));
      },
    },
    forget: () => folder?.remove(),
  };
}

function isSame(one: Derivative, other: Derivative): boolean {
  return one.mediaType === other.mediaType && one.asked === other.asked;
}

function byTypeAndWidth(a: Derivative, b: Derivative): number {
  if (a.mediaType === b.mediaType) return a.asked - b.asked;
  return a.mediaType < b.mediaType ? -1 : 1;
}

function rememberingMeanwhile(hosts: Hosts): Hosts {
  const changed = new Map<string, HostRecord>();
  return {
    ...hosts,
    get: async (host) => changed.get(host) ?? (await hosts.get(host)),
    change: async (host, change) => {
      const kept = await hosts.get(host);
      const after = change(changed.get(host) ?? kept ?? blankRecord(host));
      changed.set(host, after);
      return after;
    },
  };
}

/** Posts that whoever wrote last had no time to index are, in a copy. */
function findingAll(search: Search, connection: Connection, log: Log): Search {
  async function complete<Result>(look: (search: Search) => Promise<Result>): Promise<Result> {
    if (connection.get('SELECT 1 FROM search_pending LIMIT 1') === undefined) return look(search);
    log('debug', 'a copy of the database is searched: not all of it is indexed');
    const copy = openOwnCopy(connection);
    try {
      return await look(searchIn(copy, log));
    } finally {
      copy.close();
    }
  }
  return {
    find: (query, page) => complete((complete) => complete.find(query, page)),
    countEach: (query) => complete((complete) => complete.countEach(query)),
    catchUp: async () => {},
  };
}
