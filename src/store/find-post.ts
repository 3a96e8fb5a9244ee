import { HoldfastError } from '../errors.ts';
import type { Platform } from '../model/platform.ts';
import { nameOf } from '../model/platform-of.ts';
import type { PostRecord, Store } from './contract.ts';

export interface FindTools {
  readonly store: Pick<Store, 'posts'>;
  readonly platforms: readonly Platform[];
}

/** Names of posts that begin so, in their order. */
export async function namesFrom(
  prefix: string,
  limit: number,
  { posts }: Pick<Store, 'posts'>,
): Promise<readonly string[]> {
  const [itself, others] = await Promise.all([
    prefix === '' ? null : posts.get(prefix),
    posts.list({ after: prefix, limit }),
  ]);
  const names = others.map(({ name }) => name).filter((name) => name.startsWith(prefix));
  return itself === null ? names : [prefix, ...names].slice(0, limit);
}

/** The name under which the archive knows a post given as a written ref, an alias or any URL of it. */
export async function findPost(refOrUrl: string, { store, platforms }: FindTools): Promise<PostRecord> {
  const record = await store.posts.get(nameOf(refOrUrl, platforms));
  if (record !== null) return record;
  throw new HoldfastError(
    'unknown-post',
    `${refOrUrl} is not in this archive: "holdfast archive ${refOrUrl}" would fetch it`,
  );
}
