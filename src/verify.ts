import { isHoldfastError } from './errors.ts';
import type { Damage, Store } from './store/contract.ts';

/** Every row against the ledger, every blob against its name, every blob named by a row for being there. */
export async function* verifyArchive(store: Store): AsyncIterable<Damage> {
  yield* store.verifyRows();
  const seen = new Set<string>();
  for await (const hash of store.blobs.list()) {
    seen.add(hash);
    yield* verifyBlob(store, hash, true);
  }
  for await (const hash of store.blobsNamed()) {
    if (seen.has(hash)) continue;
    seen.add(hash);
    yield* verifyBlob(store, hash, false);
  }
}

async function* verifyBlob(store: Store, hash: string, isThere: boolean): AsyncIterable<Damage> {
  try {
    await store.blobs.get(hash);
  } catch (error) {
    if (isHoldfastError(error, 'redacted')) {
      if (isThere)
        yield {
          kind: 'blob-damaged',
          what: `blob ${hash}`,
          detail: 'it was taken out, yet its bytes are there again: redact its post once more',
        };
      return;
    }
    if (!isHoldfastError(error, 'blob-missing', 'blob-damaged')) throw error;
    const kind = error.name === 'blob-missing' ? 'blob-missing' : 'blob-damaged';
    yield { kind, what: `blob ${hash}`, detail: error.message };
  }
}
