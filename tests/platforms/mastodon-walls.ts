import { local, noteOf, statusOf } from './mastodon-statuses.ts';
import { usualWalls, type Wall } from './usual-walls.ts';

const headers: [string, string][] = [['content-type', 'application/json; charset=utf-8']];
const sources = ['status', 'context', 'origin', 'activitypub', 'oembed'].map((name) => `mastodon-${name}`);

/** Answers that are none. None of them is a state of post social.coop/115624517760498357. */
export const walls: readonly Wall[] = sources.flatMap((source) => {
  const json = (name: string, body: unknown, status = 200): Wall => ({
    name,
    source,
    status,
    headers,
    body: JSON.stringify(body),
  });
  return [
    ...usualWalls(source),
    json('not found, or not for everybody', { error: 'Record not found' }, 404),
    json('a signature that is wanted', { error: 'Request not signed' }, 401),
    json('a login that is wanted', { error: 'This method requires an authenticated user' }, 422),
    json('an error with HTTP 200', { error: 'Record not found' }),
    json('another post', statusOf('12')),
    json('another post’s object', noteOf({ id: 'https://social.coop/users/jo/statuses/12', url: null })),
    json('another post’s tombstone', { type: 'Tombstone', id: 'https://social.coop/users/jo/statuses/12' }),
    json('a tombstone without a name', { type: 'Tombstone' }),
    json('a post without its author', { ...statusOf(local), account: null }),
    json('a post without words', { ...statusOf(local), content: null }),
    json('a post for followers', statusOf(local, { visibility: 'private' })),
    json('an account', { id: local, username: 'jo', acct: 'jo', suspended: true }),
    json('nothing around it', { ancestors: [], descendants: [] }),
    {
      name: 'JSON cut short',
      source,
      status: 200,
      headers,
      body: JSON.stringify(statusOf(local)).slice(0, 90),
    },
  ];
});
