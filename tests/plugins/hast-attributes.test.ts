import type { Element } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { expect, it } from 'vitest';
import { plainAttribute } from '../../src/plugins/hast-attributes.ts';
import { tweet } from './exported.ts';

const elements = [
  '<meta charset="utf-8"><meta http-equiv="refresh" content="1"><link rel="preload stylesheet" href="/a.css?b=1&amp;c=2">',
  '<script async defer src="/a.js" crossorigin="anonymous" nomodule fetchpriority="low"></script>',
  '<iframe src="/a" srcdoc="<p>&quot;a&quot;</p>" width="500" height="300" frameborder="0" allowfullscreen loading="lazy" referrerpolicy="no-referrer"></iframe>',
  '<blockquote class="a  b" data-tweet-id="20" data-lang="en" cite="/a" aria-labelledby="b" tabindex="0" itemscope itemprop="a b"></blockquote>',
  '<td colspan="2" rowspan="3" hidden></td><time datetime="2023-05-01"></time><label for="a"></label>',
  '<img srcset="/a 1x, /b 2x" alt="" sizes="10vw"><video controls muted loop playsinline autoplay></video>',
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path fill-rule="evenodd" stroke-width="2" stroke-linecap="round" d="M0"></path></svg>',
  tweet('20'),
].flatMap(elementsIn);

it.each(elements.map((element) => [toHtml(element), element] as const))(
  'attributes are written as in %s',
  (_, element) => {
    const written = Object.entries(element.properties).map(([property, value]) =>
      plainAttribute(property, value),
    );
    const known = toHtml({ ...element, children: [] })
      .replaceAll('&#x26;', '&amp;')
      .replaceAll('&#x22;', '&quot;');
    expect(known.startsWith(`<${element.tagName}${written.join('')}>`)).toBe(true);
  },
);

it.each([
  ['dataFoo2Bar', 'a'],
  ['accept', ['a/b', 'c/d']],
  ['onClick', 'a()'],
  ['draggable', true],
  ['hidden', false],
])('%s of %j is left to who knows all names', (property, value) => {
  expect(plainAttribute(property, value)).toBeNull();
});

/** Each with what stands in it taken out. */
function elementsIn(html: string): readonly Element[] {
  const found: Element[] = [];
  const visit = (nodes: readonly unknown[]) => {
    for (const node of nodes as readonly Element[]) {
      if (node.type !== 'element') continue;
      found.push({ ...node, children: [] });
      visit(node.children);
    }
  };
  visit(fromHtml(html, { fragment: true }).children);
  return found;
}
