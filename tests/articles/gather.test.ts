import { describe, expect, it } from 'vitest';
import { gatherContainers } from '../../src/articles/gather.ts';
import type { SiteInput } from '../../src/articles/site-inputs.ts';
import { readIn } from './reading.ts';

const item = (id: string) => `<item><guid>${id}</guid><description>words</description></item>`;
const feed = (...ids: string[]) => `<rss><channel>${ids.map(item).join('')}</channel></rss>`;
const world = {
  'https://a.example/1.xml': ['application/rss+xml', feed('1', '2')],
  'https://a.example/2.xml': ['application/rss+xml', feed('3', '4')],
  'https://a.example/broken.xml': ['application/rss+xml', feed('5', '6').slice(0, -20)],
  'https://a.example/page': ['text/html', '<p>page</p>'],
} as const;

async function gathered(...inputs: string[]): Promise<string[]> {
  const read = await readIn(world, inputs, { stdin: feed('7', '8') });
  const list: string[] = [];
  for await (const input of gatherContainers(each(read))) {
    if (input.kind === 'container')
      list.push(`${input.container.name}: ${input.articles.map(({ name }) => name.split('#')[1]).join(' ')}`);
    else list.push(input.kind === 'article' ? input.article.name : input.kind);
  }
  return list;
}

async function* each(inputs: readonly SiteInput[]): AsyncIterable<SiteInput> {
  yield* inputs;
}

describe('articles of a container', () => {
  it('come together, those of another apart', async () => {
    expect(
      await gathered('-', 'https://a.example/1.xml', 'https://a.example/2.xml', 'https://a.example/page'),
    ).toEqual([
      '-: 7 8',
      'https://a.example/1.xml: 1 2',
      'https://a.example/2.xml: 3 4',
      'https://a.example/page',
    ]);
  });

  it('are dropped where it breaks off behind them, and only then', async () => {
    expect(await gathered('https://a.example/broken.xml', 'https://a.example/1.xml')).toEqual([
      'unreadable',
      'https://a.example/1.xml: 1 2',
    ]);
    expect(await gathered('https://a.example/1.xml', 'https://a.example/none')).toEqual([
      'https://a.example/1.xml: 1 2',
      'unreadable',
    ]);
  });
});
