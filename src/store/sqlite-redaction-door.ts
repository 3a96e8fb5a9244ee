import { HoldfastError } from '../errors.ts';
import { sha256 } from '../model/canonical.ts';
import type { Blobs, Store } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { isUntouched, whyGone } from './sqlite-redaction-marks.ts';
import { hasWork } from './sqlite-redaction-work.ts';
import { tellsNothing } from './sqlite-settle.ts';

/** Blobs without those that were taken out: they are not kept again, and asked for they say why they are missing. */
export function withoutRedacted(connection: Connection, blobs: Blobs): Blobs {
  return {
    ...blobs,
    put: async (bytes) => {
      if (isUntouched(connection)) return blobs.put(bytes);
      const hash = sha256(bytes);
      return whyGone(connection, hash) === null ? blobs.put(bytes) : hash;
    },
    get: async (hash) => {
      const why = isUntouched(connection) ? null : whyGone(connection, hash);
      if (why === null) return blobs.get(hash);
      throw new HoldfastError('redacted', `this is not to be had any more: it was ${why}`, {
        facts: { hash },
      });
    },
    has: async (hash) => whyGone(connection, hash) === null && (await blobs.has(hash)),
  };
}

/** A store that takes out at once what came too late: an answer under way, a merged post, a new version of an article. */
export function endingRedactions(connection: Connection, store: Store): Store {
  let isClosed = false;
  async function after<Result>(change: Promise<Result>): Promise<Result> {
    const result = await change;
    // What is left then is done when the archive is opened next.
    if (!isClosed && hasWork(connection)) await store.redactions.finish();
    return result;
  }
  return {
    ...store,
    settle: (lease, learned, end) => {
      const settling = store.settle(lease, learned, end);
      return tellsNothing(learned) ? settling : after(settling);
    },
    merges: {
      from: async function* (places) {
        yield* store.merges.from(places);
        await after(Promise.resolve());
      },
    },
    derivatives: {
      ...store.derivatives,
      keep: (...made) => after(store.derivatives.keep(...made)),
    },
    learn: (...learned) => after(store.learn(...learned)),
    recordArticle: (entry) => after(store.recordArticle(entry)),
    close: () => {
      isClosed = true;
      return store.close();
    },
  };
}
