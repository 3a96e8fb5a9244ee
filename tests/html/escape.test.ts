import { array, assert, constantFrom, property, string, tuple } from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { escapeText, html, htmlLines, rawHtml, safeUrl } from '../../src/html/escape.ts';

describe('html', () => {
  it('escapes strings in text and attributes', () => {
    const evil = `"><script>alert('1')</script>&amp;`;
    expect(html`<p title="${evil}">${evil}</p>`.source).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">' +
        '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</p>',
    );
  });

  it('takes markup, numbers, lists and nothing', () => {
    const items = ['a', 'b'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}</ul>${null}${7}${rawHtml('<hr>')}${[]}`.source).toBe(
      '<ul><li>a</li><li>b</li></ul>7<hr>',
    );
  });

  it('leaves nothing for template engines, shortcodes and includes', () => {
    const markers = '{{7*7}} ${7*7} <%= %> [gallery] <!-- wp:html --> {% raw %} <esi:include> ]]> `x`';
    expect(html`${markers}`.source).not.toMatch(/[{}[\]`$<>]/);
  });

  it('comes back from a browser parser as it went in, whatever it is', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 60 }), (text) => {
        const fragment = parseFragment(html`<p title="${text}">${text}</p>`.source);
        const [paragraph] = fragment.childNodes as DefaultTreeAdapterTypes.Element[];
        const expected = text.toWellFormed().replaceAll('\0', '\ufffd');
        expect(fragment.childNodes).toHaveLength(1);
        expect(paragraph?.attrs).toEqual([{ name: 'title', value: expected }]);
        expect(paragraph?.childNodes.map((node) => ('value' in node ? node.value : node.nodeName))).toEqual(
          expected === '' ? [] : [expected],
        );
      }),
      { numRuns: 500 },
    );
  });

  it('replaces what HTML cannot hold', () => {
    expect(escapeText('a\0b\ud800c\rd')).toBe('a\ufffdb\ufffdc&#13;d');
  });
});

describe('escapeText', () => {
  it('escapes the same in short texts and in long ones', () => {
    const pieces = ['a', 'é', '&', '<', '\0', '\ud83d\ude00', '\ud83d', '\udc00', '}'];
    const many = array(constantFrom(...pieces)).map((all) => all.join(''));
    const long = 'x'.repeat(50);
    assert(property(many, (text) => escapeText(text) + long === escapeText(text + long)));
  });

  it('puts breaks between lines', () => {
    expect(htmlLines('a<b\n\nc').source).toBe('a&lt;b<br><br>c');
  });
});

describe('safeUrl', () => {
  it('gives what a browser makes of an address, whether it looks normal or not', () => {
    const labels = array(constantFrom('x', 'com', '1', '0x7f', 'xn--a', 'A', '_', '', 'a:80', 'u@x'), {
      minLength: 1,
      maxLength: 3,
    });
    const pieces = array(constantFrom('a', '.', '..', '/', '?', '=', '-', '_', ':', '%2e', 'A', '#', '&'), {
      maxLength: 6,
    });
    const addresses = tuple(labels, pieces).map(
      ([host, path]) => `https://${host.join('.')}/${path.join('')}`,
    );
    assert(
      property(addresses, (url) => safeUrl(url) === (URL.parse(url)?.href ?? null)),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['https://example.com/a b', 'https://example.com/a%20b'],
    ['http://example.com', 'http://example.com/'],
    ['  https://example.com/\n', 'https://example.com/'],
  ])('takes %j', (given, expected) => {
    expect(safeUrl(given)).toBe(expected);
  });

  it.each([
    'javascript:alert(1)',
    'JaVa\tScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'view-source:https://example.com/',
    'blob:https://example.com/1',
    'filesystem:https://example.com/1',
    'intent://example.com/',
    '//example.com/',
    '/path',
    'https://',
    '',
  ])('refuses %j', (given) => {
    expect(safeUrl(given)).toBeNull();
  });
});
