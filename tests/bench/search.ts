import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/log.ts';
import { readQuery, type SearchQuery } from '../../src/model/search-query.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { type Connection, openConnection } from '../../src/store/sqlite-connection.ts';
import { expressionOf } from '../../src/store/sqlite-search-terms.ts';
import { type MadePosts, makePosts } from './search-posts.ts';

const questions = 100;
const page = { order: 'rank', limit: 20, offset: 0 } as const;
const aimMs = 50;
const asked = 'a common word and a middling one';

/** Searching a million short posts, beside FTS5 counting the same matches and nothing else. */
export async function benchSearch(flags: readonly string[]): Promise<readonly string[]> {
  const many = flags.includes('--quick') ? 100_000 : 1_000_000;
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const database = join(folder, 'a.db');
  const store = await openStore({ database, blobs: join(folder, 'blobs'), log: silentLog });
  const connection = openConnection(database);
  try {
    const made = makePosts(20_240_501);
    const begun = performance.now();
    fill(connection, made, many);
    const filled = performance.now();
    await store.search.find(readQuery('nothing-of-this'), page);
    const indexed = performance.now();
    const seconds = (ms: number) => (ms / 1000).toFixed(1);
    return [
      `${many.toLocaleString('en')} posts of 8 to 29 words in four scripts: written in ${seconds(filled - begun)} s, indexed in ${seconds(indexed - filled)} s (${Math.round((many / (indexed - filled)) * 1000).toLocaleString('en')} posts/s), index ${megabytes(connection)} MB of ${(statSync(database).size / 1e6).toFixed(0)} MB`,
      ...(await timed(store, connection, made.counts, many)),
    ];
  } finally {
    connection.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As rows, without the evidence and its manifests: what is measured is the search. */
function fill(connection: Connection, made: MadePosts, many: number): void {
  const atOnce = 1_000;
  for (let from = 0; from < many; from += atOnce)
    connection.write(() => {
      for (let index = from; index < from + atOnce; index += 1) {
        const post = made.post(index);
        const { id } = connection.run(
          `INSERT INTO posts (name, platform, platform_id, url, state, edited, known, first_seen)
           VALUES (@name, 'pond', @id, @url, 'live', 0, 'platform', @at)`,
          { name: `pond:${index}`, id: String(index), url: `https://pond.test/${index}`, at: post.createdAt },
        );
        connection.run(
          `INSERT INTO snapshots (post, taken_at, cause, meaning, state, known, content)
           VALUES (@post, @at, 'first', '', 'live', 'platform', @content)`,
          { post: id, at: post.createdAt, content: JSON.stringify({ post, witnesses: {}, conflicts: [] }) },
        );
      }
      connection.run('DELETE FROM behind');
    });
}

async function timed(
  store: Store,
  connection: Connection,
  counts: ReadonlyMap<string, number>,
  many: number,
): Promise<readonly string[]> {
  const between = (least: number, most: number) =>
    [...counts].filter(([, n]) => n >= least * many && n <= most * many).map(([word]) => word);
  const common = between(0.07, 0.14);
  const middling = between(0.001, 0.01);
  const pick = (words: readonly string[], index: number) => words[(index * 7919) % words.length] ?? '';
  const kinds: Readonly<Record<string, (index: number) => string>> = {
    [asked]: (index) => `${pick(common, index)} ${pick(middling, index)}`,
    'a middling word': (index) => pick(middling, index),
    'a common word': (index) => pick(common, index),
    'a common word, since 2024': (index) => `${pick(common, index)} since:2024`,
    'two words in order': (index) => `"${pick(common, index)} ${pick(middling, index)}"`,
    'two characters': (index) =>
      String.fromCodePoint(0x4e00 + (index % 50) * 7, 0x4e00 + ((index * 3) % 50) * 7),
    'a beginning of two letters': (index) => `${pick(middling, index).slice(0, 2)}*`,
    'an account': (index) => `from:user_${index * 31}`,
  };
  const lines = [
    `${common.length} words are in about a tenth of the posts, ${middling.length} in 0.1 to 1 %`,
  ];
  for (const [name, questionOf] of Object.entries(kinds)) {
    const times: number[] = [];
    const cpu: number[] = [];
    const floor: number[] = [];
    let total = 0;
    for (let index = 0; index < questions; index += 1) {
      const query = readQuery(questionOf(index));
      const count = () => {
        floor.push(durationOf(() => countBare(connection, query)));
      };
      // Both find what the other left in memory, in turns.
      if (index % 2 === 0) count();
      const [begun, used] = [performance.now(), cpuMs()];
      ({ total } = await store.search.find(query, page));
      times.push(performance.now() - begun);
      cpu.push(cpuMs() - used);
      if (index % 2 === 1) count();
    }
    lines.push(lineOf(name, { times, cpu, floor }, total));
  }
  return lines;
}

function countBare(connection: Connection, query: SearchQuery): void {
  const { match } = expressionOf(query);
  connection.get('SELECT count(*) FROM search WHERE search MATCH @match', { match });
}

function durationOf(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** Milliseconds, one per question. */
interface Measured {
  readonly times: readonly number[];
  /** On the processor, whatever else the machine did meanwhile. */
  readonly cpu: readonly number[];
  readonly floor: readonly number[];
}

function lineOf(name: string, { times, cpu, floor }: Measured, total: number): string {
  const ms = (all: readonly number[], share: number) => quantile(all, share).toFixed(1);
  const isMet = quantile(times, 0.95) <= aimMs;
  const aim = name === asked ? `, aim ${aimMs} ms ${isMet ? 'met' : 'MISSED'}` : '';
  return [
    `${name}: p50 ${ms(times, 0.5)} ms, p95 ${ms(times, 0.95)} ms${aim} (of the processor ${ms(cpu, 0.5)} and ${ms(cpu, 0.95)} ms)`,
    `bare count ${ms(floor, 0.5)} and ${ms(floor, 0.95)} ms (${(quantile(times, 0.5) / quantile(floor, 0.5)).toFixed(1)} ×)`,
    `the last one found ${total.toLocaleString('en')}`,
  ].join('; ');
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function megabytes(connection: Connection): string {
  const size = connection.get<{ bytes: number }>(`SELECT sum(length(block)) AS bytes FROM search_data`);
  return ((size?.bytes ?? 0) / 1e6).toFixed(0);
}

function quantile(times: readonly number[], share: number): number {
  return (
    times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ??
    Number.NaN
  );
}
