import * as cheerio from 'cheerio';
import { HTMLRewriter } from 'html-rewriter-wasm';
import { Parser } from 'htmlparser2';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

/** The quotes of X in a page with the last link of each, as one would look for them with a parser alone; their number. */
export type CountQuotes = (page: {
  readonly text: string;
  readonly bytes: Uint8Array;
}) => number | Promise<number>;

export const parsers: Readonly<Record<string, CountQuotes>> = {
  htmlparser2({ text }) {
    const links: string[] = [];
    let depth = 0;
    let last = '';
    const parser = new Parser({
      onopentag(name, attributes) {
        if (name === 'blockquote' && (depth > 0 || hasClass(attributes['class']))) depth += 1;
        if (name === 'a' && depth > 0) last = attributes['href'] ?? '';
      },
      onclosetag(name) {
        if (name !== 'blockquote' || depth === 0) return;
        depth -= 1;
        if (depth === 0) links.push(last);
      },
    });
    parser.end(text);
    return links.length;
  },
  async 'lol-html'({ bytes }) {
    const links: string[] = [];
    const rewriter = new HTMLRewriter(() => {});
    rewriter.on('blockquote.twitter-tweet', { element: () => void links.push('') });
    rewriter.on('blockquote.twitter-tweet a', {
      element(link) {
        links[links.length - 1] = link.getAttribute('href') ?? '';
      },
    });
    await rewriter.write(bytes);
    await rewriter.end();
    rewriter.free();
    return links.length;
  },
  cheerio({ text }) {
    const page = cheerio.load(text);
    return page('blockquote.twitter-tweet')
      .toArray()
      .map((quote) => page(quote).find('a').last().attr('href')).length;
  },
  parse5: ({ text }) => quotesIn(parse(text)),
};

function hasClass(value: string | undefined): boolean {
  return value?.split(/\s+/u).includes('twitter-tweet') === true;
}

function quotesIn(node: DefaultTreeAdapterTypes.Node): number {
  const isQuote =
    'attrs' in node && node.attrs.some(({ name, value }) => name === 'class' && hasClass(value));
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.reduce((sum, child) => sum + quotesIn(child), isQuote ? 1 : 0);
}
