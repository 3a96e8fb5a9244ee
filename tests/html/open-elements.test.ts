import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { createOpenElements } from '../../src/html/open-elements.ts';
import { tokenize } from '../../src/html/tokenizer.ts';
import { seededRandom } from './seeded-random.ts';

/**
 * parse5 as the judge of where elements end. Left out: `template` (its insides are never read), `noscript` (we end it where
 * a browser with scripts does), frames and text areas that never end (parse5 places their end at their start).
 */
const pieces =
  '<div> </div> <p> </p> <blockquote> </blockquote> <b> </b> <a·href=x> </a> <span> </span> <li> </li> <ul> </ul> ' +
  '<dl> <dd> </dd> <table> </table> <tr> </tr> <td> </td> <caption> <tbody> <svg> </svg> <math> </math> <mi> </mi> ' +
  '<foreignObject> </foreignObject> <desc> </desc> <path/> <path·d=a/> <title>x </title> <iframe></iframe> <br> <img> ' +
  '<h2> </h2> <section> </section> <form> </form> <button> </button> <script> </script> <style> </style> <!-- --> ' +
  '<figure> </figure> </blockquote·> <i> </i> <object> </object> <textarea></textarea> text <font·color=x> </br> <constructor>';

/** Names in any case, of elements with rules of their own, and of none the standard knows. */
const rarer =
  '<div> </DIV> <Blockquote> </blockQUOTE> <FIGURE> </figure> <H1> </h3> <h6> <NOBR> </nobr> <Button> </button> <P> </P> ' +
  '<dt> </dt> <DD> </dl> <ol> </OL> <LI> <thead> </thead> <tfoot> <TH> </th> <TABLE> </TABLE> <col> <form> </FORM> ' +
  '<x-quote> </x-quote> <toString> </toString> <__proto__> <center> </center> <details> </details> <svg> </SVG> ' +
  '<linearGradient> </linearGradient> <foreignobject> </foreignobject> <code> </code> <input> <hr> <IMG/> text';

const watched = /^(?:blockquote|div|figure|iframe) /u;

describe('where elements end', () => {
  it.each([
    ['', pieces],
    [' of rarer names', rarer],
  ])('is where parse5 says, in 10,000 broken pages%s', (_what, list) => {
    const choices = list.split(' ').map((piece) => piece.replace('·', ' '));
    const random = seededRandom(20_240_609);
    const wrong: string[] = [];
    for (let run = 0; run < 10_000; run += 1) {
      const length = 2 + Math.floor(random() * 10);
      const body = Array.from({ length }, () => choices[Math.floor(random() * choices.length)]).join('');
      const page = `<body>${body}`;
      if (ours(page) !== judged(page))
        wrong.push(`${page}\n  ours   ${ours(page)}\n  parse5 ${judged(page)}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['an unclosed quote', '<div><blockquote>a</div><p>b</p>'],
    ['a script never closed', '<blockquote><script><blockquote></blockquote>'],
    [
      'a script in a script',
      '<script><!--<script></script><blockquote></script>--></script><blockquote></blockquote>',
    ],
    ['a comment in a script', '<script><!--></script><blockquote></blockquote>'],
    ['a title in a picture', '<svg><title><blockquote></title></svg><blockquote></blockquote>'],
    ['a style in a picture', '<svg><style><g></style></svg><blockquote></blockquote>'],
    ['CDATA in a picture', '<svg><![CDATA[<div>]]></svg><blockquote></blockquote>'],
    ['CDATA in a page', '<![CDATA[<div>]]><blockquote></blockquote>'],
    ['an end tag over two lines', '<blockquote>a</blockquote\n><div></div>'],
    ['an end tag with attributes', '<blockquote>a</blockquote x=">"><div></div>'],
    ['quotes in attributes', `<div a='>' b=">" c=>d</div><div/>x</div>`],
    ['an attribute that begins with =', '<div =">x"><figure></figure></div>'],
    ['odd comments', '<!--><div></div>--><!---><figure></figure>--><!-- a --!><div></div>'],
    ['bogus comments', '<?php <div> ?><div></div><!x <div>></ <div>></div>'],
    ['a name with a quote', '<div"x"><figure></figure>'],
    ['upper case', '<DIV><BlockQuote></BLOCKQUOTE></div>'],
    ['NUL in a name', '<div\0><figure></figure>'],
    ['a tag cut off', '<figure></figure><div class="'],
  ])('is where parse5 says with %s', (_what, page) => {
    expect(ours(`<body>${page}`)).toBe(judged(`<body>${page}`));
  });
});

function ours(page: string): string {
  const found: string[] = [];
  const starts: string[] = [];
  const open = createOpenElements(page, (_index, end) => found.push(`${starts.pop()}${end}`));
  tokenize(page, {
    startTag(tag) {
      const { kind, stays } = open.open(tag);
      if (stays) starts.push(`${tag.name} ${tag.start}-`);
      return kind === 'html';
    },
    endTag: (name, start, end) => open.close(name, start, end),
    text: () => {},
    comment: () => {},
    rawText: () => {},
    inForeign: () => open.inForeign(),
  });
  open.finish(page.length);
  return listed(found);
}

function judged(page: string): string {
  const found: string[] = [];
  const waiting: DefaultTreeAdapterTypes.Node[] = [
    parse(page, { sourceCodeLocationInfo: true, scriptingEnabled: false }),
  ];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('childNodes' in node) waiting.push(...node.childNodes);
    const place = 'tagName' in node ? node.sourceCodeLocation : null;
    if (place?.startTag && 'tagName' in node)
      found.push(`${node.tagName.toLowerCase()} ${place.startOffset}-${place.endOffset}`);
  }
  return listed(found);
}

/** Misnested formatting makes copies of one element. */
function listed(found: readonly string[]): string {
  return [...new Set(found.filter((each) => watched.test(each)))].sort().join(', ');
}
