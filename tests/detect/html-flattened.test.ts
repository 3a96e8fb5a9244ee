import { describe, expect, it } from 'vitest';
import { detectHtml } from '../../src/detect/html.ts';
import { platforms } from '../../src/platforms/index.ts';

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
