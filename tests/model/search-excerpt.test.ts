import { describe, expect, it } from 'vitest';
import { emptyPost, nobody, type Post, pictureAt } from '../../src/model/post.ts';
import { excerptOf } from '../../src/model/search-excerpt.ts';
import {
  handlesOf,
  madeAtOf,
  possessionsOf,
  searchPartsOf,
  type ToldOfPost,
} from '../../src/model/search-parts.ts';
import { readQuery } from '../../src/model/search-query.ts';
import { processorTime } from '../processor-time.ts';

function postOf(text: string, changes: Partial<Post> = {}): Post {
  return {
    ...emptyPost,
    author: { ...nobody, name: 'Frog', handle: 'Frog@pond.test' },
    segments: [{ kind: 'text', text }],
    ...changes,
  };
}

const told: ToldOfPost = { names: ['pond:1'], versions: [], quotes: [], articles: [] };

/** The field, then the excerpt with what was found in brackets. */
function excerpt(of: Partial<ToldOfPost>, words: string): string | null {
  const found = excerptOf(searchPartsOf({ ...told, ...of }), readQuery(words).all.flat());
  if (found === null) return null;
  const marked = found.hits.reduceRight(
    (text, [start, end]) => `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`,
    found.text,
  );
  return `${found.field}: ${marked}`;
}

describe('what a post is found by', () => {
  const photo = {
    ...pictureAt('https://a.test/p.jpg'),
    kind: 'photo',
    alt: 'a heron',
    poster: null,
    durationMs: null,
    stream: null,
  } as const;

  it('is everything shown of it, each once, and what it said before', () => {
    const quote = postOf('the quoted one', { author: { ...nobody, handle: 'toad' } });
    const poll = { options: [{ text: 'yes please', votes: 1 }], endsAt: null };
    const note = { text: 'readers add', url: 'https://note.test/why' };
    const card = {
      url: 'https://card.test/page',
      title: 'Card title',
      description: null,
      site: 'card.test',
      picture: null,
    };
    const parts = searchPartsOf({
      names: ['pond:1', 'https://pond.test/1'],
      versions: [
        postOf('first wording'),
        postOf('second wording', { media: [photo], quote, poll, note, card }),
      ],
      quotes: [
        {
          name: 'Frog',
          handle: 'frog',
          date: null,
          text: 'Second  wording!',
          lang: null,
          dir: null,
          links: [],
        },
      ],
      articles: [{ name: 'https://news.test/a%C3%A9', title: 'Frogs' }],
    });
    const lines = parts.map(({ field, text }) => `${field} ${text}`);
    expect(lines).toEqual([
      'text second wording',
      'author Frog',
      'handle Frog@pond.test',
      'alt a heron',
      'quote the quoted one',
      'quote toad',
      'poll yes please',
      'card Card title',
      'card card.test',
      'note readers add',
      'links https://card.test/page',
      'links https://note.test/why',
      'earlier first wording',
      'title Frogs',
      'article https://news.test/aé',
      'links pond:1',
      'links https://pond.test/1',
    ]);
  });

  it('is an account by its whole handle and its first half', () => {
    expect(handlesOf({ ...told, versions: [postOf('')] })).toEqual(['frog@pond.test', 'frog']);
  });

  it('is what it has, and when it was made by the best word there is', () => {
    const post = postOf('', { media: [photo], createdAt: null });
    const quotes = [
      { name: null, handle: null, date: '2024-01-02', text: '', lang: null, dir: null, links: [] },
    ];
    expect(possessionsOf({ ...told, versions: [post] })).toEqual(['media', 'photo', 'alt']);
    expect(madeAtOf({ ...told, versions: [post], quotes })).toBe('2024-01-02');
  });
});

describe('an excerpt', () => {
  it.each([
    ['Rain in São Paulo today', 'sao paulo', 'text: Rain in [São] [Paulo] today'],
    ['Rain in São Paulo today', '"são paulo"', 'text: Rain in [São] [Paulo] today'],
    ['rain rain', '"rain today"', 'text: rain rain'],
    ['我住在東京都的東邊', '東京', 'text: 我住在[東京]都的東邊'],
    ['我住在東京都的東邊', '東京都', 'text: 我住在[東京都]的東邊'],
    ['مُحَمَّد هنا', 'محمد', 'text: [مُحَمَّد] هنا'],
    ['raining', 'rain*', 'text: [raining]'],
  ])('marks in %s what %s finds', (text, words, expected) => {
    expect(excerpt({ versions: [postOf(text)] }, words)).toBe(expected);
  });

  it('is of the part that holds most of it', () => {
    const versions = [postOf('a flood of news'), postOf('news')];
    expect(excerpt({ versions }, 'flood news')).toBe('earlier: a [flood] of [news]');
    expect(excerpt({ versions }, 'news')).toBe('text: [news]');
    expect(excerpt({ versions }, '')).toBe('text: news');
    expect(excerpt({ versions }, 'frog')).toBe('text: news');
    const articles = [{ name: 'a.html', title: 'Pond life' }];
    expect(excerpt({ versions: [postOf('')], articles }, 'frog')).toBe('title: Pond life');
  });

  it('is cut between words around what was found', () => {
    const filler = 'lorem ipsum dolor sit amet '.repeat(20);
    const shown = excerpt({ versions: [postOf(`${filler}the needle is here ${filler}`)] }, 'needle');
    expect(shown).toMatch(/^text: …[a-z ]+\bthe \[needle\] is here [a-z ]+…$/u);
    expect(shown?.length).toBeLessThan(190);
  });

  it('takes no time over a text of nothing but finds', () => {
    const spent = processorTime();
    excerpt({ versions: [postOf('a '.repeat(50_000))] }, 'a');
    expect(spent()).toBeLessThan(1_000);
  });

  it('is none where nothing is said', () => {
    expect(excerpt({ versions: [] }, '')).toBeNull();
    expect(excerpt({ versions: [] }, 'pond')).toBe('links: [pond]:1');
    expect(excerpt({ names: [], versions: [postOf('!!!', { author: nobody })] }, 'x')).toBeNull();
  });
});
