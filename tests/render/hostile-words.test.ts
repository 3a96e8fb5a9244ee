import type { Nodes } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { render } from '../../src/render/render.ts';
import { hostileEverywhere, hostileSlots } from './hostile-slots.ts';
import { hostileTexts } from './hostile-texts.ts';

const texts = hostileTexts(120);

const allowed = ['root', 'blockquote', 'paragraph', 'text', 'break', 'link', 'strong', 'emphasis'];

/** What a reader of Markdown makes of it that isn't words, lines and links of the web in one quotation. */
function wrongIn(source: string): string[] {
  const tree: Nodes = unified().use(remarkParse).parse(source);
  const wrong: string[] = tree.children.length === 1 ? [] : [`${tree.children.length} parts`];
  visit(tree, (node) => {
    if (!allowed.includes(node.type)) wrong.push(node.type);
    if (node.type === 'link' && !/^https?:\/\//u.test(node.url)) wrong.push(`link to ${node.url}`);
  });
  return wrong;
}

describe('hostile text in Markdown', () => {
  for (const [slot, fill] of Object.entries(hostileSlots))
    it(`is nothing but words as ${slot}`, () => {
      const wrong = texts.flatMap((evil) => {
        const found = wrongIn(render(fill(evil), 'markdown'));
        return found.length === 0 ? [] : [{ evil, found }];
      });
      expect(wrong).toEqual([]);
    });
});

describe('hostile text as plain text', () => {
  it('has no controls, and our last word stands last', () => {
    const wrong = texts.flatMap((evil) => {
      const source = render(hostileEverywhere(evil), 'text');
      const lines = source.trimEnd().split('\n');
      const isClean =
        !/[\0-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/u.test(source) && source.isWellFormed();
      return isClean && lines.at(-1)?.startsWith('[') === true && source.endsWith(']\n') ? [] : [evil];
    });
    expect(wrong).toEqual([]);
  });
});
