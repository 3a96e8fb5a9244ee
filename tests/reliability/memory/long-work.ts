/**
 * Many archive jobs in one process: `node --expose-gc long-work.ts FOLDER JOBS SEED`. Sources are played, one answer in
 * a hundred is a fault. Prints a JSON object per line: what is held after every hundred.
 */
import { readdirSync } from 'node:fs';
import { archivePost } from '../../../src/archive.ts';
import { HoldfastError } from '../../../src/errors.ts';
import { work } from '../../../src/queue/work.ts';
import { playedTools } from '../crashes/played.ts';
import { openPlace, randomFrom } from '../processes.ts';

const [folder = '', count = '', seed = ''] = process.argv.slice(2);
const jobs = Number(count);
const random = randomFrom(Number(seed));
const faults = ['timeout', 'dns', 'connect', 'truncated', 'bad-response', 'host-down'] as const;

const store = await openPlace({ folder, acks: '' });
const tools = playedTools(store, (id) => {
  const fault = faults[Math.floor(random() * 100 * faults.length)];
  if (fault === undefined) return `Words of post ${id}, and more of them: ${'heron '.repeat(20)}`;
  throw new HoldfastError(fault, 'a fault that was played', { retryable: true });
});
const collect = globalThis.gc ?? (() => {});
const batch = 100;
for (let done = 0; done < jobs; done += batch) {
  for (let added = done; added < done + batch; added += 1) {
    const id = String(1_703_434_500_000_000_000n + BigInt(added));
    const url = `https://x.com/i/status/${id}`;
    await store.recordPost({ platform: 'x', id, url }, [{ kind: 'archive', name: `x:${id}` }]);
  }
  await work({
    store,
    kinds: ['archive'],
    concurrency: 4,
    untilIdle: true,
    handle: (lease) => archivePost(lease, tools),
  });
  await store.manifests.flush();
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  const files = readdirSync('/proc/self/fd').length;
  console.log(JSON.stringify({ jobs: done + batch, rss, heap: heapUsed + external, files }));
}
const { jobs: counts } = await store.counts();
console.log(JSON.stringify({ counts }));
await tools.images.close();
await store.close();
