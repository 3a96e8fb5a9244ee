import { isHoldfastError, messageOf } from './errors.ts';
import type { Store } from './store/contract.ts';
import { advices, type FoundDamage } from './store/damage-advice.ts';
import type { Check, Checked, CheckName, Damage, Note } from './store/verify-contract.ts';

/** Where a check was broken off, and can be gone on with. */
export interface VerifyPoint {
  readonly check: CheckName;
  readonly after: string | null;
}

export interface VerifyProgress {
  readonly check: CheckName;
  /** Things looked at in this check: entries, posts, blobs, … */
  readonly checked: number;
  /** To go on from; null once all was looked at. */
  readonly point: VerifyPoint | null;
}

export interface VerifyOptions {
  /** Go on from there, and leave out what came before. */
  readonly from?: VerifyPoint | null;
  /** Asked after every part; once it says yes, the check is broken off. */
  readonly isOver?: () => boolean;
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** What is no damage but may surprise. */
  readonly onNote?: (note: string) => void;
}

/**
 * Every row against the ledger and what else it should be, the manifests against the rows, every blob against its name,
 * every blob named by a row for being there. Changes nothing.
 */
export async function* verifyArchive(store: Store, options: VerifyOptions = {}): AsyncIterable<FoundDamage> {
  const { from = null, isOver = () => false, onProgress = () => {}, onNote = () => {} } = options;
  const checks = [...store.checks(), blobCheck(store), namedCheck(store)];
  const first = Math.max(
    0,
    checks.findIndex(({ name }) => name === from?.check),
  );
  let isDamaged = false;
  for (const [index, check] of checks.entries()) {
    if (index < first) continue;
    const { name } = check;
    let checked = 0;
    onProgress({ check: name, checked, point: { check: name, after: null } });
    try {
      for await (const found of check.run(index === first ? (from?.after ?? null) : null)) {
        if (found.kind === 'note') onNote(found.detail);
        else if (found.kind === 'checked') {
          checked += found.count;
          onProgress({ check: name, checked, point: { check: name, after: found.after } });
          if (isOver()) return;
        } else {
          isDamaged = true;
          yield { ...found, advice: advices[found.kind] };
        }
      }
    } catch (error) {
      // What stumbles over rows that are known to be damaged is no bug, and the other checks may still tell more.
      if (!isDamaged || isHoldfastError(error, 'disk-full')) throw error;
      const kind = 'database-damaged';
      yield { kind, what: name, detail: messageOf(error), advice: advices[kind] };
    }
    const next = checks[index + 1];
    onProgress({
      check: name,
      checked,
      point: next === undefined ? null : { check: next.name, after: null },
    });
    if (next !== undefined && isOver()) return;
  }
}

/** Blobs looked at before anything else gets its turn. */
const blobsAPart = 50;

function blobCheck(store: Store): Check {
  return {
    name: 'blobs',
    run: async function* run(after): AsyncIterable<Damage | Note | Checked> {
      const named = await namesIn(store);
      let count = 0;
      let strays = 0;
      let last = '';
      for await (const hash of store.blobs.list()) {
        if (after !== null && hash <= after) continue;
        if (!named.has(keyOf(hash))) strays += 1;
        yield* verifyBlob(store, hash, true);
        count += 1;
        last = hash;
        if (count % blobsAPart === 0) yield { kind: 'checked', after: hash, count: blobsAPart };
      }
      if (count % blobsAPart > 0) yield { kind: 'checked', after: last, count: count % blobsAPart };
      if (strays > 0)
        yield {
          kind: 'note',
          detail: `${strays} blob${strays === 1 ? ' is' : 's are'} named by no row: left by a run that was cut short, or kept by one at work now; they do no harm`,
        };
    },
  };
}

/** Each name as a number: a stray taken for a named one by chance is no loss. */
async function namesIn(store: Store): Promise<ReadonlySet<number>> {
  const named = new Set<number>();
  for await (const hash of store.blobsNamed()) named.add(keyOf(hash));
  return named;
}

function keyOf(hash: string): number {
  return Number.parseInt(hash.slice(0, 13), 16);
}

/** Those that lie there were looked at by then. */
function namedCheck(store: Store): Check {
  return {
    name: 'named blobs',
    run: async function* run(after): AsyncIterable<Damage | Checked> {
      const told = new Set<string>();
      let count = 0;
      let last = '';
      for await (const { hash, place } of store.namedBlobs(after)) {
        count += 1;
        last = place;
        if (!told.has(hash) && !(await store.blobs.has(hash))) {
          told.add(hash);
          yield* verifyBlob(store, hash, false);
        }
        if (count % 500 === 0) yield { kind: 'checked', after: place, count: 500 };
      }
      if (count % 500 > 0) yield { kind: 'checked', after: last, count: count % 500 };
    },
  };
}

async function* verifyBlob(store: Store, hash: string, isThere: boolean): AsyncIterable<Damage> {
  try {
    await store.blobs.get(hash);
  } catch (error) {
    if (isHoldfastError(error, 'redacted')) {
      // What was taken out on purpose is not missed.
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
