import { parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { decodeAttributeReferences, decodeReferences } from '../../src/html/character-references.ts';
import { seededRandom } from './seeded-random.ts';

function textByParser(source: string): string {
  const [title] = parseFragment(`<title>${source}`).childNodes;
  const [text] = title !== undefined && 'childNodes' in title ? title.childNodes : [];
  return text !== undefined && 'value' in text ? text.value : '';
}

function valueByParser(source: string): string {
  const [element] = parseFragment(`<i a='${source}'>`).childNodes;
  return element !== undefined && 'attrs' in element ? (element.attrs[0]?.value ?? '') : '';
}

const pieces =
  '& ; = a1 x # < > " &amp; &amp &amp= &lt; &gt; &quot; &apos; &nbsp; &mdash; &ndash; &hellip; &lsquo; &rsquo; &ldquo; ' +
  '&rdquo; &laquo; &raquo; &rarr; &middot; &copy; &copy &copy=1 &notit; &notin; &Amp; &AMP; &b=2 &c &lang=en &#8212; ' +
  '&#x2014; &#X2014; &#39; &#039; &#0; &#128; &#150; &#x80; &#55296; &#xfffe; &#1114111; &#1114112; &#x1F600; &#; &#x; &#9; ' +
  '&#13; &#10; &#160 &#160 &amp;amp; &eacute; &Eacute; &uuml; &szlig &ntilde; é \u{1f600} \r \n \r\n \r\r \0';

describe('character references', () => {
  it('are decoded as the standard does, common ones or not', () => {
    for (const piece of pieces.split(' ')) {
      expect(decodeReferences(piece), piece).toBe(textByParser(piece));
      expect(decodeAttributeReferences(piece), piece).toBe(valueByParser(piece));
    }
  });

  it('are decoded as the standard does in any company', () => {
    const random = seededRandom(20_261_127);
    const all = pieces.split(' ');
    for (let turn = 0; turn < 3000; turn += 1) {
      const source = Array.from({ length: 5 }, () => all[Math.floor(random() * all.length)] ?? '').join('');
      expect(decodeReferences(source), source).toBe(textByParser(source));
      expect(decodeAttributeReferences(source), source).toBe(valueByParser(source));
    }
  });
});
