import { openDocument } from '../../src/articles/open-document.ts';
import { decodeArticle } from '../../src/html/charset.ts';
import type { Article } from '../../src/model/article.ts';
import type { Case } from './corpus.ts';

/** The corpus's pages once more, as items of feeds and records of a web archive: what is found must be the same. */
export async function containedCases(cases: readonly Case[]): Promise<readonly Case[]> {
  const pages = cases.filter(({ article }) => article.format === 'html');
  const contained: Case[] = [];
  for (const { format, pack } of packers) {
    const articles = await unpack(pack(pages.map(({ article }) => article)));
    if (articles.length !== pages.length)
      throw new Error(`${articles.length} of ${pages.length} pages came out of ${format}`);
    for (const [at, page] of pages.entries()) {
      const article = articles[at];
      if (article !== undefined) contained.push({ ...page, article, format });
    }
  }
  return contained;
}

/** Formats whose articles are counted once already, under their own. */
export const containedFormats = ['atom', 'json-feed', 'rss', 'warc'] as const;

/** What bytes cut out of a container read once its escapes are undone. */
export function unescaped(cut: string, format: string): string {
  if (format === 'rss') return cut.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  if (format === 'atom') return cut.replaceAll(']]]]><![CDATA[>', ']]>');
  return format === 'json-feed' ? String(JSON.parse(`"${cut}"`)) : cut;
}

interface Packer {
  readonly format: (typeof containedFormats)[number];
  readonly pack: (articles: readonly Article[]) => string | Uint8Array;
}

const packers: readonly Packer[] = [
  {
    format: 'rss',
    pack: (articles) =>
      `<rss><channel>${articles.map((each) => `<item><guid>${escaped(each.name)}</guid><description>${escaped(textOf(each))}</description></item>`).join('')}</channel></rss>`,
  },
  {
    format: 'atom',
    pack: (articles) =>
      `<feed>${articles.map((each) => `<entry><id>${escaped(each.name)}</id><content type="html"><![CDATA[${textOf(each).replaceAll(']]>', ']]]]><![CDATA[>')}]]></content></entry>`).join('')}</feed>`,
  },
  {
    format: 'json-feed',
    pack: (articles) =>
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        items: articles.map((each) => ({ id: each.name, content_html: textOf(each) })),
      }),
  },
  {
    format: 'warc',
    pack: (articles) => Buffer.concat(articles.map(recordOf)),
  },
];

function recordOf({ name, bytes }: Article): Uint8Array {
  const http = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n';
  const head =
    `WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:${name}>\r\nWARC-Target-URI: https://article.invalid/\r\n` +
    `Content-Type: application/http\r\nContent-Length: ${http.length + bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head + http), bytes, Buffer.from('\r\n\r\n')]);
}

async function unpack(packed: string | Uint8Array): Promise<Article[]> {
  const document = { name: '-', bytes: Buffer.from(packed), format: null, charset: null, url: null };
  const articles: Article[] = [];
  for await (const input of openDocument(document))
    if (input.kind === 'article') articles.push(input.article);
  return articles;
}

function textOf({ bytes }: Article): string {
  return decodeArticle(bytes, { declared: null, html: true }).text;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
