import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listArticles } from '../../src/list-articles.ts';
import { silentLog } from '../../src/log.ts';
import { platforms } from '../../src/platforms/index.ts';
import { type RotTools, reportRot, rotGroupings } from '../../src/rot.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { type Connection, openConnection } from '../../src/store/sqlite-connection.ts';

const posts = 100_000;
const articles = 40_000;
const embedsEach = 3;
const rounds = 5;

/** The rot report and the list of articles over 100,000 posts that 40,000 articles hold, three each. */
export async function benchRot(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const database = join(folder, 'a.db');
  const store = await openStore({ database, blobs: join(folder, 'blobs'), log: silentLog });
  try {
    const connection = openConnection(database);
    fill(connection);
    connection.close();
    const tools: RotTools = { store, platforms, now: () => new Date('2026-11-27T00:00:00.000Z') };
    const lines: string[] = [];
    for (const by of rotGroupings) {
      const { groups, total } = await reportRot(by, tools);
      if (total.embeds !== articles * embedsEach) throw new Error(`${total.embeds} embeds were counted`);
      const took = await measure(async () => void (await reportRot(by, tools)));
      lines.push(`rot --by ${by}: ${groups.length} lines of ${total.embeds} embeds in ${took} (aim < 1000)`);
    }
    const listed = await measure(async () => {
      let count = 0;
      for await (const _ of listArticles({}, tools)) count += 1;
      if (count !== articles) throw new Error(`${count} articles were listed`);
    });
    return [...lines, `articles: ${articles} of them listed in ${listed}`];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Medians of some rounds: how long it took, and how long the processor was at it. */
async function measure(work: () => Promise<void>): Promise<string> {
  const times: number[] = [];
  const busy: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push(performance.now() - begun);
    busy.push((user + system) / 1000);
  }
  return `${median(times)} ms, ${median(busy)} of them at work`;
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN);
}

/** As bare rows, without what follows from them: what is measured is the reading. */
function fill(connection: Connection): void {
  for (const { name } of connection.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'trigger'`,
  ))
    connection.script(`DROP TRIGGER ${name}`);
  connection.script(`
    BEGIN;
    CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${posts})
      SELECT i FROM n;
    INSERT INTO posts (name, platform, platform_id, url, state, edited, since, known, first_seen, last_live, last_heard,
      made_at, account, account_went, next_recheck)
    SELECT 'x:' || (1000000000000000 + i), 'x', 1000000000000000 + i, 'https://x.com/i/web/status/' || i,
      CASE WHEN i % 10 = 0 THEN 'deleted' WHEN i % 17 = 0 THEN 'unknown' ELSE 'live' END, 0, '2026-05-01T00:00:00.000Z',
      CASE WHEN i % 7 = 0 THEN 'quoted' ELSE 'platform' END, '2026-01-01T00:00:00.000Z', '2026-11-20T00:00:00.000Z',
      unixepoch('2026-11-21') * 1000, unixepoch('2015-01-01') * 1000 + i * 3600000, 'x:a' || (i % 5000),
      CASE WHEN i % 50 = 0 THEN unixepoch('2026-11-01') * 1000 END, 1
    FROM n;
    INSERT INTO versions (id, article, blob, format, charset, title, seen_at, reading)
    SELECT i + 1, printf('https://site%d.example/section%d/story-%d.html', i % 50, i % 7, i), 'b', 'html', 'UTF-8',
      'A story', '2026-01-01T00:00:00.000Z', x'00'
    FROM n WHERE i < ${articles};
    INSERT INTO articles (name, version) SELECT article, id FROM versions;
    INSERT INTO embeds (version, ordinal, post, embed)
    SELECT id, ordinal.i, (id * ${embedsEach} + ordinal.i) % ${posts} + 1,
      json_object('platform', 'x', 'kind', 'blockquote', 'name', 'x:1', 'ref', NULL, 'start', 0, 'end', 9, 'quoted',
        json_object('name', 'Frog', 'handle', 'frog', 'date', '2024-01-01', 'text', hex(zeroblob(100))))
    FROM versions, n AS ordinal WHERE ordinal.i < ${embedsEach};
    INSERT INTO aliases (alias, post, reason) SELECT 'x:other' || i, i + 1, 'said so' FROM n WHERE i < ${posts / 10};
    COMMIT;`);
}
