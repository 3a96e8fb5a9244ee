import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import type { Article } from '../../src/model/article.ts';
import { platforms } from '../../src/platforms/index.ts';
import { containedCases, unescaped } from './contained.ts';
import { readCorpus } from './corpus.ts';
import { floors } from './floors.ts';
import { judge } from './judge.ts';
import { evaluate } from './report.ts';

const cases = readCorpus();
const missing = cases.length === 0 ? ' (no labelled articles here: set HOLDFAST_CORPUS)' : '';

describe.skipIf(missing !== '')(`labelled articles${missing}`, () => {
  it('are read as well as the floors say', async () => {
    const { lines, failures } = await evaluate(cases, platforms);
    console.log(lines.join('\n'));
    expect(failures).toEqual([]);
  });

  it('have the same ranges inside feeds and web archives, to the byte', async () => {
    const pages = new Map(cases.map(({ article }) => [article.name, article]));
    let compared = 0;
    for (const { article, format } of await containedCases(cases)) {
      const page = pages.get(article.name.replace(/^-#(?:urn:)?/u, ''));
      const wanted = page === undefined ? [] : cutsOf(page);
      const found = cutsOf(article).map(([kind, cut]) => [kind, unescaped(cut, format)]);
      compared += found.length;
      expect(found, `${article.name} as ${format}`).toEqual(wanted);
    }
    expect(compared).toBeGreaterThan(4 * 100);
  });

  it('have a floor for every platform that they label and we know', () => {
    const labelled = new Set(cases.flatMap(({ labels }) => labels.map(({ platform }) => platform)));
    const known = platforms.map(({ id }) => id).filter((id) => labelled.has(id));
    expect(known.filter((id) => floors.platform[id] === undefined)).toEqual([]);
  });
});

/** Kind and source of each embed. */
function cutsOf(article: Article): (readonly [kind: string, cut: string])[] {
  const { embeds, encoding } = detect(article, platforms);
  const decoder = new TextDecoder(encoding);
  return embeds.map(({ kind, start, end }) => [kind, decoder.decode(article.bytes.subarray(start, end))]);
}

describe('judging', () => {
  const label = {
    platform: 'x',
    markup: 'twitter-tweet blockquote',
    id: '20',
    url: null,
    handle: null,
    text: null,
    mediaLinks: [],
  };
  const quote = (id: number) =>
    `<blockquote class="twitter-tweet"><p>a</p>&mdash; Jack (@jack) <a href="https://x.com/jack/status/${id}">May 4, 2022</a></blockquote>`;
  const html = (body: string, ...ids: readonly string[]) => ({
    article: { name: 'a', bytes: Buffer.from(body), format: 'html' as const, charset: null, url: null },
    format: 'html',
    language: 'en',
    labels: ids.map((id) => ({ ...label, id })),
  });

  it('tells found, missed and wrong, a post that is listed or embedded twice once', () => {
    const verdicts = judge(html(quote(20) + quote(20) + quote(22), '20', '20', '21'), platforms);
    expect(verdicts.map(({ outcome, post, kind }) => [outcome, post, kind])).toEqual([
      ['found', 'x:20', 'blockquote'],
      ['missed', 'x:21', 'blockquote'],
      ['wrong', 'x:22', 'blockquote'],
    ]);
  });

  it('compares texts to the letter', () => {
    const text = 'Some words of a post pic.twitter.com/AbCdEfGhIj';
    const article = {
      name: 't',
      bytes: Buffer.from(`${text}\n\n— Jack (@jack) May 4, 2022\n`),
      format: 'text' as const,
      charset: null,
      url: null,
    };
    const exactOf = (wanted: string) =>
      judge(
        {
          article,
          format: 'text',
          language: 'en',
          labels: [{ ...label, markup: null, id: null, handle: 'jack', text: wanted }],
        },
        platforms,
      ).map(({ outcome, exact }) => [outcome, exact]);
    expect(exactOf(text)).toEqual([['found', true]]);
    expect(exactOf(`${text} `)).toEqual([['found', false]]);
  });

  it('names each figure that is under its floor', async () => {
    const { failures } = await evaluate([html('<p>nothing</p>', '20')], platforms);
    expect(failures).toContain('platform x: recall 0.0 % is under its floor of 100.0 %');
  });
});
