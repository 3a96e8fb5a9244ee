import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { renderDiffPage } from '../../src/render/diff-page.ts';
import { markSegments } from '../../src/render/marked-text.ts';
import { renderPostRecord } from '../../src/render/post-record.ts';
import { hostileTexts } from './hostile-texts.ts';
import { diffOf, recordOf } from './records.ts';
import { tag, text } from './views.ts';

type Element = DefaultTreeAdapterTypes.Element;

/** Elements and attributes of ours; whatever else is in a page was somebody else's. */
const elements = new Set(
  'html head meta title style body main header footer article aside section figure figcaption h1 h2 div p span b strong bdi time br wbr a img svg path rect circle blockquote details summary ul ol li table thead tbody tr th td code pre ins del'.split(
    ' ',
  ),
);
const attributes = new Set(
  'lang dir charset http-equiv content name class datetime href rel title src alt width height loading decoding cite role aria-label aria-hidden viewbox viewBox fill fill-opacity stroke stroke-width stroke-linecap stroke-linejoin d rx cx cy r scope data-label open style'.split(
    ' ',
  ),
);

function strangersIn(page: string): string[] {
  const found: string[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('attrs' in node) {
      const element: Element = node;
      if (!elements.has(element.tagName)) found.push(element.tagName);
      for (const { name, value } of element.attrs) {
        if (!attributes.has(name)) found.push(`${element.tagName} ${name}`);
        if (name === 'href' && !/^https?:/u.test(value)) found.push(value);
        if (name === 'src' && !/^(?:data:image\/webp;|media\/)/u.test(value)) found.push(value);
      }
    }
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(page));
  return found;
}

/** All of them, a few in each. */
const each = hostileTexts(120);
const evils = Array.from({ length: 12 }, (_, at) => each.slice(at * 10, at * 10 + 10).join(' '));

describe('pages of a post over time', () => {
  it('hold nothing of a stranger’s but text', () => {
    for (const evil of evils) {
      expect({ evil, found: strangersIn(renderDiffPage(diffOf(evil, 'calm'))) }).toEqual({ evil, found: [] });
      expect({ evil, found: strangersIn(renderPostRecord(recordOf('calm', evil))) }).toEqual({
        evil,
        found: [],
      });
      expect({ evil, found: strangersIn(renderPostRecord(recordOf(evil, 'calm'))) }).toEqual({
        evil,
        found: [],
      });
    }
  });

  it('speak Arabic of a post in Arabic, and English of one in a language they have no words for', () => {
    const arabic = renderDiffPage(diffOf('عودة العمل في الميناء القديم', 'عودة العمل في المرفأ القديم'));
    expect(arabic).toContain('<html lang="ar" dir="rtl">');
    expect(arabic).toContain('من النسخة 1 إلى النسخة 2');
    const dutch = renderDiffPage(diffOf('De haven is open', 'De haven is dicht'));
    expect(dutch).toContain('<html lang="en" dir="ltr">');
    expect(dutch).toContain('From version 1 to version 2');
  });

  it('are the same bytes for the same view', () => {
    expect(renderPostRecord(recordOf('a', 'b'))).toBe(renderPostRecord(recordOf('a', 'b')));
  });
});

describe('marked words', () => {
  it('are marked across links and tags, each of which stays what it is', () => {
    const segments = [text('See '), tag('pond'), text(' today')];
    const changes = [
      { kind: 'same', text: 'See #po' },
      { kind: 'removed', text: 'gone' },
      { kind: 'added', text: 'nd to' },
      { kind: 'same', text: 'day' },
    ] as const;
    // A tag is one word in truth; here it is cut to see that nothing is lost.
    const cut = [text('See '), tag('pond'), text(' to'), text('day')];
    const marked = markSegments(cut, [changes[0], { kind: 'added', text: 'nd to' }, changes[3]], 'ins');
    expect(marked.map(({ kind, text, mark }) => [kind, text, mark])).toEqual([
      ['text', 'See ', undefined],
      ['tag', '#po', undefined],
      ['tag', 'nd', 'ins'],
      ['text', ' to', 'ins'],
      ['text', 'day', undefined],
    ]);
    expect(
      markSegments(segments, changes, 'del')
        .map(({ text }) => text)
        .join(''),
    ).toBe('See #pond today');
  });
});
