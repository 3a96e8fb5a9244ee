import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import type { Io } from '../../src/cli/output.ts';
import { widthOf } from '../../src/cli/text-width.ts';
import { readConfig } from '../../src/config.ts';
import { openHoldfast } from '../../src/holdfast.ts';
import { silentLog } from '../../src/log.ts';
import { nobody } from '../../src/model/post.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { at } from '../store/samples.ts';
import { fillPond, tell } from '../store/searched-pond.ts';
import { ioOf } from './io.ts';

describe('holdfast find', () => {
  let home = '';

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'holdfast-find-'));
    const store = await openStore({
      database: join(home, 'data', 'holdfast.db'),
      blobs: join(home, 'snapshots'),
      log: silentLog,
    });
    await fillPond(store);
    await tell(store, 'long', {
      text: `${'a word like any other '.repeat(20)}the eel \u001b[31mturned\u202e ${'and so on '.repeat(20)}`,
      day: '2024-02-02',
      changes: { author: { ...nobody, name: 'وزارة الطاقة', handle: 'energy' } },
    });
    await tell(store, 'gone', { text: 'taken out', day: '2019-01-01' });
    const wish = { by: null, articles: false, at: at(90), address: null, reason: 'court order 12' };
    await store.redactions.redact('pond:gone', { what: 'all', ...wish });
    await store.close();
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  async function find(args: readonly string[], changes: Partial<Io> = {}) {
    const { io, written } = ioOf(changes);
    const code = await run(['find', ...args, '--archive', home], io);
    return { code, ...written, lines: written.out.split('\n') };
  }

  it('lists what it found with what was found in it', async () => {
    const { code, lines, err } = await find(['flood']);
    expect(lines).toEqual([
      'POST          STATE    DATE        AUTHOR                   EXCERPT',
      'pond:flood-2  deleted  2023-06-15  Frog Prince @green_frog  Flood, flood and flood again',
      'pond:flood    live     2023-03-01  Frog Prince @green_frog  The flood has reached São Paulo',
      '',
      '2 posts.',
      '',
    ]);
    expect([code, err]).toEqual([0, '']);
  });

  it.each([
    ['bananas', 'earlier version: I never said bananas'],
    ['heron', 'picture: A heron at dawn'],
    ['newts', 'poll: Newts'],
    ['quotes', 'as quoted: The words of a post nobody has any more, as an article quotes it'],
    ['drought from:green_frog', 'article: Drought in the swamp'],
  ])('tells where %s was found', async (words, expected) => {
    expect((await find([words])).lines[1]).toMatch(new RegExp(`  ${expected}$`, 'u'));
  });

  it('fits into a terminal, whatever is written in it', async () => {
    const { lines } = await find(['eel'], { columns: () => 72, colour: true });
    const plain = lines.map((line) => line.replace(/\u001b\[\d+m/gu, ''));
    expect(plain[1]).toContain('\u2068وزارة الطاقة @energy\u2069');
    expect(plain[2]).toMatch(/^ {2}….* the eel \\u\{1b\}\[31mturned\\u\{202e\} and so.*…$/u);
    expect(lines[2]).toContain('\u001b[1meel\u001b[22m');
    expect(Math.max(...plain.map(widthOf))).toBeLessThanOrEqual(72);
  });

  it('prints an object per post for programs', async () => {
    const { out, lines } = await find(['--json', 'bananas', '-q']);
    expect(lines).toHaveLength(2);
    expect(JSON.parse(out)).toMatchObject({
      name: 'pond:edited',
      ref: { platform: 'pond', id: 'edited', url: 'https://pond.test/posts/edited' },
      state: 'live',
      known: 'platform',
      date: '2021-01-01T08:00:00.000Z',
      author: { name: 'Frog Prince', handle: 'green_frog' },
      snippet: { field: 'earlier', text: 'I never said bananas', hits: [[13, 20]] },
      articles: [],
      post: { text: 'I never said anything', author: { handle: 'green_frog' }, media: [] },
    });
  });

  it('shows that a post was taken out of the archive, and finds no word of it', async () => {
    expect((await find(['taken'])).lines).toEqual(['Nothing found.', '']);
    const { lines } = await find(['gone', '--until', '2020']);
    expect(lines[0]).toBe('Nothing found.');
    const [, , shown] = (await find(['pond:gone'], { columns: () => 60 })).lines;
    expect(shown).toBe('  removed from this archive on 2024-05-01: court order 12');
  });

  it('goes through pages', async () => {
    const pages = await Promise.all(
      ['1', '2', '3'].map((page) => find(['from:green*', '--limit', '4', '--page', page])),
    );
    expect(pages.map(({ lines }) => lines.at(-2))).toEqual([
      '1 to 4 of 6 posts; --page 2 goes on.',
      '5 to 6 of 6 posts.',
      '6 posts; the last page is --page 2.',
    ]);
    const names = pages.flatMap(({ lines }) => lines.filter((line) => line.startsWith('pond:')));
    expect(new Set(names.map((line) => line.split(' ')[0])).size).toBe(6);
  });

  it.each([
    [['flood', '-paulo'], ['pond:flood-2']],
    [['flood', '--state', 'deleted'], ['pond:flood-2']],
    [['flood', '--until', '2023-03'], ['pond:flood']],
    [['flood', 'heron', '--sort', 'date'], []],
    [['--since', '2024', '--from', 'ann'], ['pond:heron']],
    [['--has', 'alt', '--article', 'news.test'], []],
    [['--article', 'news.test', 'flood'], ['pond:flood']],
    [
      ['flood', 'OR', 'heron', '--sort', 'date'],
      ['pond:heron', 'pond:flood-2', 'pond:flood'],
    ],
    [['"the flood"'], ['pond:flood']],
  ])('takes %j', async (args, expected) => {
    const { lines } = await find(args);
    const names = lines.flatMap((line) => (line.startsWith('pond:') ? [line.split(' ')[0]] : []));
    expect(names).toEqual(expected);
  });

  it.each([
    [['zzz', 'flood'], '"zzz" is in no post'],
    [
      ['anything', 'flood'],
      'no post holds all of it, but "anything" is in 1, "flood" is in 2: look for fewer',
    ],
    [['flood', '--state', 'protected'], 'without the filters 2 would be found'],
    [['heron', '-dawn'], '1 would be found if no word were left out'],
    [['?!'], 'there is no word to look for: give letters, digits or emoji'],
  ])('finds nothing by %j, and says what would help', async (args, hint) => {
    const { code, out, err } = await find(args);
    expect([code, out, err]).toEqual([0, 'Nothing found.\n', `hint: ${hint}\n`]);
  });

  it('leaves out what is wrong among the words, and says so', async () => {
    const { code, err, lines } = await find(['flood state:banana platform:lake']);
    expect(err).toMatch(
      /^note: state: there is no banana; .+; it was left out\nnote: platform: there is no lake; there is x, /u,
    );
    expect([code, lines.length]).toEqual([0, 6]);
  });

  it.each([
    [['--state', 'banana'], /--state: there is no banana; there is live, /u],
    [['--since', 'yesterday'], /--since: yesterday is no date/u],
    [['--platform', 'lake'], /--platform: there is no lake/u],
    [['--limit', '0'], /--limit 0 is no number from 1 to 1000/u],
    [['--page', '1.5'], /--page 1\.5 is no number/u],
    [['--sicne', '2023'], /unknown option '--sicne'/u],
  ])('refuses %j', async (args, message) => {
    const { code, err, out } = await find(args);
    expect(err).toMatch(message);
    expect([code, out]).toEqual([2, '']);
  });

  it('finds what an article quotes as soon as it was taken in', async () => {
    const archive = join(home, 'other');
    const config = readConfig({ archive, webArchives: false }, {});
    const stdin = () => Promise.resolve(new Uint8Array());
    const holdfast = await openHoldfast(config, { log: silentLog, stdin });
    const inputs = [join(import.meta.dirname, '../../data/samples/article-ar.txt')];
    for await (const input of holdfast.ingest(inputs)) expect(input.kind).toBe('article');
    await holdfast.close();
    const { io, written } = ioOf();
    // as people type it, without the hamza of آلاف and with the other yeh
    await run(['find', 'الاف النحام الوردى', '--archive', archive, '--json'], io);
    expect(JSON.parse(written.out)).toMatchObject({
      known: null,
      snippet: { field: 'quoted', text: expect.stringContaining('آلاف من طيور النحام الوردي') as string },
      articles: inputs,
    });
  });

  it('makes no archive where there is none', async () => {
    const { io, written } = ioOf();
    expect(await run(['find', 'a', '--archive', join(home, 'nowhere')], io)).toBe(6);
    expect(written.err).toMatch(/there is no archive in/u);
  });
});
