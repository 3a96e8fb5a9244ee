import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkout, Home, nowhere, records } from './holdfast.ts';

/** The article the project began from, where the corpus is at hand; else the sample of the same shape. */
const corpus = process.env['HOLDFAST_CORPUS'] ?? join(checkout, '../shared/corpus');
const seed = join(corpus, '../seed/article.txt');

interface DetectedEmbed {
  readonly name: string;
  readonly ref: unknown;
  readonly start: number;
  readonly end: number;
  readonly quoted: {
    readonly handle: string;
    readonly date: string;
    readonly text: string;
    readonly links: string[];
    readonly name: string;
  };
}

let home: Home;
beforeEach(() => {
  home = new Home();
});
afterEach(() => home.remove());

describe('the article the project began from', () => {
  it.skipIf(!existsSync(seed))('holds exactly one embed, cut exactly (needs the corpus)', async () => {
    const ended = await home.run(['detect', seed, '--json']);
    expect(ended.code).toBe(0);
    const embeds = records<DetectedEmbed>(ended);
    expect(embeds).toHaveLength(1);
    const [embed] = embeds;
    expect(embed?.quoted).toMatchObject({
      handle: 'almayadeengo',
      name: 'Almayadeen Go الميادين',
      date: '2023-09-14',
      links: ['pic.twitter.com/Piv5bZ4fkQ'],
    });
    expect(embed?.ref).toBeNull();
    const lines = readFileSync(seed, 'utf8')
      .split('\n')
      .filter((line) => line.includes('almayadeengo') || line.includes('Piv5bZ4fkQ'));
    expect(embed?.quoted.text).toBe(lines[0]);
    expect(readFileSync(seed).subarray(embed?.start, embed?.end).toString()).toBe(lines.join('\n'));
  });
});

describe('a plain-text article whose post lost its link', () => {
  const article = [
    'عنوان الخبر',
    'قالت الوزارة في بيان إن الميناء عاد إلى العمل صباح اليوم بعد إصلاح الرافعات.',
    'عودة العمل في الميناء بعد توقف دام ثلاثة أيام #الميناء_القديم pic.twitter.com/Ab12Cd34Ef',
    '— صحيفة المرفأ (@almarfa_news) September 3, 2022',
    'وأضافت الوزارة أن السفن تنتظر دورها منذ يوم الخميس.',
    '',
  ].join('\n');

  it('is kept as quoted, pictured, rendered right to left, rewritten and restored', async () => {
    writeFileSync(home.in('a.txt'), article);
    const archived = await home.run(['archive', 'a.txt', '--json', ...nowhere]);
    expect(archived.code, archived.stderr).toBe(3);
    const [post] = records<{
      name: string;
      state: string;
      known: string;
      picture: { path: string; reconstruction: boolean };
    }>(archived);
    expect(post).toMatchObject({
      state: 'unknown',
      known: 'quoted',
      picture: { reconstruction: true, verified: false },
    });
    const name = post?.name ?? '';
    expect(name).toMatch(/^x:@almarfa_news\/2022-09-03\/[0-9a-f]{12}$/);
    expect(
      readFileSync(post?.picture.path ?? '')
        .subarray(8, 12)
        .toString(),
    ).toBe('WEBP');

    const shown = records<{ post: { dir: string; text: string } }>(
      await home.run(['show', name, '--json']),
    )[0];
    expect(shown).toMatchObject({
      ref: null,
      state: 'unknown',
      known: 'quoted',
      post: { dir: 'rtl', author: { handle: 'almarfa_news', name: 'صحيفة المرفأ' }, createdAt: '2022-09-03' },
      articles: [{ article: 'a.txt' }],
      observations: [{ source: 'article', outcome: 'quoted' }],
    });

    const rendered = await home.run(['render', name]);
    expect(rendered.stdout).toContain('dir="rtl"');
    expect(rendered.stdout).toContain('عودة العمل في الميناء');
    expect(rendered.stdout).not.toMatch(/<script|<link|src="http/);

    expect((await home.run(['rewrite', 'a.txt', '--out', 'out', '--when', 'always'])).code).toBe(0);
    const rewritten = readFileSync(home.in('out/a.txt'), 'utf8');
    expect(rewritten).not.toBe(article);
    expect(rewritten.startsWith('عنوان الخبر\nقالت الوزارة')).toBe(true);
    expect((await home.run(['restore', 'out/a.txt', '--out', 'back'])).code).toBe(0);
    expect(readFileSync(home.in('back/out/a.txt'), 'utf8')).toBe(article);

    const again = await home.run(['archive', 'a.txt', ...nowhere]);
    expect(again.code).toBe(3);
    expect(again.stdout).toContain('Nothing to do');
    expect((await home.run(['verify'])).code).toBe(0);
  });
});
