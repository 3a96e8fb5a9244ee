import type { Article, ArticleFormat } from '../../src/model/article.ts';
import { encodeText } from '../../src/rewrite/encode.ts';
import { decoded } from '../../src/rewrite/places.ts';
import { seededRandom } from '../html/seeded-random.ts';
import { charsets } from './articles.ts';

/**
 * One of the articles, damaged in one to six ways; the same seed gives the same bytes. The articles come smallest first:
 * small ones are taken often, large ones seldom, so that many are tried in little time.
 */
export function mutatedArticle(articles: readonly Article[], seed: number): Article {
  const dice = diceOf(seed);
  const first = dice.one(articles.slice(0, 1 + dice.below(articles.length)));
  let article: Article = { ...first, bytes: new Uint8Array(first.bytes) };
  for (let left = 1 + dice.below(6); left > 0; left -= 1)
    article = dice.one(mutations)(article, dice, articles);
  return article;
}

/** Name in the marks that are put in: no post has it, and what stood there isn't kept. */
export const foreignMark = 'x:0';

interface Dice {
  /** An integer from 0 up to, not with, the limit. */
  below(limit: number): number;
  one<Value>(values: readonly Value[]): Value;
  /** A span of the bytes, mostly a short one. */
  span(bytes: Uint8Array): readonly [start: number, end: number];
}

type Mutation = (article: Article, dice: Dice, articles: readonly Article[]) => Article;

function diceOf(seed: number): Dice {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  return {
    below,
    one: <Value>(values: readonly Value[]): Value => {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('nothing to choose from');
      return value;
    },
    span: (bytes) => {
      const start = below(bytes.length + 1);
      return [start, Math.min(bytes.length, start + below(2 ** (1 + below(10))))];
    },
  };
}

const mutations: readonly Mutation[] = [
  function flipBytes(article, dice) {
    const bytes = new Uint8Array(article.bytes);
    const limit = dice.one([0x80, 0x100]);
    for (let left = 1 + dice.below(8); left > 0; left -= 1)
      bytes[dice.below(bytes.length)] = dice.below(limit);
    return { ...article, bytes };
  },
  function flipBits(article, dice) {
    const bytes = new Uint8Array(article.bytes);
    const at = dice.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8));
    return { ...article, bytes };
  },
  function deleteSpan(article, dice) {
    const [start, end] = dice.span(article.bytes);
    return spliced(article, start, end, []);
  },
  function repeatSpan(article, dice) {
    const [start, end] = dice.span(article.bytes);
    const span = article.bytes.subarray(start, end);
    return spliced(article, start, start, Array<Uint8Array>(1 + dice.below(3)).fill(span));
  },
  function moveSpan(article, dice) {
    const [start, end] = dice.span(article.bytes);
    const span = article.bytes.subarray(start, end);
    const rest = spliced(article, start, end, []);
    const to = dice.below(rest.bytes.length + 1);
    return spliced(rest, to, to, [span]);
  },
  function takeSpanOfAnother(article, dice, articles) {
    const { bytes } = dice.one(articles);
    const [start, end] = dice.span(bytes);
    return spliced(article, ...dice.span(article.bytes), [bytes.subarray(start, end)]);
  },
  function continueAsAnother(article, dice, articles) {
    const { bytes } = dice.one(articles);
    const at = dice.below(article.bytes.length + 1);
    return spliced(article, at, article.bytes.length, [bytes.subarray(dice.below(bytes.length))]);
  },
  function cutShort(article, dice) {
    return spliced(article, dice.below(article.bytes.length + 1), article.bytes.length, []);
  },
  function insertPiece(article, dice) {
    const at = dice.below(article.bytes.length + 1);
    return spliced(article, at, at, [textBytes(dice.one(pieces).repeat(1 + dice.below(3)))]);
  },
  function insertAtSign(article, dice) {
    // where embeds begin, end and are signed, damage tells more than in running words
    const signs = ['<', '>', '"', '@', '—', 'http', '&', '{', '(', '\n'];
    const from = Buffer.from(article.bytes).indexOf(dice.one(signs), dice.below(article.bytes.length + 1));
    const at = from === -1 ? 0 : from + dice.below(2);
    return spliced(article, at, at + dice.below(3), [textBytes(dice.one(pieces))]);
  },
  function changeLineEnds(article, dice) {
    const text = Buffer.from(article.bytes).toString('latin1');
    const changed = text.replace(/\r?\n/gu, dice.one(['\r\n', '\r', '\n\n', ' ', '']));
    return { ...article, bytes: new Uint8Array(Buffer.from(changed, 'latin1')) };
  },
  function encodeOtherwise(article, dice) {
    const charset = dice.one(charsets);
    const mark = charset.startsWith('utf-16') && dice.below(2) === 0 ? '\ufeff' : '';
    const bytes = encodeText(mark + decoded(article).text, charset, () => '?');
    return { ...article, bytes, charset: dice.one([charset, null]) };
  },
  function declareCharset(article, dice) {
    return { ...article, charset: dice.one([...charsets, 'no such charset', 'replacement', 'utf-7', null]) };
  },
  function readAsAnotherFormat(article, dice) {
    const format = dice.one<ArticleFormat>(['html', 'markdown', 'text', 'json']);
    return dice.below(3) === 0 ? { ...article, format } : article;
  },
  function nameOtherwise(article, dice) {
    const [name, format] = dice.one(names);
    return { ...article, name, format: dice.below(4) === 0 ? article.format : format };
  },
];

const names: readonly (readonly [name: string, format: ArticleFormat])[] = [
  ['a.mdx', 'markdown'],
  ['a.md', 'markdown'],
  ['a.astro', 'html'],
  ['a.svelte', 'html'],
  ['a.vue', 'html'],
  ['a.njk', 'html'],
  ['a.erb', 'html'],
  ['a.php', 'html'],
];

function spliced(article: Article, start: number, end: number, parts: readonly Uint8Array[]): Article {
  const { bytes } = article;
  const joined = Buffer.concat([bytes.subarray(0, start), ...parts, bytes.subarray(end)]);
  return { ...article, bytes: new Uint8Array(joined.subarray(0, largest)) };
}

/** So that repeated spans don't add up. */
const largest = 40_000;

function textBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const hash = '0123456789abcdef'.repeat(4);
const bidi = '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c';
const invisible = '\u0000\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\ufffd\u0085\u2028\u2029\ufe0f';

/** What embeds, their marks and our own are made of, whole and in parts. */
const pieces: readonly string[] = [
  ...bidi,
  ...invisible,
  ...'<>"\'&=/\\[]{}()`@#%—–-:;\n\r\t \u00a0',
  '&amp;',
  '&quot;',
  '&#0;',
  '&#x202e;',
  '&#x110000;',
  '&lt;blockquote class=&quot;twitter-tweet&quot;&gt;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<script>',
  '</script>',
  '<template>',
  '<plaintext>',
  '<pre><code>',
  '<blockquote class="twitter-tweet">',
  '</blockquote>',
  '<p lang="ar" dir="rtl">',
  '<iframe src="https://www.youtube.com/embed/w7Ft2ym_m-c">',
  '<script async src="https://platform.twitter.com/widgets.js"></script>',
  '— Jo (@jo) May 4, 2022',
  '\n— Jo (@jo) ٤ مايو ٢٠٢٢\n',
  '\nhttps://x.com/jo/status/20\n',
  'https://web.archive.org/web/2020/https://twitter.com/jo/status/20',
  ' pic.twitter.com/AbCdEfGhIj',
  '\n\n```\n',
  '---\ntitle: a\n---\n',
  '<?php ',
  '<% ',
  '{/*',
  '*/}',
  '<!-- wp:html -->',
  '<!-- /wp:html -->',
  '{{< x user="jo" id="20" >}}',
  '{% tweet 20 %}',
  '<Tweet id="20" />',
  '<Tweet v-if="a" :id="20"><p>',
  '{{<tweet 20>}}',
  '<!-- wp:embed {"url":"https://x.com/jo/status/20"} -->',
  '"\\u003cblockquote class=\\"twitter-tweet\\"\\u003e',
  '<meta charset="shift_jis">',
  '\u001b$B',
  `<!--holdfast ref="${foreignMark}" sha256="${hash}"-->`,
  '<!--/holdfast-->',
  '[holdfast]',
  `[/holdfast ${foreignMark} ${hash}]`,
  '👩‍👩‍👧‍👦',
  '\ud83d',
  'é'.normalize('NFD'),
];
