import { hear } from '../archive.ts';
import type { Fetch } from '../model/wire.ts';
import { type Ref, writeRef } from '../ref.ts';
import type { HeardSource } from '../resolve/heard.ts';
import type { Imported } from './imported.ts';
import type { ImportTools } from './tools.ts';

/** Keeps what others heard of a post, its pictures by `fetch`, with the job for our own; their bytes are blobs already. */
export async function keepHeard(
  ref: Ref,
  heard: readonly HeardSource[],
  from: string,
  tools: ImportTools & { readonly fetch: Fetch },
): Promise<Imported> {
  const { store, now } = tools;
  const name = writeRef(ref);
  await store.recordPost(ref, []);
  const { observations, snapshot } = await hear({ name, ref }, heard, tools);
  const next = snapshot === null ? [] : [{ kind: 'capture' as const, name }];
  const learned = { observations, snapshot, captures: [], aliases: [], next };
  const kept = await store.learn(name, learned, now().toISOString());
  return { kind: 'imported', name, isNew: kept !== null, from };
}
