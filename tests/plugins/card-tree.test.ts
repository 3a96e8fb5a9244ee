import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, it } from 'vitest';
import { readCardTree } from '../../src/plugins/card-tree.ts';

const goldens = join(import.meta.dirname, '../goldens/render');
const cards = readdirSync(goldens).filter((name) => name.endsWith('.html'));

describe('the tree of a card', () => {
  it.each(cards)('is what a parser of HTML makes of %s', (name) => {
    const html = readFileSync(join(goldens, name), 'utf8');
    expect(readCardTree(html)).toEqual(parsed(html));
  });

  it.each([
    '<style>a > b { color: red }</style>',
    '<link rel="stylesheet" href="/holdfast/holdfast.css" integrity="sha256-abc">',
    '<p>a &lt; b &amp;amp; é</p>text',
    '<ul><li>a</li></ul>',
  ])('is what a parser makes of %s', (html) => {
    expect(readCardTree(html)).toEqual(parsed(html));
  });

  it.each([
    ['an element that is never closed', '<p>a'],
    ['a paragraph that another ends', '<p>a<div>b</div></p>'],
    ['elements that cross', '<b>a<i>b</b>c</i>'],
    ['a link in a link', '<a href="/a">a<a href="/b">b</a></a>'],
    ['a list without a list', '<li>a</li>'],
    ['a table', '<table><tr><td>a</td></tr></table>'],
    ['an attribute that no card has', '<p onclick="a()">a</p>'],
    ['a number that is none', '<img src="/a" width="wide">'],
    ['a flag with a value', '<details open="yes"></details>'],
    ['words apart by more than a blank', '<p class="a  b">a</p>'],
    ['HTML in a picture', '<svg><p>a</p></svg>'],
    ['a comment', '<p>a<!-- b --></p>'],
    ['a script', '<script>a()</script>'],
  ])('is left to a parser for %s', (_what, html) => {
    expect(readCardTree(html)).toBeNull();
  });
});

function parsed(html: string): unknown {
  const withoutPlaces = (key: string, value: unknown) => (key === 'position' ? undefined : value);
  return JSON.parse(JSON.stringify(fromHtml(html, { fragment: true }).children, withoutPlaces));
}
