import { describe, expect, it } from 'vitest';
import { detectHtml } from '../../src/detect/html.ts';
import { platforms } from '../../src/platforms/index.ts';
import { processorTime } from '../processor-time.ts';

const prose = '<p>The council met on Monday evening and heard forty speakers about the bridge.</p>';
const words = 'We have waited long enough. Open the bridge! <a href="/tag/bridge">#Bridge</a>';
const text = 'We have waited long enough. Open the bridge! #Bridge';
const by = '&mdash; Ana &amp; Co (@ana_ruiz) September 14, 2023';

/** Kind, name, handle, day, text and the source covered, of each embed. */
function find(post: string): unknown[] {
  const page = `<html><body><h1>The bridge</h1>${prose}\n${post}\n${prose}</body></html>`;
  const embeds = detectHtml(
    { text: page, byteOffset: (index) => index },
    { name: 'a.html', url: null },
    platforms,
  );
  return embeds.map(({ kind, quoted, start, end }) => [
    kind,
    quoted?.name,
    quoted?.handle,
    quoted?.date,
    quoted?.text,
    page.slice(start, end),
  ]);
}

describe('a post that a page keeps as mere words', () => {
  it.each([
    `<p>${words}</p>\n<p>${by}</p>`,
    `<p>${words}<br>\n${by}</p>`,
    `<p>${words} ${by}</p>`,
    `<blockquote><p>${words}</p>${by}</blockquote>`,
    `<blockquote class="quote">${words}<br/>${by}</blockquote>`,
  ])('is read with its tags: %s', (post) => {
    expect(find(post).map((row) => (row as unknown[]).slice(0, 4))).toEqual([
      ['flattened', 'Ana & Co', 'ana_ruiz', '2023-09-14'],
    ]);
    expect((find(post)[0] as unknown[]).slice(4)).toEqual([text, post]);
  });

  it('has all paragraphs of its quote', () => {
    const post = `<blockquote><p>One line.</p><p>${words}</p><p>${by}</p></blockquote>`;
    expect(find(post)).toEqual([
      ['flattened', 'Ana & Co', 'ana_ruiz', '2023-09-14', `One line.\n\n${text}`, post],
    ]);
  });

  it.each([
    `<pre><code>&lt;p&gt;${words} ${by}</code></pre>`,
    `<p>${words} <code>${by}</code></p>`,
    `<!-- <p>${words}</p><p>${by}</p> -->`,
    `<script>const html = '<p>${words} ${by}</p>';</script>`,
    `<ul><li>Home</li><li>${by}</li></ul>`,
    '<p>By Ana Ruiz (@ana_ruiz) September 14, 2023</p>',
    '<p>Ana Ruiz (@ana_ruiz) September 14, 2023</p>',
    '<p>Follow Ana Ruiz (@ana_ruiz)</p>',
  ])('is not this: %s', (post) => {
    expect(find(post)).toEqual([]);
  });
});

describe('a post on lines of its own in a paragraph that holds other text, too', () => {
  const above = 'The council met on Monday and heard forty speakers about the bridge.';
  const below = 'The mayor answered on Tuesday.';
  const found = ['flattened', 'Ana & Co', 'ana_ruiz', '2023-09-14', text];

  it.each(['\n', '<br>\n', '<br />', '\r\n', ' \n  '])('is these lines, between %j', (end) => {
    const post = `${words}${end}${by}`;
    expect(find(`<p>${above}${end}${post}${end}${below}</p>`)).toEqual([[...found, post]]);
    expect(find(`<div>${post}${end}${below}</div>`)).toEqual([[...found, post]]);
  });

  it('is not all of an article that ends in it', () => {
    const post = `${words}\n${by}`;
    expect(find(`<p>${`${above}\n`.repeat(6)}${post}</p>`)).toEqual([[...found, post]]);
  });

  it('may be one of several', () => {
    const other = 'We have not. – Bo (@bo) September 15, 2023';
    const post = `${words}\n${by}`;
    expect(find(`<p>${above}\n${post}\n${below}\n${other}\n${below}</p>`)).toEqual([
      [...found, post],
      ['flattened', 'Bo', 'bo', '2023-09-15', 'We have not.', other],
    ]);
  });

  it.each([
    // an editor broke the lines
    `<p>The council, which\n${words} ${by}\n${below}</p>`,
    `<p>${above}\n${words} ${by}\nwas what it came to.</p>`,
    // elements begin and end elsewhere
    `<p>${above}\n${words}<b>\n${by}\n${below}</b></p>`,
    `<pre>${above}\n${words}\n${by}\n${below}</pre>`,
    `<p>${above}\nAna &amp; Co (@ana_ruiz) September 14, 2023\n${below}</p>`,
  ])('is not this: %s', (post) => {
    expect(find(post)).toEqual([]);
  });

  it('takes time in proportion to the length of the paragraph, whatever is in it', () => {
    const post = 'Open it. &mdash; Bo (@bo) September 15, 2023';
    for (const filling of ['<b></b>\n', '".', `${post}\n`, '\n<br>', '(@a']) {
      const spent = processorTime();
      find(`<p>${post}\n${filling.repeat(90_000 / filling.length)}\n${post}</p>`);
      expect([filling, spent() < 2_000]).toEqual([filling, true]);
    }
  });
});
