import type { KnownDocument, ListedAddress } from '../model/document.ts';
import type { Documents } from './documents-contract.ts';
import type { Connection } from './sqlite-connection.ts';

export function documentsIn(connection: Connection): Documents {
  return {
    recall: async (address, reader) => connection.read(() => recall(connection, address, reader)),
    remember: async (document, reader) => {
      connection.write(() => remember(connection, document, reader));
    },
  };
}

interface DocumentRow {
  readonly id: number;
  readonly address: string;
  readonly url: string;
  readonly reader: string;
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly hash: Buffer;
  readonly checked_at: number;
  readonly fetched_at: number;
}

function recall(connection: Connection, address: string, reader: string): KnownDocument | null {
  const row = connection.get<DocumentRow>(
    'SELECT * FROM documents WHERE address = @address AND reader = @reader',
    { address, reader },
  );
  if (row === undefined || lacksArticles(connection, row.id)) return null;
  const parts = partsOf(connection, row.id);
  return {
    address: row.address,
    url: row.url,
    etag: row.etag,
    lastModified: row.last_modified,
    hash: row.hash.toString('hex'),
    checkedAt: new Date(row.checked_at).toISOString(),
    fetchedAt: new Date(row.fetched_at).toISOString(),
    articles: parts.flatMap(({ kind, name }) => (kind === 'article' ? [name] : [])),
    listed: parts.flatMap(({ kind, name, changed }) =>
      kind === 'article' ? [] : [{ kind, address: name, changed }],
    ),
  };
}

function lacksArticles(connection: Connection, document: number): boolean {
  const lacking = connection.get(
    `SELECT 1 FROM document_parts AS parts WHERE document = @document AND kind = 'article'
       AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.name = parts.name) LIMIT 1`,
    { document },
  );
  return lacking !== undefined;
}

function remember(connection: Connection, document: KnownDocument, reader: string): void {
  const { address, url, etag, lastModified } = document;
  connection.run(
    `INSERT INTO documents (address, url, reader, etag, last_modified, hash, checked_at, fetched_at)
     VALUES (@address, @url, @reader, @etag, @lastModified, @hash, @checkedAt, @fetchedAt)
     ON CONFLICT (address) DO UPDATE SET url = excluded.url, reader = excluded.reader, etag = excluded.etag,
       last_modified = excluded.last_modified, hash = excluded.hash, checked_at = excluded.checked_at,
       fetched_at = excluded.fetched_at`,
    {
      address,
      url,
      reader,
      etag,
      lastModified,
      hash: Buffer.from(document.hash, 'hex'),
      checkedAt: Date.parse(document.checkedAt),
      fetchedAt: Date.parse(document.fetchedAt),
    },
  );
  const row = connection.get<{ id: number }>('SELECT id FROM documents WHERE address = @address', {
    address,
  });
  if (row === undefined) throw new Error(`${address} was not remembered`);
  replaceParts(connection, row.id, partsIn(document));
}

interface Part {
  readonly kind: 'article' | ListedAddress['kind'];
  readonly name: string;
  readonly changed: string | null;
}

function partsIn({ articles, listed }: KnownDocument): readonly Part[] {
  return [
    ...articles.map((name) => ({ kind: 'article' as const, name, changed: null })),
    ...listed.map(({ kind, address, changed }) => ({ kind, name: address, changed })),
  ];
}

function partsOf(connection: Connection, document: number): Part[] {
  return connection.all<Part>(
    'SELECT kind, name, changed FROM document_parts WHERE document = @document ORDER BY ordinal',
    { document },
  );
}

/** Most documents are as they were: then nothing is written. */
function replaceParts(connection: Connection, document: number, parts: readonly Part[]): void {
  if (JSON.stringify(partsOf(connection, document)) === JSON.stringify(parts)) return;
  connection.run('DELETE FROM document_parts WHERE document = @document', { document });
  for (const [ordinal, part] of parts.entries())
    connection.run(
      `INSERT INTO document_parts (document, ordinal, kind, name, changed)
       VALUES (@document, @ordinal, @kind, @name, @changed)`,
      { document, ordinal, ...part },
    );
}
