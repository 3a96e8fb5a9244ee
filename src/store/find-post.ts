import { HoldfastError } from '../errors.ts';
import type { Platform } from '../model/platform.ts';
import { checkWritten, nameOf } from '../model/platform-of.ts';
import { readWrittenRef } from '../ref.ts';
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

/** The post that an archive knows by a written ref, an alias or any URL of it. Throws `bad-ref`, `unknown-post`. */
export async function findPost(refOrUrl: string, { store, platforms }: FindTools): Promise<PostRecord> {
  const name = nameOf(refOrUrl, platforms);
  const record = await store.posts.get(name);
  if (record !== null) return record;
  checkWritten(name, platforms);
  const then =
    readWrittenRef(name)?.provisional === true
      ? 'only the article that quotes it can bring it: "holdfast archive ARTICLE"'
      : `"holdfast archive ${refOrUrl}" would fetch it`;
  throw new HoldfastError('unknown-post', `${refOrUrl} is not in this archive: ${then}`);
}
