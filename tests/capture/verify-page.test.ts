import { describe, expect, it } from 'vitest';
import type { ElementReading, PageReading } from '../../src/capture/in-page-reading.ts';
import { type Expected, judgePage } from '../../src/capture/verify-page.ts';
import { unverified } from '../../src/capture/wait-for-post.ts';
import { type WallKind, wallKinds } from '../../src/model/wall.ts';

const element: ElementReading = {
  whole: false,
  width: 550,
  height: 300,
  permalink: ['https://social.test/jane/status/1703?ref=embed'],
  author: ['Jane Doe', '@jane'],
  authorMarks: ['https://social.test/jane'],
  text: 'The quick brown fox 🦊 jumps over https://t.test/abc…',
  hidden: false,
  cover: null,
};
const expected: Expected = {
  id: '1703',
  handle: 'jane',
  name: 'Jane Doe',
  text: 'The quick brown fox 🦊 jumps over example.org/dogs',
};
const walls = [{ text: 'log in to see this', kind: 'login' }] as const;

function judge(
  change: Partial<ElementReading>,
  wanted: Partial<Expected> = {},
  page: Partial<PageReading> = {},
) {
  const reading = {
    elements: [{ ...element, ...change }],
    around: '',
    within: '',
    title: '',
    loaded: true,
    signs: [],
    cut: false,
    ...page,
  };
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
  const different: Record<string, [Partial<ElementReading>, Partial<Expected>, WallKind]> = {
    'with a longer id': [{ permalink: ['https://social.test/jane/status/17031'] }, {}, 'id'],
    'with a shorter id': [{ permalink: ['https://social.test/jane/status/170'] }, {}, 'id'],
    'with one half of the id': [{ permalink: ['/post/3kf'] }, { id: 'did:plc:abc/3kf' }, 'id'],
    'without a permalink': [{ permalink: [] }, {}, 'id'],
    'of one who calls himself like the handle': [{ author: ['jane', '@joe'], authorMarks: [] }, {}, 'author'],
    'of a longer handle': [{ author: ['@jane_doe'], authorMarks: [] }, {}, 'author'],
    'of a longer handle, parted by what isn’t drawn': [
      { author: ['@jane\u200b_doe'], authorMarks: [] },
      {},
      'author',
    ],
    'of a handle with a mark on its last letter': [
      { author: ['@jane\u0301'], authorMarks: [] },
      {},
      'author',
    ],
    'of a handle that only looks alike': [
      { author: ['@j\u0430ne'], authorMarks: ['/j\u0430ne'] },
      {},
      'author',
    ],
    'of a handle on another host': [{ author: ['@jane.evil.test'], authorMarks: [] }, {}, 'author'],
    'of another name': [{ author: ['Joe'], authorMarks: [] }, { handle: null }, 'author'],
    'with another text': [{ text: 'The slow brown fox' }, {}, 'text'],
    'with the text further on': [{ text: 'He said: The quick brown fox jumps over' }, {}, 'text'],
    'with half of the first paragraph': [
      { text: 'A title' },
      { text: 'A title and more\n\nAnd a long body.' },
      'text',
    ],
    'without the text': [{ text: null }, {}, 'text'],
    'with no size': [{ height: 0 }, {}, 'empty'],
    'with nothing in it': [{ permalink: [], text: null }, {}, 'empty'],
    'under something else': [{ cover: 'Hello' }, {}, 'covered'],
    'under what asks for a login': [{ cover: 'Log in to see more' }, {}, 'login'],
  };
  for (const [name, [change, wanted, kind]] of Object.entries(different))
    it(`shown ${name}`, () => expect(judge(change, wanted).kind).toBe(kind));

  it('behind a wall of its platform’s, even with the post in it', () => {
    expect(judge({}, {}, { around: 'You. Log in to see this! Now.' }).kind).toBe('login');
  });

  it('when blank', () => {
    expect(judge({}, {}, { elements: [] })).toEqual({ kind: 'empty', detail: 'a blank page' });
  });

  it('when it is too large to be read', () => {
    expect(judge({}, {}, { cut: true }).kind).toBe('error');
  });

  it('with its words in another language', () => {
    const text = 'Der schnelle braune Fuchs';
    expect(judge({ text }, {}, { within: 'Translated from English · Show original' }).kind).toBe('language');
    expect(judge({ text }, {}, { signs: ['language'] }).kind).toBe('language');
    expect(judge({ text }).kind).toBe('text');
  });

  it('without words of its own, where a wall stands in it', () => {
    const wordless = { text: null };
    expect(judge(wordless, { text: '' }).kind).toBe('post');
    expect(judge(wordless, { text: '' }, { around: 'Please log in' }).kind).toBe('login');
    expect(judge(wordless, { text: '' }, { signs: ['captcha'] }).kind).toBe('captcha');
  });
});

describe('words of walls', () => {
  it('are no wall beside a post that is told by its own', () => {
    expect(judge({}, {}, { around: 'Please log in. Something went wrong. Accept all cookies' }).kind).toBe(
      'post',
    );
  });

  it('are no wall in the post', () => {
    expect(judge({}, {}, { within: 'Log in to see this' }).kind).toBe('post');
  });
});

describe('what is thrown', () => {
  it('begins with the wall', () => {
    expect(unverified({ kind: 'login', detail: '“log in to see this”' })).toMatchObject({
      name: 'capture-unverified',
      message: expect.stringMatching(/^walled: login \(/),
      facts: { kind: 'wall', detail: 'login', wall: 'login' },
    });
  });

  it.each(wallKinds)('names %s', (kind) => {
    expect(unverified({ kind, detail: 'so it is' }).message.startsWith(`walled: ${kind} `)).toBe(true);
  });
});
