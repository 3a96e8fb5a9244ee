import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startXStandIn, type XStandIn } from '../stand-in/x.ts';
import { madeTweet } from '../stand-in/x-answers.ts';
import { checkout, Home, nowhere, records } from './holdfast.ts';

/** Made at 2023-09-17T15:52:15Z by its own time. */
const id = '1703436713362870723';

const text = 'عودة العمل في الميناء بعد توقف دام ثلاثة أيام #الميناء_القديم';
const flat = [
  'عنوان الخبر',
  'قالت الوزارة في بيان إن الميناء عاد إلى العمل صباح اليوم بعد إصلاح الرافعات.',
  `${text} pic.twitter.com/Ab12Cd34Ef`,
  '— صحيفة المرفأ (@almarfa_news) September 17, 2023',
  'وأضافت الوزارة أن السفن تنتظر دورها منذ يوم الخميس.',
  '',
].join('\n');

/** Another article with the same post, its link still there. */
function whole(words: string, name: string, handle: string, date: string): string {
  return `<!doctype html><html lang="ar"><meta charset="utf-8"><title>خبر</title><body><p>قبل.</p>
<blockquote class="twitter-tweet"><p lang="ar" dir="rtl">${words}</p>&mdash; ${name} (@${handle}) <a href="https://twitter.com/${handle}/status/${id}?ref_src=twsrc%5Etfw">${date}</a></blockquote>
<p>بعد.</p></body></html>\n`;
}

const almarfa = whole(
  `${text} <a href="https://t.co/x1Y2z3A4b5">pic.twitter.com/Ab12Cd34Ef</a>`,
  'صحيفة المرفأ',
  'almarfa_news',
  'September 17, 2023',
);

interface Report {
  readonly name: string;
  readonly state: string;
  readonly known: string | null;
}

interface ShownPost extends Report {
  readonly ref: { readonly id: string; readonly url: string } | null;
  readonly articles: readonly { readonly article: string }[];
  readonly aliases: readonly {
    readonly alias: string;
    readonly reason: string;
    readonly proof: readonly { readonly url: string }[];
  }[];
}

let home: Home;
let x: XStandIn;
beforeEach(async () => {
  home = new Home();
  x = await startXStandIn({
    answers: new Map([
      [id, madeTweet(id, text, { name: 'صحيفة المرفأ', handle: 'almarfa_news', lang: 'ar' })],
    ]),
  });
});
afterEach(async () => {
  await x.close();
  home.remove();
});

/** The name under which the flattened article knows its post. */
async function lostName(article: string): Promise<string> {
  const [embed] = records<{ name: string; ref: unknown }>(await home.run(['detect', article, '--json']));
  expect(embed?.ref).toBeNull();
  return embed?.name ?? '';
}

async function shown(ref: string): Promise<ShownPost | undefined> {
  return records<ShownPost>(await home.run(['show', ref, '--json']))[0];
}

/** The flattened article shows the real post. */
async function expectMet(name: string): Promise<void> {
  const post = await shown(name);
  expect(post).toMatchObject({ name: `x:${id}`, ref: { id }, state: 'live', known: 'platform' });
  expect(post?.articles.map(({ article }) => article).sort()).toEqual(['a.txt', 'b.html']);
  expect(post?.aliases).toMatchObject([{ alias: name, reason: 'the same account, day and words' }]);
  expect(post?.aliases[0]?.proof.map(({ url }) => url)).toContain('a.txt');
}

describe('an article that lost the link of its post', () => {
  it('has the real post once a later article gives its id', async () => {
    writeFileSync(home.in('a.txt'), flat);
    writeFileSync(home.in('b.html'), almarfa);
    const name = await lostName('a.txt');
    const first = await home.run(['archive', 'a.txt', '--json', ...x.flags]);
    expect(first.code, first.stderr).toBe(3);
    expect(records<Report>(first)).toMatchObject([{ name, state: 'unknown', known: 'quoted' }]);

    const second = await home.run(['archive', 'b.html', '--json', ...x.flags]);
    expect(second.code, second.stderr).toBe(0);
    await expectMet(name);

    expect((await home.run(['render', name])).stdout).toBe((await home.run(['render', `x:${id}`])).stdout);
    expect((await home.run(['rewrite', 'a.txt', '--out', 'out', '--when', 'always'])).code).toBe(0);
    const rewritten = readFileSync(home.in('out/a.txt'), 'utf8');
    expect(rewritten).toContain(`/status/${id}`);
    expect((await home.run(['restore', 'out/a.txt', '--out', 'back'])).code).toBe(0);
    expect(readFileSync(home.in('back/out/a.txt'), 'utf8')).toBe(flat);
    expect((await home.run(['verify'])).code).toBe(0);

    const again = await home.run(['archive', 'a.txt', '--json', ...x.flags]);
    expect(again.code).toBe(0);
    expect(records<Report>(again)).toMatchObject([{ name: `x:${id}`, known: 'platform' }]);
  });

  it('has it at once where an earlier article gave the id, and asks nobody again', async () => {
    writeFileSync(home.in('a.txt'), flat);
    writeFileSync(home.in('b.html'), almarfa);
    await home.run(['archive', 'b.html', ...x.flags]);
    const asked = x.requests.length;
    const second = await home.run(['archive', 'a.txt', '--json', ...x.flags]);
    expect(second.code, second.stderr).toBe(0);
    expect(x.requests.length).toBe(asked);
    await expectMet(await lostName('a.txt'));
  });

  it('has it where only the platform tells the words, in a run over both', async () => {
    writeFileSync(home.in('a.txt'), flat);
    writeFileSync(
      home.in('b.html'),
      `<p>Before.</p><iframe src="https://platform.twitter.com/embed/Tweet.html?id=${id}"></iframe><p>After.</p>`,
    );
    const name = await lostName('a.txt');
    const ended = await home.run(['archive', 'a.txt', 'b.html', '--json', ...x.flags]);
    expect(ended.code, ended.stderr).toBe(0);
    expect(records<Report>(ended)).toMatchObject([{ name: `x:${id}`, state: 'live', known: 'platform' }]);
    await expectMet(name);
  });

  it('keeps its own where the other one says something else', async () => {
    writeFileSync(home.in('a.txt'), flat);
    writeFileSync(home.in('b.html'), almarfa.replace('ثلاثة', 'أربعة'));
    x.answers.set(id, madeTweet(id, text.replace('ثلاثة', 'أربعة'), { handle: 'almarfa_news', lang: 'ar' }));
    const name = await lostName('a.txt');
    const ended = await home.run(['archive', 'a.txt', 'b.html', '--json', ...x.flags]);
    expect(records<Report>(ended).map((post) => post.name)).toEqual([name, `x:${id}`]);
    expect(await shown(name)).toMatchObject({ name, ref: null, known: 'quoted', aliases: [] });
  });
});

/** The article the project began from, where the corpus is at hand. */
const corpus = process.env['HOLDFAST_CORPUS'] ?? join(checkout, '../shared/corpus');
const seed = join(corpus, '../seed/article.txt');

describe('the article the project began from', () => {
  it.skipIf(!existsSync(seed))(
    'has its post with an id once another article has, without a network (needs the corpus)',
    async () => {
      mkdirSync(home.in('news'));
      writeFileSync(home.in('news/seed.txt'), readFileSync(seed));
      const [embed] = records<{ name: string; quoted: { text: string; name: string; handle: string } }>(
        await home.run(['detect', 'news/seed.txt', '--json']),
      );
      // The other article lost the tags' links and cut nothing; its site prints the day after.
      const words = embed?.quoted.text.replace(/pic\.\S+$/u, '') ?? '';
      const { name = '', handle = '' } = embed?.quoted ?? {};
      writeFileSync(
        home.in('news/whole.html'),
        whole(words, name, handle, 'September 15, 2023').replaceAll(id, '1702300000000000000'),
      );
      const ended = await home.run(['archive', 'news', '--json', ...nowhere]);
      expect(ended.code, ended.stderr).toBe(3);
      expect(records<Report>(ended)).toMatchObject([{ name: 'x:1702300000000000000', known: 'quoted' }]);
      const post = await shown(embed?.name ?? '');
      expect(post).toMatchObject({ name: 'x:1702300000000000000', ref: { id: '1702300000000000000' } });
      expect(post?.articles).toHaveLength(2);
      expect((await home.run(['verify'])).code).toBe(0);
    },
    120_000,
  );
});
