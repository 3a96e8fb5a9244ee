import { sha256 } from '../../../src/model/canonical.ts';
import type { Store } from '../../../src/store/contract.ts';
import { keepArchive } from '../../exports/archive.ts';
import { plantCanaries } from '../../store/canaries.ts';
import * as samples from '../../store/samples.ts';

/** An archive with rows in every table: posts seen, quoted, merged, held and redacted; jobs in every state. */
export async function makeRichArchive(folder: string): Promise<void> {
  const { store } = await keepArchive(folder);
  await plantCanaries(store);
  await rememberMore(store);
  await addJobs(store);
  const order = { by: 'the editor', at: samples.at(200) };
  await store.redactions.hold('x:20', { ...order, reason: 'a court asked for it' });
  await store.recordPost(samples.refOf('90'), [{ kind: 'archive', name: 'pond:90' }]);
  await settle(store, 'pond:90', 'Words that will not stay', 100);
  const wish = { what: 'all', reason: 'the author asked', articles: false, address: null } as const;
  await store.redactions.redact('pond:90', { ...order, ...wish });
  await store.manifests.flush();
  await store.close();
}

async function rememberMore(store: Store): Promise<void> {
  for (let id = 30; id < 60; id += 1) {
    await store.recordPost(samples.refOf(String(id)), [{ kind: 'archive', name: `pond:${id}` }]);
    await settle(store, `pond:${id}`, `Heron ${id} told the reeds`, id);
  }
  await store.hosts.change('pond.test', (host) => ({ ...host, rests: 2, failingSince: samples.isoAt(0) }));
  await store.documents.remember(
    {
      address: 'https://news.test/story',
      url: 'https://news.test/story',
      etag: '"a"',
      lastModified: null,
      hash: sha256('the article'),
      checkedAt: samples.isoAt(3),
      fetchedAt: samples.isoAt(2),
      articles: ['https://news.test/story'],
      listed: [{ kind: 'page', address: 'https://news.test/next', changed: null }],
    },
    'reader-1',
  );
}

async function settle(store: Store, name: string, words: string, seconds: number): Promise<void> {
  const wire = await store.blobs.put(Buffer.from(`answer of ${words}`));
  const lease = await samples.leaseOne(store, 1e6, { names: [name] });
  const observations = [samples.observationOf('live', seconds, { wire })];
  const snapshot = samples.snapshotOf(words, 'live', 'platform', seconds);
  await store.settle(lease, { ...samples.nothing, observations, snapshot }, samples.done);
}

async function addJobs(store: Store): Promise<void> {
  for (const [index, end] of [
    samples.retryAt(5000),
    { kind: 'dead', reason: 'bug', detail: 'a test' } as const,
  ].entries()) {
    await store.recordPost(samples.refOf(`7${index}`), []);
    await store.jobs.enqueue({ kind: 'archive', name: `pond:7${index}` }, samples.at(1));
    const lease = await samples.leaseOne(store, 2, { names: [`pond:7${index}`] });
    await store.settle(lease, samples.nothing, end);
  }
}
