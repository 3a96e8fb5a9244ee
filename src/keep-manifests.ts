import { messageOf } from './errors.ts';
import type { Log } from './log.ts';
import type { Store } from './store/contract.ts';

/** How far manifests may fall behind while work goes on, milliseconds. */
const everyMs = 5_000;

interface Kept extends Pick<Store, 'manifests'> {
  readonly search: Pick<Store['search'], 'catchUp'>;
}

/**
 * Does the work, and writes the manifests now and then meanwhile, and once after it; then the search catches up. Where they can't be written nothing
 * is lost: the next run writes what is missing.
 */
export async function keepingManifests<Result>(
  { manifests, search }: Kept,
  log: Log,
  work: () => Promise<Result>,
): Promise<Result> {
  let isWriting = false;
  let writing = Promise.resolve();
  const write = async () => {
    try {
      await manifests.flush();
    } catch (error) {
      log('warn', 'the manifests could not be written; the next run does it', { error: messageOf(error) });
    }
  };
  const timer = setInterval(() => {
    if (isWriting) return;
    isWriting = true;
    writing = write().finally(() => {
      isWriting = false;
    });
  }, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await writing;
    await write();
    await search.catchUp();
  }
}
