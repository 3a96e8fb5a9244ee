import { did, key, nodeOf, stranger, uriOf, viewOf } from './bluesky-views.ts';
import { usualWalls, type Wall } from './usual-walls.ts';

const headers: [string, string][] = [['content-type', 'application/json; charset=utf-8']];

/** Answers that are none. None of them is a state of post did:plc:sh6yzcjqgrzfyn5ka2hut3o5/3mkuf6q2xc226. */
export const walls: readonly Wall[] = ['bluesky-thread', 'bluesky-posts', 'bluesky-oembed'].flatMap(
  (source) => {
    const json = (name: string, body: unknown, status = 200): Wall => ({
      name,
      source,
      status,
      headers,
      body: JSON.stringify(body),
    });
    const other = viewOf({ rkey: '3k7qmjev5lr2s' });
    return [
      ...usualWalls(source),
      json(
        'a rate limit by its own name',
        { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' },
        429,
      ),
      json('the same with HTTP 200', { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' }),
      json('a takedown with HTTP 200', { error: 'AccountTakedown', message: 'Account has been suspended' }),
      json(
        'a takedown with HTTP 500',
        { error: 'AccountTakedown', message: 'Account has been suspended' },
        500,
      ),
      json('a token that is wanted', { error: 'AuthMissing', message: 'Authentication Required' }, 401),
      json(
        'an upstream in trouble',
        { error: 'UpstreamFailure', message: 'Upstream service unreachable' },
        502,
      ),
      json(
        'a handle that leads nowhere',
        { error: 'InvalidRequest', message: 'Unable to resolve handle' },
        400,
      ),
      json('another post', { thread: nodeOf(other), posts: [other] }),
      json('the same key of another account', {
        thread: nodeOf(viewOf({ account: stranger })),
        posts: [viewOf({ account: stranger })],
      }),
      json('a thread without a post', { thread: { $type: 'app.bsky.feed.defs#threadViewPost' } }),
      json('a blocked post', {
        thread: { $type: 'app.bsky.feed.defs#blockedPost', uri: uriOf(did, key), blocked: true },
      }),
      json('a view without a record', { thread: nodeOf({ uri: uriOf(did, key), author: { did } }) }),
      json('a page of another post', {
        html: `<blockquote data-bluesky-uri="${uriOf(stranger, key)}"></blockquote>`,
      }),
      {
        name: 'JSON cut short',
        source,
        status: 200,
        headers,
        body: JSON.stringify({ thread: nodeOf(viewOf()) }).slice(0, 90),
      },
    ];
  },
);
