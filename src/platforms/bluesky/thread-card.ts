import { z } from 'zod';
import { type Card, pictureAt } from '../../model/post.ts';
import { httpsUrl, optional, webUrl } from '../lenient.ts';
import { cleanText } from '../segments.ts';
import { blob, blobUrl, kindOf } from './thread-media.ts';
import { author, words } from './thread-schema.ts';

/** The preview of a page a post links to, as the app shows it or as the record holds it; null for what is none. */
export function readCard(embed: unknown, did: string): Card | null {
  const read = kindOf(embed) === 'external' ? external.safeParse(embed) : null;
  if (read?.success !== true) return null;
  const { uri, title, description, thumb } = read.data.external;
  const file = typeof thumb === 'object' && thumb !== null ? blobUrl(did, thumb.cid) : thumb;
  return {
    url: uri,
    title: title === null ? null : cleanText(title),
    description: description === null ? null : cleanText(description),
    site: new URL(uri).hostname.replace(/^www\./u, ''),
    picture: file === null ? null : pictureAt(file),
  };
}

/** A list, a feed, a starter pack or a labeller that hangs on a post where a quoted post may: none of them is one. */
export function readShared(value: unknown): Card | null {
  const read = shared.safeParse(value);
  if (!read.success) return null;
  const { uri, avatar, description, creator, record } = read.data;
  const [, owner = '', kind = '', key = ''] = /^at:\/\/([^/\s]+)\/([\w.]+)\/([\w.:~-]+)$/u.exec(uri) ?? [];
  const address = addresses.get(kind)?.(owner, key);
  const title = read.data.name ?? read.data.displayName ?? record?.name ?? creator?.displayName ?? null;
  if (address === undefined) return null;
  const told = description ?? record?.description ?? null;
  return {
    url: `https://bsky.app/${address}`,
    title: title === null ? null : cleanText(title),
    description: told === null ? null : cleanText(told),
    site: 'bsky.app',
    picture: avatar === null ? null : pictureAt(avatar),
  };
}

const external = z.object({
  external: z.object({
    uri: webUrl,
    title: optional(words),
    description: optional(words),
    thumb: z
      .union([httpsUrl, blob.transform((cid) => ({ cid }))])
      .nullable()
      .catch(null),
  }),
});

const shared = z.object({
  uri: z.string(),
  name: optional(words),
  displayName: optional(words),
  description: optional(words),
  avatar: optional(httpsUrl),
  creator: optional(author),
  record: optional(z.object({ name: optional(words), description: optional(words) })),
});

const addresses: ReadonlyMap<string, (owner: string, key: string) => string> = new Map([
  ['app.bsky.graph.list', (owner, key) => `profile/${owner}/lists/${key}`],
  ['app.bsky.feed.generator', (owner, key) => `profile/${owner}/feed/${key}`],
  ['app.bsky.graph.starterpack', (owner, key) => `starter-pack/${owner}/${key}`],
  ['app.bsky.labeler.service', (owner) => `profile/${owner}`],
]);
