import { describe, expect, it } from 'vitest';
import type { PageOutline } from '../../src/html/outline-cells.ts';
import { bitsByName } from '../../src/html/outline-names.ts';
import { createOutliner } from '../../src/html/page-outline.ts';
import { walkedLength } from '../../src/html/tag-walk-program.ts';
import { makePage } from '../bench/detect-pages.ts';
import { seededRandom } from './seeded-random.ts';

const quick = createOutliner(bitsByName);
const plain = createOutliner(bitsByName, () => null);

function piecesOf(outline: PageOutline | null) {
  if (outline === null) return null;
  return Array.from({ length: outline.count }, (_, at) => [
    outline.kindAt(at),
    outline.markAt(at),
    outline.startAt(at),
    outline.endAt(at),
  ]);
}

const walked = (page: string) => piecesOf(quick(new TextEncoder().encode(page)));
const stepped = (page: string) => piecesOf(plain(new TextEncoder().encode(page)));

const tags: Readonly<Record<string, string>> = {
  'no attributes': '<p>a</p><BR><br/>',
  'names in capitals, long names, odd letters':
    '<DIV><a-very-long-name-indeed x="1"><ünder><h\u0011><div\u00e9>',
  'quoted values': `<a href="x>y" title='<b>'>a</a>`,
  'a quote in a name': `<a b"c=d>e">`,
  'a quote in a bare value': `<a b=c"d>e"f>`,
  'an equals sign in a bare value, and then a quote': '<a b=c="d>e">f">',
  'a name that begins with an equals sign': `<a ="b>c">d">`,
  'a name of one equals sign behind a slash': `<a/="b>c">d">`,
  'an equals sign right behind a value': '<a b="c"="d>e">f">',
  'spaces around equals signs': `<a b = "c>d" e\n=\t'f>g' h= i>j`,
  'values right beside each other': `<a b="c"d='e>'f=g>`,
  'slashes everywhere': '<a/b=/c/ /d="e/>"/>',
  'a name longer than what is looked at in one go': `<a data-something-long-to-track="a>b" c='>'>`,
  'end tags with attributes': '</p class=">">x</div >y</ p></>z',
  'text with signs of tags': 'a < b <3 << <b> <',
  comments: '<!-- a > b --><!--><!---><!----><!-- --!>a<!--!>b--><!-- -- > -->c<!-a><?b?><!DOCTYPE html>',
  'a comment that never ends': '<p><!-- a > b',
  'a tag that never ends': '<p><a href="b>',
  'a tag cut off in its name': '<p><a',
  'an end tag cut off': '<p></',
  'raw text and what may end it':
    '<style>a</styles></STYLE><title>b</tit</title/ c><script>d</script e><script>f < g</scripts>',
  'scripts with comments in them':
    '<script><!-- a --></script><script><!-- <script></script> --></script><p>',
  'frames and text areas': '<iframe src="a">b</p></iframe><iframe><p>c</iframe><textarea><p></textarea ><p>',
  'raw text and what is muted': '<script>a<b</script><style>c</style><pre><b>d</b></pre><svg><g/></svg><p>e',
};

describe('the outline of a page', () => {
  for (const [name, page] of Object.entries(tags))
    it(`is the same with the walk over plain tags: ${name}`, () => {
      expect(walked(page)).toEqual(stepped(page));
      for (let shift = 0; shift < 17; shift += 1)
        expect(walked(`${'x'.repeat(shift)}${page}${page}`)).toEqual(
          stepped(`${'x'.repeat(shift)}${page}${page}`),
        );
    });

  it('is the same wherever the pieces of a long page end', () => {
    const all = Object.values(tags).join('').replaceAll('<p><!-- a > b', '');
    for (let shift = -90; shift < 90; shift += 1)
      for (const page of [
        '<p title="a > b">c</p>',
        '<script>a</script>',
        `<script>${'a'.repeat(70)}</scripts>b</script>`,
        '<style></style>',
        '<!-- a -->',
        all,
      ])
        expect(walked(`<p>${'x'.repeat(walkedLength - 20 + shift)}${page}<i>d</i>`)).toEqual(
          stepped(`<p>${'x'.repeat(walkedLength - 20 + shift)}${page}<i>d</i>`),
        );
  });

  it('is the same for tags and comments longer than a piece', () => {
    const long = 'a > b '.repeat(walkedLength / 3);
    for (const page of [
      `<p title="${long}">`,
      `<script>${long}</script>`,
      `<style>${long}</style><p>`,
      `<!--${long}-->`,
      `<p ${long.replaceAll('>', '')}>`,
      `${long}<`,
    ])
      expect(walked(`<b>x</b>${page}<i class="c">d</i>`.repeat(2))).toEqual(
        stepped(`<b>x</b>${page}<i class="c">d</i>`.repeat(2)),
      );
  });

  it('is the same for many damaged pages', () => {
    const random = seededRandom(20_261_127);
    const strays = [
      '<script>',
      '</script>',
      '</style',
      '<textarea',
      '"',
      "'",
      '=',
      '<',
      '>',
      '/',
      '<!--',
      '-->',
      ' ',
      '</',
      '<a b=',
      '\0',
      'é',
      '--!>',
    ];
    for (let turn = 0; turn < 150; turn += 1) {
      let page = makePage(3000, Object.values(tags).slice(0, turn % 20), turn);
      for (let stray = 0; stray < 20; stray += 1) {
        const at = Math.floor(random() * page.length);
        const gone = Math.floor(random() * 3);
        page = `${page.slice(0, at)}${strays[Math.floor(random() * strays.length)]}${page.slice(at + gone)}`;
      }
      expect(walked(page)).toEqual(stepped(page));
    }
  });
});
