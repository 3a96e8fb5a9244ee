import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { fxtwitter } from '../../src/platforms/x/fxtwitter.ts';
import { oembed } from '../../src/platforms/x/oembed.ts';
import { syndication } from '../../src/platforms/x/syndication.ts';
import { ref, wireOf } from './x-corpus.ts';
import { walls } from './x-walls.ts';

const id = '1703436713362870723';
const tweet = {
  __typename: 'Tweet',
  id_str: id,
  text: 'kelp',
  user: { id_str: '12', name: 'Nadia', screen_name: 'nadia' },
};

/** One row of the table of answers: what it says, and each known way of saying it. */
interface Row {
  readonly row: string;
  readonly state: string;
  readonly ways: readonly (readonly [status: number, body: unknown])[];
}

const rows: readonly Row[] = [
  {
    row: 'a post with its author',
    state: 'live',
    ways: [
      [200, tweet],
      [200, { ...tweet, __typename: undefined }],
      [200, { ...tweet, isEdited: true, note_tweet: { id: 'a' }, possibly_sensitive: true }],
    ],
  },
  { row: 'a post without its author', state: 'suspended', ways: [[200, { ...tweet, user: undefined }]] },
  {
    row: 'deleted by its author',
    state: 'deleted',
    ways: spoken('This {Post} was deleted by the {Post} author. Learn more'),
  },
  {
    row: 'from a suspended account',
    state: 'suspended',
    ways: spoken(
      'This {Post} is from a suspended account. Learn more',
      'This {Post} is from a suspended account.',
    ),
  },
  {
    row: 'from a protected account',
    state: 'protected',
    ways: spoken(
      'You’re unable to view this {Post} because this account owner limits who can view their {Post}s. Learn more',
      'This {Post} is from a protected account.',
      'These {post}s are protected.',
    ),
  },
  {
    row: 'behind an age gate',
    state: 'restricted',
    ways: spoken(
      'Age-restricted adult content. This content might not be appropriate for people under 18 years old. To view this media, you’ll need to log in to {X}. Learn more',
    ),
  },
  {
    row: 'from an account that is gone',
    state: 'account-gone',
    ways: spoken('This {Post} is from an account that no longer exists. Learn more'),
  },
  {
    row: 'withheld by law',
    state: 'withheld',
    ways: spoken(
      'This {Post} from @nadia has been withheld in Germany in response to a legal demand. Learn more',
      '{Post} withheld in: France, Turkey',
      '@nadia’s account has been withheld in India in response to a legal demand.',
    ),
  },
  {
    row: 'removed by X',
    state: 'removed',
    ways: spoken('This {Post} violated the {X} Rules. Learn more'),
  },
  {
    row: 'an empty tombstone, which live posts answer with',
    state: 'withheld-unknown',
    ways: [
      [200, { __typename: 'TweetTombstone', tombstone: {} }],
      [200, { __typename: 'TweetTombstone', tombstone: { text: null } }],
      [200, { __typename: 'TweetTombstone', tombstone: { text: { text: '' } } }],
      [200, { __typename: 'TweetTombstone', tombstone: { text: { text: ' \n' } } }],
    ],
  },
  {
    row: 'words over a post that tell nothing, or nothing we know',
    state: 'withheld-unknown',
    ways: [
      ...spoken(
        'This {Post} is unavailable. Learn more',
        'There’s a new version of this {Post}',
        'This {Post} may have been deleted by its author',
        'Something about suspended accounts and deleted {post}s',
      ),
      ...[
        'Dieser Post wurde vom Verfasser gelöscht. Mehr erfahren',
        'Este post pertenece a una cuenta suspendida. Más información',
        'このポストはアカウント所有者によって削除されました。',
        'تم حذف هذا المنشور من قبل صاحبه',
      ].map(stone),
    ],
  },
  { row: 'an empty object', state: 'empty', ways: [[200, {}]] },
  {
    row: 'errors of no such post',
    state: 'not-found',
    ways: [
      [200, { errors: [{ code: 34, message: 'Sorry, that page does not exist.' }] }],
      [200, { errors: [{ code: 144, message: 'No status found with that ID.' }] }],
      [200, { errors: [{ message: 'No status found with that ID.' }] }],
    ],
  },
  {
    row: 'errors of theirs',
    state: 'server-error',
    ways: [[200, { errors: [{ code: 131, message: 'Internal error' }] }]],
  },
  {
    row: 'a bad id',
    state: 'invalid',
    ways: [
      [400, { error: 'Bad request.' }],
      [200, { error: 'Bad request.' }],
    ],
  },
  {
    row: 'not there',
    state: 'not-found',
    ways: [
      [404, '<!DOCTYPE html><title>404</title>'],
      [404, ''],
      [404, {}],
      [404, tweet],
      [410, ''],
    ],
  },
  {
    row: 'too many requests',
    state: 'rate-limited',
    ways: [
      [429, 'Rate limit exceeded'],
      [429, tweet],
      [200, { errors: [{ code: 88, message: 'Rate limit exceeded' }] }],
    ],
  },
  {
    row: 'trouble of theirs',
    state: 'server-error',
    ways: [500, 502, 503, 504, 520, 522, 530].map(
      (status) => [status, '<html>Over capacity</html>'] as const,
    ),
  },
];

describe.each(rows)('$row: $state', ({ state, ways }) => {
  it.each(ways)('(%i) %j', (status, body) => {
    expect(meaningOf(syndication.read(wireOf(body, status), ref(id)))).toBe(state);
  });
});

describe('oEmbed', () => {
  it.each([
    [404, '<!DOCTYPE html><title>Nothing to see here</title>', 'not-found'],
    [403, '<p>Sorry, you are not authorized to see this status.</p>', 'withheld-unknown'],
    [
      403,
      { errors: [{ code: 179, message: 'Sorry, you are not authorized to see this status.' }] },
      'withheld-unknown',
    ],
    [403, { errors: [{ code: 63, message: 'User has been suspended.' }] }, 'suspended'],
    [403, { error: 'Sorry, you are not authorized to see this status.' }, 'withheld-unknown'],
    [403, '', 'refused'],
    [403, '<html>Request blocked</html>', 'refused'],
    [400, { errors: [{ code: 44, message: 'url parameter is invalid' }] }, 'invalid'],
    [429, 'Rate limit exceeded', 'rate-limited'],
    [301, '', 'refused'],
    [200, {}, 'bad-shape'],
  ])('(%i) %j is %s', (status, body, meaning) => {
    expect(meaningOf(oembed.read(wireOf(body, status), ref(id)))).toBe(meaning);
  });
});

it('keeps the words of a tombstone, however long they are made, in bounds', () => {
  const words = 'This Post is unavailable for a reason nobody has read yet.';
  const read = (text: string) => syndication.read(wireOf(stone(text)[1]), ref(id));
  expect(read(words)).toMatchObject({ outcome: 'withheld-unknown', reason: words });
  const long = read('x'.repeat(1_000_000));
  expect(long.kind === 'unknown' ? long.reason.length : 0).toBe(500);
});

describe('walls', () => {
  const sources = [syndication, oembed, fxtwitter];

  it.each(walls)('$name ($source) is no state of the post', ({ source, status, headers, body }) => {
    const asked = sources.find((each) => each.id === source);
    const answer = asked?.read(wireOf(body, status, headers ?? []), ref(id));
    expect(answer).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/./) });
  });

  it('are at least twenty of each source', () => {
    for (const { id: source } of sources)
      expect(walls.filter((wall) => wall.source === source).length).toBeGreaterThanOrEqual(20);
  });
});

function meaningOf(answer: Answer): string {
  if (answer.kind === 'post') return 'live';
  return answer.kind === 'tombstone' ? answer.state : answer.outcome;
}

/** Words as X says them since 2023 and as it said them before, with curly and with straight apostrophes. */
function spoken(...sentences: readonly string[]): (readonly [number, unknown])[] {
  const names = [
    ['Post', 'post', 'X'],
    ['Tweet', 'Tweet', 'Twitter'],
  ];
  const said = sentences.flatMap((sentence) =>
    names.flatMap(([post = '', small = '', x = '']) => {
      const words = sentence.replaceAll('{Post}', post).replaceAll('{post}', small).replaceAll('{X}', x);
      return [words, words.replaceAll('’', "'")];
    }),
  );
  return [...new Set(said)].map(stone);
}

function stone(text: string): readonly [number, unknown] {
  return [200, { __typename: 'TweetTombstone', tombstone: { text: { text, entities: [], rtl: false } } }];
}
