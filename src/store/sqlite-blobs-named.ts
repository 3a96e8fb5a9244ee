import type { Connection } from './sqlite-connection.ts';
import { pages } from './sqlite-pages.ts';
import type { NamedBlob } from './verify-contract.ts';

/** Where rows name blobs. */
const columns = [
  ['versions', 'blob'],
  ['heard', 'wire'],
  ['captures', 'blob'],
  ['captures', 'show'],
  ['captures', 'parts'],
  ['captures', 'avif'],
  ['captures', 'thumb'],
  ['captures', 'pdf'],
  ['captures', 'wacz'],
  ['snapshots', 'content'],
  ['derivatives', 'blob'],
] as const;

/** All blobs that rows speak of, behind a place or all; some more than once. */
export async function* namedBlobs(connection: Connection, from: string | null): AsyncIterable<NamedBlob> {
  const [first = 0, after = -1] = (from ?? '').split(':').filter(Boolean).map(Number);
  for (const [index, [table, column]] of columns.entries()) {
    if (index < first) continue;
    const rows = pages<{ id: number; hash: string | null }>(
      connection,
      `SELECT id, ${column} AS hash FROM ${table}`,
      'id',
      index === first ? after : -1,
    );
    for await (const { id, hash } of rows)
      if (hash !== null) for (const one of hashesIn(hash)) yield { hash: one, place: `${index}:${id}` };
  }
}

/** All blobs that rows speak of; some more than once. */
export async function* blobsNamed(connection: Connection): AsyncIterable<string> {
  for await (const { hash } of namedBlobs(connection, null)) yield hash;
}

/** A hash alone, a list of them, or those in a post's content: of copies, of what is made of them for show, of their other encodings. */
function* hashesIn(text: string): Iterable<string> {
  if (text.startsWith('[')) yield* text.match(/[0-9a-f]{64}/g) ?? [];
  yield* text.match(/(?<=^|"(?:blob|show)":")[0-9a-f]{64}(?=$|")/g) ?? [];
  for (const [, list = ''] of text.matchAll(/"others":\[([^\]]+)\]/g))
    yield* list.match(/[0-9a-f]{64}/g) ?? [];
}
