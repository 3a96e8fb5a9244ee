import { describe, expect, it } from 'vitest';
import type { ElementReading, PageReading } from '../../src/capture/in-page-reading.ts';
import { type Expected, judgePage } from '../../src/capture/verify-page.ts';

const element: ElementReading = {
  width: 550,
  height: 300,
  permalink: ['https://social.test/jane/status/1703?ref=embed'],
  author: ['Jane Doe', '@jane'],
  authorMarks: ['https://social.test/jane'],
  text: 'The quick brown fox 🦊 jumps over https://t.test/abc…',
  covered: false,
};
const expected: Expected = {
  id: '1703',
  handle: 'jane',
  name: 'Jane Doe',
  text: 'The quick brown fox 🦊 jumps over example.org/dogs',
};
const walls = [{ text: 'log in to see this', kind: 'login' }];

function judge(
  change: Partial<ElementReading>,
  wanted: Partial<Expected> = {},
  page: Partial<PageReading> = {},
) {
  const reading = { elements: [{ ...element, ...change }], walls: [], shown: 99, ...page };
  return judgePage(reading, { ...expected, ...wanted }, { walls });
}

describe('a post is taken for the post', () => {
  const same: Record<string, [Partial<ElementReading>, Partial<Expected>]> = {
    'as expected': [{}, {}],
    'with the handle only in an address': [{ author: ['Jane'] }, {}],
    'with the handle in other letters of case': [{ author: ['@JANE'], authorMarks: [] }, {}],
    'with the handle in a test id': [{ author: [], authorMarks: ['Avatar-Container-jane'] }, {}],
    'by name where no handle is known': [{ author: ['✓ Jane  Doe'], authorMarks: [] }, { handle: null }],
    'with nothing known but the id': [{ author: [] }, { handle: null, name: null, text: null }],
    'without text where none is known': [{ text: null }, { text: '' }],
    'with the end of the text cut': [
      { text: 'The quick brown fox jumps over the lazy dog and runs aw…' },
      { text: 'The quick brown fox jumps over the lazy dog and runs away for ever' },
    ],
    'with the handle before the text': [{ text: 'jane The quick brown fox jumps over' }, {}],
    'with the first paragraph and no more': [
      { text: 'A title' },
      { text: 'A title\n\nAnd a long body below it.' },
    ],
    'with other white space and marks': [{ text: 'The\u00a0quick\n\nbrown \u2067fox\u2069, jumps over' }, {}],
    'with both halves of a two-part id': [
      { permalink: ['https://app.test/profile/did%3Aplc%3Aabc/post/3kf'] },
      { id: 'did:plc:abc/3kf' },
    ],
  };
  for (const [name, [change, wanted]] of Object.entries(same))
    it(`shown ${name}`, () => expect(judge(change, wanted)).toEqual({ kind: 'post', index: 0 }));

  it('where it stands below another', () => {
    const other = { ...element, permalink: ['https://social.test/joe/status/17'], text: 'Something else' };
    expect(judge({}, {}, { elements: [other, element] })).toEqual({ kind: 'post', index: 1 });
  });
});

describe('a page is not taken for the post', () => {
  const different: Record<string, [Partial<ElementReading>, Partial<Expected>, string, string]> = {
    'with a longer id': [{ permalink: ['https://social.test/jane/status/17031'] }, {}, 'mismatch', 'id'],
    'with a shorter id': [{ permalink: ['https://social.test/jane/status/170'] }, {}, 'mismatch', 'id'],
    'with one half of the id': [{ permalink: ['/post/3kf'] }, { id: 'did:plc:abc/3kf' }, 'mismatch', 'id'],
    'without a permalink': [{ permalink: [] }, {}, 'mismatch', 'id'],
    'of one who calls himself like the handle': [
      { author: ['jane', '@joe'], authorMarks: [] },
      {},
      'mismatch',
      'author',
    ],
    'of a longer handle': [{ author: ['@jane_doe'], authorMarks: [] }, {}, 'mismatch', 'author'],
    'of a handle on another host': [
      { author: ['@jane.evil.test'], authorMarks: [] },
      {},
      'mismatch',
      'author',
    ],
    'of another name': [{ author: ['Joe'], authorMarks: [] }, { handle: null }, 'mismatch', 'author'],
    'with another text': [{ text: 'The slow brown fox' }, {}, 'mismatch', 'text'],
    'with the text further on': [{ text: 'He said: The quick brown fox jumps over' }, {}, 'mismatch', 'text'],
    'with half of the first paragraph': [
      { text: 'A title' },
      { text: 'A title and more\n\nAnd a long body.' },
      'mismatch',
      'text',
    ],
    'without the text': [{ text: null }, {}, 'mismatch', 'text'],
    'with no size': [{ height: 0 }, {}, 'empty', 'no post on the page'],
    'with nothing in it': [
      { permalink: [], text: null },
      {},
      'empty',
      'an element with nothing of a post in it',
    ],
    'under something else': [{ covered: true }, {}, 'covered', 'something lies over the post'],
  };
  for (const [name, [change, wanted, kind, detail]] of Object.entries(different))
    it(`shown ${name}`, () => expect(judge(change, wanted)).toEqual({ kind, detail }));

  it('behind a wall, even with the post in it', () => {
    expect(judge({}, {}, { walls: ['log in to see this'] })).toEqual({ kind: 'wall', detail: 'login' });
  });

  it('when blank', () => {
    expect(judge({}, {}, { elements: [], shown: 0 })).toEqual({ kind: 'empty', detail: 'a blank page' });
  });
});
