import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { applyPatch } from 'diff';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Watched } from '../bench/rewrite/opened-files.ts';
import { page, siteOf, treeOf, writeTree } from '../rewrite/site-trees.ts';
import { checkout, Home, nowhere, records } from './holdfast.ts';

const arabic = [
  'قالت الوزارة في بيان إن الميناء عاد إلى العمل صباح اليوم.',
  'عودة العمل في الميناء بعد توقف دام ثلاثة أيام pic.twitter.com/Ab12Cd34Ef',
  '— صحيفة المرفأ (@almarfa_news) September 17, 2023',
  'وأضافت الوزارة أن السفن تنتظر دورها منذ يوم الخميس.',
  '',
].join('\n');

let home: Home;
beforeAll(async () => {
  home = new Home();
  writeTree(home.in('public'), {
    'index.html': page('20', '21'),
    'أخبار/خبر.txt': arabic,
    'about.html': page(),
    'style.css': 'p { color: teal }',
  });
  await home.run(['archive', 'public', ...nowhere]);
});
afterEach(() => {
  rmSync(home.in('site'), { recursive: true, force: true });
});
afterAll(() => {
  home.remove();
});

const options = ['--root', 'public', '--out', 'site', '--when', 'always'] as const;

describe('rewrite', () => {
  it('makes a whole site, says what it did, and gives it back', async () => {
    const ended = await home.run(['rewrite', 'public', ...options]);
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
    expect(ended.stdout.split('\n')).toEqual([
      'public/index.html → site/index.html: 2 of 2 embeds replaced, 1 script of a platform taken out',
      '\u2068public/أخبار/خبر.txt\u2069 → \u2068site/أخبار/خبر.txt\u2069: 1 of 1 embed replaced',
      '3 articles written, 1 other file copied',
      '',
    ]);
    expect(siteOf(home.in('site'))['style.css']).toBe('p { color: teal }');
    const back = await home.run(['restore', 'site', '--root', 'site', '--out', 'back']);
    expect(back.code, back.stderr).toBe(0);
    expect(back.stdout.split('\n')).toEqual([
      'site/index.html → back/index.html: 2 embeds restored, 1 script of a platform given back',
      '\u2068site/أخبار/خبر.txt\u2069 → \u2068back/أخبار/خبر.txt\u2069: 1 embed restored',
      '3 articles written, 1 other file copied',
      '',
    ]);
    expect(treeOf(home.in('back'))).toEqual(treeOf(home.in('public')));
  });

  it('opens nothing of a site in which nothing has changed', async () => {
    await home.run(['rewrite', 'public', ...options]);
    const opened = await openedBy(['rewrite', 'public', ...options, '--force']);
    expect(opened.length).toBeGreaterThanOrEqual(4);
    // what was young when it was read is compared once more
    await openedBy(['rewrite', 'public', ...options]);
    expect(await openedBy(['rewrite', 'public', ...options])).toEqual([]);
    expect((await home.run(['rewrite', 'public', ...options])).stdout).toBe(
      '0 articles written, 3 articles as in the last run\n',
    );
  });

  it('prints patches in a dry run, and objects for programs', async () => {
    const dry = await home.run(['rewrite', 'public', ...options, '--dry-run']);
    expect(dry.stdout).toMatch(/^--- public\/index\.html\n\+\+\+ site\/index\.html\n@@ /u);
    expect(dry.stdout.split('\n').at(-2)).toBe(
      '# dry run, nothing was written: 3 articles looked at, 1 other file to be copied',
    );
    const [first, , , last] = records(
      await home.run(['rewrite', 'public', ...options, '--dry-run', '--json']),
    );
    expect(first).toMatchObject({ article: 'public/about.html', embeds: 0, diff: '' });
    expect(last).toEqual({ summary: { written: 3, unchanged: 0, copied: 1, failed: 0 } });
  });

  it('prints patches that fit, whatever encoding an article is in', async () => {
    const before = page('20').replace('utf-8', 'iso-8859-1').replace('Before it', 'Grüße');
    mkdirSync(home.in('latin'));
    writeFileSync(home.in('latin', 'a.html'), before, 'latin1');
    const args = ['rewrite', 'latin', '--root', 'latin', '--out', 'site', '--when', 'always'];
    const [told] = records(await home.run([...args, '--dry-run', '--json']));
    expect(told).toEqual(expect.objectContaining({ diff: expect.stringContaining('Grüße') }));
    expect(told).not.toHaveProperty('patch');
    const dry = home.start([...args, '--dry-run']);
    const printed = (await buffer(dry.stdout ?? Readable.from([]))).toString('latin1');
    await home.run(args);
    const after = readFileSync(home.in('site', 'a.html'), 'latin1');
    expect(applyPatch(before, `${printed.split('\n# ')[0]}\n`)).toBe(after);
  });

  it('refuses what can’t be, in words', async () => {
    mkdirSync(home.in('empty'));
    writeFileSync(home.in('file'), '');
    const cases: readonly (readonly [args: readonly string[], code: number, words: RegExp])[] = [
      [['rewrite', 'public', '--out', '.'], 2, /would be written over: choose another folder for --out/u],
      [
        ['rewrite', 'public', '--out', 'file'],
        2,
        /can't be written \((?:EEXIST|ENOTDIR)\): choose another folder/u,
      ],
      [['rewrite', 'public', '--out', 'site', '--base', '//cdn.test'], 2, /--base .* won't do/u],
      [
        ['rewrite', 'public', '--root', 'publc', '--out', 'site'],
        2,
        /--root publc: there is no such folder/u,
      ],
      [['rewrite', 'nowhere.html', '--out', 'site'], 4, /nowhere\.html: no such file or folder/u],
      [['rewrite', 'x:20', '--out', 'site'], 4, /x:20 is a post, not an article/u],
      [['rewrite', 'empty', '--out', 'site'], 0, /empty: there is nothing in it/u],
    ];
    for (const [args, code, words] of cases) {
      const ended = await home.run(args);
      expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(words)]);
    }
  });
});

/** What of the site a process of its own opens. */
async function openedBy(args: readonly string[]): Promise<readonly string[]> {
  const report = home.in('report.json');
  const child = home.start(args, {
    NODE_OPTIONS: `--import ${join(checkout, 'tests/bench/rewrite/opened-files.ts')}`,
    HOLDFAST_WATCHED: home.in('public'),
    HOLDFAST_REPORT: report,
  });
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  return (JSON.parse(readFileSync(report, 'utf8')) as Watched).opened;
}
