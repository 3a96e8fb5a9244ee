import { join } from 'node:path';
import type { Log } from '../log.ts';
import type { RecheckPlan } from '../model/recheck.ts';
import { backupsOf } from './backup.ts';
import { openBlobs, readOnlyBlobs } from './blobs.ts';
import type { Blobs, Jobs, Store } from './contract.ts';
import { mergesInto } from './merge-archive.ts';
import { readOnlyError } from './read-only.ts';
import { readOnlyStore } from './read-only-store.ts';
import { type Reserve, reserveAt } from './reserve.ts';
import { articlesIn, recordArticle } from './sqlite-articles.ts';
import { type Connection, openConnection } from './sqlite-connection.ts';
import { countAll } from './sqlite-counts.ts';
import { derivativesIn } from './sqlite-derivatives.ts';
import { documentsIn } from './sqlite-documents.ts';
import { fatesIn } from './sqlite-fates.ts';
import { hostsIn } from './sqlite-hosts.ts';
import {
  addJob,
  enqueue,
  enqueueAll,
  getJob,
  held,
  listJobs,
  nextDue,
  revive,
  waiting,
  wake,
} from './sqlite-jobs.ts';
import { leasing, releaseLease, renewLease } from './sqlite-leases.ts';
import { manifestsOf, renewManifests } from './sqlite-manifests.ts';
import { migrate } from './sqlite-migrations.ts';
import { outlook } from './sqlite-outlook.ts';
import { addPostRow } from './sqlite-post-rows.ts';
import { postsIn } from './sqlite-posts.ts';
import { openReadOnly } from './sqlite-read-only.ts';
import { endingRedactions, withoutRedacted } from './sqlite-redaction-door.ts';
import { redactionsIn } from './sqlite-redactions.ts';
import { searchIn } from './sqlite-search.ts';
import { indexAllPending, indexAnew, keptIndexed } from './sqlite-search-index.ts';
import { learn, settle } from './sqlite-settle.ts';
import type { TimeOf } from './sqlite-tellings.ts';
import { blobsNamed, checksOf, namedBlobs, verifyRows } from './sqlite-verify.ts';
import { type Writes, writesTo } from './sqlite-writes.ts';
import { wellFormed } from './well-formed.ts';

export interface StoreOptions {
  /** The SQLite file. */
  readonly database: string;
  /** The folder of the blobs. */
  readonly blobs: string;
  readonly log: Log;
  /** When a post given by itself was first seen. */
  readonly now?: () => Date;
  /** When a post of that id was made, where ids carry time: tells posts apart that say the same. */
  readonly timeOf?: TimeOf;
  /** When a post is asked for again; without it, at any time. */
  readonly plan?: RecheckPlan;
  /** Called at each step of a redaction. */
  readonly atStep?: (step: string) => void;
}

/**
 * Opens an archive kept in one SQLite file and a folder of blobs; makes both, with their folders, where they aren't
 * there yet. Several processes may have it open and write at the same time. One that is there and that this process may
 * only read is opened for reading: see `Store.readOnly`. Throws `archive-unavailable`, `archive-newer` and `disk-full`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { database, log } = options;
  const readOnly = readOnlyError(database, options.blobs);
  const connection = readOnly === null ? openConnection(database) : openReadOnly(database, log);
  try {
    if (readOnly !== null) {
      const blobs = { ...readOnlyBlobs(options.blobs), put: () => Promise.reject(readOnly) };
      return readOnlyStore(storeOf(connection, blobs, options), { connection, log, readOnly });
    }
    migrate(connection, database);
    const store = storeOf(connection, await openBlobs(options.blobs, log), options);
    await store.redactions.finish();
    return store;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** All parts of it, on one connection. */
function storeOf(connection: Connection, bare: Blobs, options: StoreOptions): Store {
  const {
    database,
    blobs: folder,
    log,
    now = () => new Date(),
    timeOf = () => null,
    plan = atAnyTime,
    atStep = () => {},
  } = options;
  const scheduling = { plan, timeOf };
  const writes = writesTo(connection);
  const blobs = withoutRedacted(connection, bare);
  const manifests = manifestsOf(connection, join(folder, 'manifests'), now, log);
  const redactions = redactionsIn({ connection, database, folder, blobs, manifests, now, atStep });
  return endingRedactions(
    connection,
    keptIndexed(connection, log, {
      readOnly: null,
      blobs,
      redactions,
      jobs: jobsIn(connection, writes, reserveAt(`${database}-reserve`)),
      hosts: hostsIn(connection),
      posts: postsIn(connection, scheduling),
      articles: articlesIn(connection),
      fates: fatesIn(connection),
      documents: documentsIn(connection),
      derivatives: derivativesIn(connection),
      manifests,
      merges: mergesInto({ connection, database, folder, now, scheduling }),
      backups: backupsOf({ connection, database, folder, blobs, log, now }),
      search: searchIn(connection, log),
      recordArticle: async (entry) => recordArticle(connection, wellFormed(entry), timeOf),
      recordPost: async (ref, jobs) =>
        writes.add(() => {
          const clean = wellFormed(ref);
          const at = now();
          const post = addPostRow(connection, `${clean.platform}:${clean.id}`, clean, at.toISOString());
          if (post.isNew) for (const job of jobs) addJob(connection, post.id, job, at.getTime());
          return { isNew: post.isNew };
        }),
      settle: async (lease, learned, end) => {
        const settling = writes.add(() =>
          settle(connection, lease, wellFormed(learned), wellFormed(end), scheduling),
        );
        writes.inHand.delete(lease.job.id);
        return await settling;
      },
      learn: async (name, learned, at) =>
        writes.add(() => learn(connection, name, wellFormed(learned), at, scheduling)),
      counts: async () => countAll(connection),
      verifyRows: () => verifyRows(connection),
      checks: () => checksOf(connection, join(folder, 'manifests')),
      blobsNamed: () => blobsNamed(connection),
      namedBlobs: (after) => namedBlobs(connection, after),
      repair: async () => {
        connection.write(() => {
          renewManifests(connection);
          indexAnew(connection);
        });
        await manifests.flush();
        indexAllPending(connection, log);
      },
      close: async () => {
        await writes.end();
        connection.close();
      },
    }),
  );
}

const atAnyTime: RecheckPlan = ({ firstSeen }) => ({ at: firstSeen, why: 'never heard' });

function jobsIn(connection: Connection, writes: Writes, reserve: Reserve): Jobs {
  return {
    enqueue: (job, now) => writes.add(() => enqueue(connection, wellFormed(job), now)),
    enqueueAll: (jobs, now) => writes.add(() => enqueueAll(connection, wellFormed(jobs), now)),
    lease: leasing(connection, writes, reserve),
    renew: async (lease, now, ms) => renewLease(connection, lease, now, ms),
    release: async (lease, _now, why) => {
      writes.inHand.delete(lease.job.id);
      releaseLease(connection, reserve, lease, wellFormed(why));
    },
    wake: async (now, which) => wake(connection, now, which),
    revive: async (now, which) => revive(connection, now, which),
    get: async (id) => getJob(connection, id),
    list: async (filter) => listJobs(connection, filter),
    waiting: async (filter) => waiting(connection, filter),
    held: async (filter) => held(connection, filter),
    outlook: async (filter, moment) => outlook(connection, filter, moment),
    nextDue: async (filter) => nextDue(connection, filter),
  };
}
