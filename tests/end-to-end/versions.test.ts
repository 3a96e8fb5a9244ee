import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Post } from '../../src/model/post.ts';
import { Home, records } from './holdfast.ts';
import { keepPast, keptPicture, photoOf, pondRef, postOf, type Step } from './kept-past.ts';

const ref = 'x:1703436713362870723';
/** What a stranger may call himself: colours, a cursor moved, a line forged, text turned around, markup. */
const evil = 'Eve \u001b[31m\u001b[2J\r\nv9 (#9)\u202e <img src=x onerror=alert(1)>';
const words = 'The old harbour opens again on Monday, says the ministry.';
const changed = words.replace('Monday', 'Tuesday').replace('ministry', 'port authority');

let home: Home;
beforeAll(async () => {
  home = new Home();
  const [red, blue] = [await keptPicture(home, '#c33'), await keptPicture(home, '#36c', 400, 300)];
  const by = (name: string, post: Post): Post => ({ ...post, author: { ...post.author, name } });
  const first = postOf(words, { media: [photoOf(red, 'By day')] });
  const second = postOf(changed, { media: [photoOf(blue, 'By night')] });
  const article = { source: 'article', rank: 'article', outcome: 'quoted', url: 'news/a.html' } as const;
  const steps: Step[] = [
    { at: '2026-01-01T10:00:00.000Z', heard: [article, 'live'], post: first },
    ...['02', '03', '04'].map((day) => ({ at: `2026-01-${day}T10:00:00.000Z`, heard: ['live' as const] })),
    { at: '2026-01-05T10:00:00.000Z', heard: ['rate-limited'] },
    { at: '2026-01-06T10:00:00.000Z', heard: ['server-error'] },
    { at: '2026-01-12T10:00:00.000Z', heard: ['live'], post: second },
    { at: '2026-01-15T10:00:00.000Z', heard: ['live'], post: by(evil, second) },
    { at: '2026-02-03T12:00:00.000Z', heard: [{ outcome: 'not-found', reason: '404' }], state: 'deleted' },
    {
      at: '2026-02-03T12:10:00.000Z',
      heard: [{ source: 'wayback', rank: 'archive', asOf: '2026-01-20T03:00:00.000Z' }],
    },
  ];
  await keepPast(home, pondRef, steps);
  const once: Step = { at: '2026-01-01T10:00:00.000Z', heard: ['live'], post: postOf('Once') };
  await keepPast(home, { ...pondRef, id: '20', url: 'https://x.com/i/status/20' }, [once]);
});
afterAll(() => home.remove());

async function lines(...args: string[]): Promise<string[]> {
  const ended = await home.run(args);
  expect(ended.code, ended.stderr).toBe(0);
  return ended.stdout.trimEnd().split('\n');
}

describe('history', () => {
  it('tells states, versions, gaps and copies in one line of time', async () => {
    const told = await lines('history', ref);
    expect(told.slice(0, 2)).toEqual([
      `${ref}  https://x.com/i/status/1703436713362870723`,
      'deleted, edited: last seen live 2026-01-20 03:00 by wayback, first seen deleted 2026-02-03 12:00 by x-syndication, so it changed within 14 days 9 h in between',
    ]);
    expect(told.slice(-10).map((line) => line.replace(/ {2,}/gu, '  '))).toEqual([
      'WHEN (UTC)  WHAT',
      '2023-09-17 15:52  posted',
      '2026-01-01 10:00  · quoted in news/a.html',
      '2026-01-01 10:00  v1 (#1) first version: live, from the platform',
      '2026-01-02 10:00 – 2026-01-04 10:00  · the same, 3 times (x-syndication)',
      '2026-01-05 10:00 – 2026-01-06 10:00  · not found out, twice (rate-limited, server-error)',
      '2026-01-12 10:00  v2 (#2) changed on the platform: text +3 −2 words; photo 1 replaced; description of photo 1 changed',
      expect.stringContaining('v3 (#3) changed on the platform: name "Ada Frog" → "Eve \\u{1b}[31m'),
      '2026-01-20 03:00  · shown in a copy kept by wayback, as of then',
      '2026-02-03 12:00  v4 (#4) changed on the platform: live → deleted',
    ]);
  });

  it('keeps every observation for those who want it', async () => {
    const all = await lines('history', ref, '--all');
    expect(all.filter((line) => /^2026-\S+T\S+Z {2}/u.test(line))).toHaveLength(11);
  });

  it('gives snapshots, intervals and observations to programs', async () => {
    const told = records(await home.run(['history', ref, '--json']));
    const kinds = told.map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual(['snapshot', 'interval', 'observation']);
    expect(told.filter(({ kind }) => kind === 'interval')).toMatchObject([
      { state: 'live', first: { at: '2026-01-01T10:00:00.000Z' }, last: { source: 'wayback' }, before: null },
      { state: 'deleted', before: '2026-01-20T03:00:00.000Z', after: null, times: 1 },
    ]);
    expect(told[1]).toMatchObject({
      id: 2,
      version: 2,
      cause: 'platform',
      firstConfirmed: '2026-01-12T10:00:00.000Z',
      lastConfirmed: '2026-01-12T10:00:00.000Z',
      changes: [{ kind: 'text' }, { kind: 'medium', how: 'replaced', number: 1 }, { kind: 'alt' }],
    });
  });
});

describe('history of a post that only an archive shows', () => {
  it('takes its copies for what was, not for what is', async () => {
    const copy = { source: 'wayback', rank: 'archive', asOf: '2020-01-01T03:00:00.000Z' } as const;
    const later = { ...copy, asOf: '2021-01-01T03:00:00.000Z' };
    await keepPast(home, { ...pondRef, id: '22', url: 'https://x.com/i/status/22' }, [
      {
        at: '2026-01-01T10:00:00.000Z',
        heard: ['server-error', copy, later],
        post: postOf('Once'),
        state: 'unknown',
        known: 'archive',
      },
    ]);
    expect((await lines('history', 'x:22'))[1]).toBe(
      'unknown: first seen live 2020-01-01 03:00 by wayback, last 2021-01-01 03:00 by wayback',
    );
  });
});

describe('diff', () => {
  it('marks words, and tells the rest as a table', async () => {
    const told = (await lines('diff', ref, '1', 'v2')).map((line) => line.replace(/ {2,}/gu, '  '));
    expect(told.slice(1)).toEqual([
      'v1 (#1, 2026-01-01 10:00 UTC) → v2 (#2, 2026-01-12 10:00 UTC)',
      'changed on the platform',
      '',
      'text +3 −2 words',
      '  The old harbour opens again on [-Monday-]{+Tuesday+}, says the [-ministry-]{+port authority+}.',
      '',
      'description of photo 1 changed',
      '  By [-day-]{+night+}',
      '',
      'PART  BEFORE  AFTER',
      expect.stringMatching(
        /^photo 1 replaced {2}320 × 200, image\/png, \w{12}… {2}400 × 300, image\/png, \w{12}…$/u,
      ),
    ]);
  });

  it('compares the last two by default, and versions by date, id and name', async () => {
    expect((await lines('diff', ref))[1]).toMatch(/^v3 .* → v4 /u);
    expect((await lines('diff', ref, '2026-01-11', 'last'))[1]).toMatch(/^v1 .* → v4 /u);
    expect((await lines('diff', ref, '#2', 'first'))[1]).toMatch(/^v2 .* → v1 /u);
  });

  it('says kindly where there is nothing to compare', async () => {
    expect((await lines('diff', 'x:20'))[1]).toBe(
      'It has had one version only: there is nothing to compare it with yet.',
    );
    expect((await lines('diff', ref, '2', '2')).at(-1)).toBe('That is one and the same version.');
    const [none] = records(await home.run(['diff', 'x:20', '--json']));
    expect(none).toMatchObject({ name: 'x:20', versions: 1, from: null, changes: [], words: null });
  });

  it('names the versions there are where one is asked for that there isn’t', async () => {
    const ended = await home.run(['diff', ref, '9']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('"9" is no version of it: it has 1 to 4, of 2026-01-01 to 2026-02-03');
  });

  it('gives words and changes to programs', async () => {
    const [told] = records(await home.run(['diff', ref, '1', '2', '--json']));
    expect(told).toMatchObject({ from: { version: 1, id: 1 }, to: { version: 2 }, versions: 4 });
    expect(told?.['words']).toContainEqual({ kind: 'added', text: 'port authority' });
  });

  it('writes a page with both beside each other, their words marked', async () => {
    expect(await lines('diff', ref, '1', '3', '--html', 'diff.html')).toEqual([home.in('diff.html')]);
    const page = readFileSync(home.in('diff.html'), 'utf8');
    expect(page).toContain('on <del>Monday</del><ins>Tuesday</ins>, says the');
    expect(page).toContain('says the <del>ministry</del>.</div>');
    expect(page).toContain('says the <ins>port authority</ins>.</div>');
    expect(page.match(/src="data:image\/webp;base64,/gu)).toHaveLength(4);
    expectHarmless(page);
    const there = await home.run(['diff', ref, '--html', 'nowhere/diff.html']);
    expect([there.code, there.stderr]).toEqual([2, expect.stringContaining("diff.html can't be written")]);
  });
});

/** No script, nothing from outside, and nothing of a stranger's that is more than text. */
function expectHarmless(page: string): void {
  expect(page).toContain(`http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;`);
  expect(page).not.toMatch(/<(?:script|iframe|object|link|form)\b|\son\w+=["']|(?:src|srcset)="(?!data:)/iu);
  expect(page).not.toContain('\u001b');
  expect(page).not.toContain('<img src=x');
}

describe('open', () => {
  it('writes a page of its versions, history and evidence, and says where', async () => {
    expect(await lines('open', ref, '--out', 'page.html', '--print')).toEqual([home.in('page.html')]);
    const page = readFileSync(home.in('page.html'), 'utf8');
    expectHarmless(page);
    for (const part of ['Version 1', 'Version 4', 'Photo 1: replaced', '<b>Deleted</b>', 'holdfast verify'])
      expect(page).toContain(part);
    expect(page).toMatch(/sha256sum snapshots\/\w\w\/\w{64}</u);
    const file = /sha256sum (\S+?)</u.exec(page)?.[1] ?? '';
    expect(existsSync(home.in(file))).toBe(true);
  });

  it('opens it with the system’s own program', async () => {
    mkdirSync(home.in('bin'));
    writeFileSync(home.in('bin', 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > '${home.in('asked')}'\n`, {
      mode: 0o755,
    });
    const env = { PATH: `${home.in('bin')}:/usr/bin:/bin`, DISPLAY: ':0', HOLDFAST_CACHE: home.in('cache') };
    const ended = await home.run(['open', ref, '--json'], env);
    const [told] = records(ended);
    expect(told).toMatchObject({ name: ref, opened: process.platform === 'linux' });
    expect(readFileSync(home.in('asked'), 'utf8')).toBe(told?.['path']);
    expect(told?.['path']).toMatch(/\/cache\/pages\/x-1703436713362870723-\w+\.html$/u);
  });

  it('says so where there is no screen to open it on', async () => {
    const env = { DISPLAY: '', WAYLAND_DISPLAY: '', HOLDFAST_CACHE: home.in('cache') };
    const ended = await home.run(['open', 'x:20'], env);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/\/cache\/pages\/x-20-\w+\.html\n$/u);
    expect(ended.stderr).toContain('open the file yourself');
  });

  it('leaves out a picture that is damaged', async () => {
    const [shown] = records<{ post: Post }>(await home.run(['show', ref, '--json']));
    const show = shown?.post.media[0]?.show ?? '';
    const path = home.in('snapshots', show.slice(0, 2), show);
    const whole = readFileSync(path);
    writeFileSync(path, 'damaged');
    await lines('open', ref, '--out', 'page.html', '--print');
    expect(readFileSync(home.in('page.html'), 'utf8')).toContain('By night');
    writeFileSync(path, whole);
  });
});

describe('a post that was redacted', () => {
  it('is shown as such, its history kept, its words nowhere', async () => {
    await keepPast(home, { ...pondRef, id: '21', url: 'https://x.com/i/status/21' }, [
      { at: '2026-01-01T10:00:00.000Z', heard: ['live'], post: postOf('A secret told') },
      { at: '2026-01-02T10:00:00.000Z', heard: ['live'], post: postOf('A secret told again') },
    ]);
    await lines('redact', 'x:21', '--what', 'text', '--reason', 'By order of a court', '--yes');
    await lines('open', 'x:21', '--out', 'page.html', '--print');
    await lines('diff', 'x:21', '--html', 'diff.html');
    const history = (await lines('history', 'x:21')).join('\n');
    const diff = (await lines('diff', 'x:21')).join('\n');
    const pages = ['page.html', 'diff.html'].map((file) => readFileSync(home.in(file), 'utf8'));
    for (const told of [history, diff, ...pages]) {
      expect(told).not.toContain('secret');
      expect(told).toContain('By order of a court');
    }
    expect(history).toContain('v2 (#');
    expect(history).toContain('its words were removed from this archive');
    expect(diff).toContain('What differed between the two is not in this archive any more.');
  });
});

describe('what a stranger calls himself', () => {
  for (const args of [
    ['history', ref],
    ['history', ref, '--all'],
    ['diff', ref, '2', '3'],
  ])
    it(`reaches no terminal raw: ${args.join(' ')}`, async () => {
      const told = (await lines(...args)).join('\n');
      expect(told).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]/u);
      expect(told).not.toMatch(/^v9/mu);
      expect(told).toContain('Eve');
    });
});
