import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { syndication } from '../../src/platforms/x/syndication.ts';
import { corpus, ref, wireOf } from './x-corpus.ts';

const id = '1703436713362870723';
const tweet = {
  __typename: 'Tweet',
  id_str: id,
  text: 'hello',
  user: { id_str: '12', name: 'Nadia', screen_name: 'nadia' },
};

const page = '<!DOCTYPE html><html><body>Not found</body></html>';

/** The table of answers: what came, and what it means. */
const table: [what: string, status: number, body: unknown, meaning: string][] = [
  ['a post', 200, tweet, 'live'],
  ['a post of 2022, without __typename', 200, { ...tweet, __typename: undefined }, 'live'],
  ['a post without its author', 200, { ...tweet, user: undefined }, 'suspended'],
  ['deleted by its author', 200, stone('This Post was deleted by the Post author. Learn more'), 'deleted'],
  ['the same before 2023', 200, stone('This Tweet was deleted by the Tweet author. Learn more'), 'deleted'],
  ['a suspended account', 200, stone('This Post is from a suspended account. Learn more'), 'suspended'],
  [
    'a protected account',
    200,
    stone(
      'You’re unable to view this Post because this account owner limits who can view their Posts. Learn more',
    ),
    'protected',
  ],
  [
    'the same with a straight apostrophe and Tweets',
    200,
    stone(
      "You're unable to view this Tweet because this account owner limits who can view their Tweets. Learn more",
    ),
    'protected',
  ],
  ['protected, said otherwise', 200, stone('These posts are protected'), 'protected'],
  ['protected, said otherwise again', 200, stone('This Post is from a protected account.'), 'protected'],
  [
    'an age gate',
    200,
    stone(
      'Age-restricted adult content. This content might not be appropriate for people under 18 years old. To view this media, you’ll need to log in to X. Learn more',
    ),
    'restricted',
  ],
  [
    'an account gone',
    200,
    stone('This Post is from an account that no longer exists. Learn more'),
    'account-gone',
  ],
  [
    'withheld by law',
    200,
    stone('This Post has been withheld in Germany in response to a legal demand.'),
    'withheld',
  ],
  ['removed by X', 200, stone('This Post violated the X Rules. Learn more'), 'removed'],
  ['removed by Twitter', 200, stone('This Tweet violated the Twitter Rules. Learn more'), 'removed'],
  ['unavailable, no reason', 200, stone('This Post is unavailable. Learn more'), 'withheld-unknown'],
  ['a newer version', 200, stone('There’s a new version of this Tweet'), 'withheld-unknown'],
  ['words we do not know', 200, stone('Dieser Post wurde gelöscht.'), 'withheld-unknown'],
  ['an empty tombstone', 200, { __typename: 'TweetTombstone', tombstone: {} }, 'withheld-unknown'],
  ['an empty object', 200, {}, 'empty'],
  ['an empty body', 200, '', 'empty'],
  ['blanks', 200, ' \n', 'empty'],
  ['no such page, in JSON', 200, errors(34, 'Sorry, that page does not exist.'), 'not-found'],
  ['no such status, in JSON', 200, errors(144, 'No status found with that ID.'), 'not-found'],
  ['too many requests, in JSON', 200, errors(88, 'Rate limit exceeded'), 'rate-limited'],
  ['too many requests, newer', 200, errors(429, 'Rate limit exceeded.'), 'rate-limited'],
  ['over capacity, in JSON', 200, errors(130, 'Over capacity'), 'server-error'],
  ['a timeout of theirs', 200, errors(29, 'Timeout: Unspecified'), 'server-error'],
  [
    'not authorized',
    200,
    errors(179, 'Sorry, you are not authorized to see this status.'),
    'withheld-unknown',
  ],
  ['suspended, in JSON', 200, errors(63, 'User has been suspended.'), 'suspended'],
  ['an error we do not know', 200, errors(9999, 'Computer says no'), 'refused'],
  ['a list of no errors', 200, { errors: [] }, 'refused'],
  ['an id out of range', 400, { error: 'Bad request.' }, 'invalid'],
  ['not there', 404, page, 'not-found'],
  ['gone', 410, page, 'not-found'],
  ['too many requests', 429, 'Rate limit exceeded', 'rate-limited'],
  ['a login', 401, page, 'refused'],
  ['forbidden', 403, page, 'refused'],
  ['blocked by law', 451, page, 'refused'],
  ['a redirect kept', 302, '', 'refused'],
  ['no content', 204, '', 'empty'],
  ...[500, 502, 503, 504, 520, 599].map((status): [string, number, unknown, string] => [
    `their trouble, ${status}`,
    status,
    page,
    'server-error',
  ]),
  ['a status nobody knows', 999, page, 'server-error'],
  ['a post under a wrong status', 500, tweet, 'server-error'],
  ['a login wall with 200', 200, '<html><title>Log in to X</title></html>', 'walled'],
  ['a page after a byte order mark', 200, '\ufeff<html></html>', 'walled'],
  ['something went wrong, with 200', 200, '<html>Something went wrong</html>', 'walled'],
  ['plain words with 200', 200, 'Rate limit exceeded', 'bad-shape'],
  ['JSON cut short', 200, '{"__typename":"Tweet","id_str":"17', 'bad-shape'],
  ['a list', 200, [tweet], 'bad-shape'],
  ['a number', 200, '1703436713362870723', 'bad-shape'],
  ['null', 200, 'null', 'bad-shape'],
  ['another post', 200, { ...tweet, id_str: '1703436713362870724' }, 'bad-shape'],
  [
    'another post, nearly the same as a number',
    200,
    { ...tweet, id_str: '1703436713362870720' },
    'bad-shape',
  ],
  ['an id as number only', 200, { ...tweet, id_str: undefined, id: 1703436713362870800 }, 'bad-shape'],
  [
    'a later version of the same post',
    200,
    {
      ...tweet,
      id_str: '1703436713362870799',
      edit_control: { edit_tweet_ids: [id, '1703436713362870799'] },
    },
    'live',
  ],
  ['no text', 200, { ...tweet, text: undefined }, 'bad-shape'],
  ['an author that is null', 200, { ...tweet, user: null }, 'bad-shape'],
  ['a tombstone of no shape', 200, { __typename: 'TweetTombstone' }, 'bad-shape'],
  ['a tombstone whose words are a number', 200, stone(7), 'withheld-unknown'],
];

describe('what an answer means', () => {
  it.each(table)('%s (%i) %j is %s', (_what, status, body, meaning) => {
    expect(meaningOf(syndication.read(wireOf(body, status), ref(id)))).toBe(meaning);
  });

  it('names the path of what did not fit', () => {
    const answer = syndication.read(wireOf({ ...tweet, text: 5 }), ref(id));
    expect(answer).toMatchObject({ outcome: 'bad-shape', reason: expect.stringMatching(/^text: /) });
  });

  it('keeps X’s own words as the reason', () => {
    const answer = syndication.read(
      wireOf(stone('This Post is from a suspended account. Learn more')),
      ref(id),
    );
    expect(answer).toMatchObject({ reason: 'This Post is from a suspended account. Learn more' });
  });

  it.skipIf(corpus === null)('reads the recorded tombstones', () => {
    const read = (file: string) =>
      meaningOf(syndication.read(wireOf(readFileSync(join(corpus ?? '', file))), ref(id)));
    expect(read('tombstone/suspended-xdl.json')).toBe('suspended');
    expect(read('tombstone/empty-age-restricted.json')).toBe('withheld-unknown');
    expect(read('oembed-error/twitter-item-response-error.json')).toBe('rate-limited');
  });
});

function meaningOf(answer: Answer): string {
  if (answer.kind === 'post') return 'live';
  return answer.kind === 'tombstone' ? answer.state : answer.outcome;
}

function stone(text: unknown) {
  return { __typename: 'TweetTombstone', tombstone: { text: { text, entities: [] } } };
}

function errors(code: number, message: string) {
  return { errors: [{ code, message }] };
}
