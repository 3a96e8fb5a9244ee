import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import type { Io } from '../../src/cli/output.ts';
import { widthOf } from '../../src/cli/text-width.ts';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { articles, fill } from '../store/rotten-archive.ts';
import * as s from '../store/samples.ts';
import { ioOf } from './io.ts';

const home = mkdtempSync(join(tmpdir(), 'holdfast-rot-cli-'));

beforeAll(async () => {
  const store = await openStore({
    database: join(home, 'data', 'holdfast.db'),
    blobs: join(home, 'snapshots'),
    log: silentLog,
    timeOf: s.timeOf,
    now: () => s.at(0),
  });
  await fill(store);
  await store.recordArticle(
    s.entryOf([s.embedOf('2')], { name: 'content/أخبار/قصة.html', title: '=1+1, "so"', jobs: [] }),
  );
  await store.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function holdfast(args: readonly string[], changes: Partial<Io> = {}) {
  const { io, written } = ioOf(changes);
  const code = await run([...args, '--archive', home], io);
  return { code, ...written, lines: written.out.split('\n').slice(0, -1) };
}

type Line = Readonly<Record<string, unknown>>;
const jsonOf = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as Line);
/** No cell of these has a line end in it. */
const csvOf = (out: string): Line[] => {
  const [head = [], ...rows] = out
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu), (cell) => cell[1] ?? cell[2] ?? ''),
    );
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]])));
};
const sum = (lines: readonly Line[], key: string) =>
  lines.reduce((total, line) => total + Number(line[key]), 0);

const embeds = Object.values(articles).flat().length + 1;

describe('holdfast rot', () => {
  it.each(['site', 'section', 'platform', 'year'])(
    'by %s says the same as table, JSON and CSV',
    async (by) => {
      const json = jsonOf((await holdfast(['rot', '--by', by, '--json'])).lines);
      const groups = json.filter(({ kind }) => kind === 'group');
      const [total, ...others] = json.filter(({ kind }) => kind === 'total');
      expect(others).toEqual([]);
      expect(total).toMatchObject({ by, embeds, gone: 6 });
      for (const key of ['embeds', 'alive', 'atRisk', 'gone', 'saved', 'notSaved'])
        expect(sum(groups, key), key).toBe(total?.[key]);

      const csv = csvOf((await holdfast(['rot', '--by', by, '--csv'])).out);
      expect(csv.map(({ kind }) => kind)).toEqual([...groups.map(() => 'group'), 'total']);
      expect(csv.map((line) => [line['embeds'], line['at_risk'], line['gone_first']])).toEqual(
        [...groups, total].map((line) => [
          String(line?.['embeds']),
          String(line?.['atRisk']),
          line?.['goneFirst'] ?? '',
        ]),
      );
      const parts = [
        'gone_saved_by_platform',
        'gone_saved_by_archive',
        'gone_only_quoted',
        'gone_nothing_kept',
      ];
      for (const line of csv)
        expect(parts.reduce((all, part) => all + Number(line[part]), 0)).toBe(Number(line['gone']));

      const { code, lines } = await holdfast(['rot', '--by', by]);
      expect(code).toBe(0);
      expect(lines).toHaveLength(groups.length + 3);
      expect(lines.at(-2)).toMatch(/^all +15 +0 +9 +6 +40\.0 +5 +1 {2}2024-05-06$/u);
    },
  );

  it('fits a narrow terminal, Arabic isolated', async () => {
    const { lines } = await holdfast(['rot', '--by', 'section'], { columns: () => 80, outIsTerminal: true });
    for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(80);
    expect(lines.join('\n')).toContain('\u2068أخبار\u2069');
  });

  it('says what at risk means in its help, prints nothing under --quiet, and refuses two forms at once', async () => {
    const { out } = await holdfast(['rot', '--help']);
    expect(out).toContain('account went');
    expect(out).toContain('within 90 days');
    expect(await holdfast(['rot', '--quiet'])).toMatchObject({ code: 0, out: '' });
    expect(await holdfast(['rot', '--csv', '--json'])).toMatchObject({ code: 2, out: '' });
    expect(await holdfast(['rot', '--by', 'moon'])).toMatchObject({ code: 2, out: '' });
  });

  it('is one line of the status', async () => {
    expect((await holdfast(['status'])).lines[1]).toBe(
      'rot: 15 embeds: 0 alive, 9 at risk, 6 gone (40.0 %; 5 of them saved)',
    );
    expect(jsonOf((await holdfast(['status', '--json'])).lines)[0]).toMatchObject({
      rot: { embeds, gone: 6 },
    });
  });
});

describe('holdfast articles', () => {
  it('lists all of them as table, JSON and CSV that no spreadsheet takes for a formula', async () => {
    const { code, lines } = await holdfast(['articles']);
    expect([code, lines.length]).toEqual([0, 10]);
    const json = jsonOf((await holdfast(['articles', '--json'])).lines);
    expect(sum(json, 'embeds')).toBe(embeds);
    const csv = csvOf((await holdfast(['articles', '--csv'])).out);
    expect(csv.map(({ article }) => article)).toEqual(json.map(({ article }) => article));
    expect(csv.find(({ section }) => section === 'أخبار')?.['title']).toBe(`'=1+1, ""so""`);
  });

  it('shows the posts of those named, and goes on where one is not known', async () => {
    const { code, lines, err } = await holdfast(['articles', 'nope', 'https://pond.example/news/two.html']);
    expect(code).toBe(4);
    expect(err).toContain('nope is no article of this archive');
    expect(lines).toEqual([
      'https://pond.example/news/two.html  About 3, 5, lost',
      'POST                                   BYTES    STATE      SINCE       KEPT                STANDING',
      'pond:3                                 0–50     suspended  2024-05-07  from a web archive  gone',
      'pond:5                                 100–150  live       2024-05-01  from the platform   at risk: not seen lately',
      'pond:@tadpole/2024-04-29/abcdef012345  200–250  unknown    -           nothing             at risk: no link, not saved',
      '',
    ]);
    const csv = csvOf((await holdfast(['articles', 'content', '--csv'])).out);
    expect(csv.map(({ post, standing }) => [post, standing])).toEqual([
      ['pond:1', 'at risk'],
      ['pond:2', 'gone'],
    ]);
  });

  it('says so where none is like that', async () => {
    expect(await holdfast(['articles', '--state', 'withheld'])).toMatchObject({
      code: 0,
      out: 'No article is like that.\n',
    });
    expect((await holdfast(['articles', '--site', 'POND.example', '--json'])).lines).toHaveLength(3);
  });
});
