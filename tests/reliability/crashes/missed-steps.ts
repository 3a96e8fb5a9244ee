import { join } from 'node:path';
import { inFolder } from '../folders.ts';
import { addPosts, endOf, openPlace, startWorker } from '../processes.ts';
import { stepNames, stepsOf } from './steps.ts';
import { oneFileThread, readTrace, traced } from './strace.ts';

/** Steps that a worker of that checkout doesn't come by when it does two jobs. */
export async function missedSteps(checkout: string): Promise<string[]> {
  return inFolder(async (folder) => {
    const place = { folder: join(folder, 'archive'), acks: join(folder, 'acks') };
    const store = await openPlace(place);
    await addPosts(store, 1, 2);
    await store.close();
    const log = join(folder, 'trace');
    const start = { under: traced(log), env: oneFileThread, checkout };
    const settings = { concurrency: 1, manifestsEvery: 1 };
    await endOf(await startWorker(place, 'until-idle', settings, start));
    const seen = new Set(stepsOf(readTrace(log)));
    return stepNames.filter((step) => !seen.has(step));
  });
}
