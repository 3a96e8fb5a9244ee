import type { Answer } from '../../model/answer.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, unknown } from '../json-answer.ts';
import { listIn, stringIn } from '../json-path.ts';
import { readApiErrors } from './api-errors.ts';
import { tweetsOfApi } from './archived-api.ts';
import { graphqlAnswer, tweetsOfGraphql } from './archived-graphql.ts';
import { tweetsOfV2 } from './archived-v2.ts';
import { oembed } from './oembed.ts';
import { syndication } from './syndication.ts';
import { parseTweet } from './syndication-schema.ts';
import { readTweet } from './syndication-tweet.ts';
import { threadAround } from './thread-around.ts';

/**
 * JSON that an archive kept of one of X's interfaces: oEmbed, syndication, the API of 2012 to 2023 (1.1 and 2) or the
 * one its own pages ask. `wire.at`: when the copy was taken.
 */
export function readArchivedJson(value: unknown, wire: Wire, ref: Ref): Answer {
  if (stringIn(value, 'html') !== null) return oembed.read(wire, ref);
  if (stringIn(value, '__typename') === 'TweetTombstone') return syndication.read(wire, ref);
  const tweets = new Map(
    [...tweetsOfApi(value), ...tweetsOfGraphql(value), ...tweetsOfV2(value)].map((sent) => [
      stringIn(sent, 'id_str'),
      sent,
    ]),
  );
  const sent = tweets.get(ref.id);
  if (sent === undefined)
    return (
      graphqlAnswer(value, ref) ??
      readApiErrors(value) ??
      unknown('bad-shape', tweets.size === 0 ? 'answer: no post in it' : 'id_str: another post than asked')
    );
  const original = stringIn(sent, 'retweeted_status', 'id_str') ?? stringIn(sent, 'retweeted_status_id_str');
  if (original !== null) return unknown('bad-shape', `retweeted_status: only a repost of ${original}`);
  const parent = tweets.get(stringIn(sent, 'in_reply_to_status_id_str'));
  const quoted = tweets.get(stringIn(sent, 'quoted_status_id_str'));
  const read = parseTweet({ parent, quoted_tweet: quoted, ...Object(sent) }, 'any author');
  if (!read.success) return badShape(read.error);
  const post = readTweet(read.data, wire.at);
  const thread = threadAround(
    post,
    [...tweets.values()].flatMap((each) => {
      const other = parseTweet(each);
      return other.success ? [readTweet(other.data, wire.at)] : [];
    }),
  );
  const missing = listIn(sent, 'missing_media').length;
  return {
    kind: 'post',
    post: {
      ...post,
      thread,
      omissions:
        missing === 0
          ? post.omissions
          : [...post.omissions, { part: 'media', reason: 'not in the answer', count: missing }],
    },
  };
}
