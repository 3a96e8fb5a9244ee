import type { Answer } from '../../model/answer.ts';
import type { Ref } from '../../ref.ts';
import { unknown } from '../json-answer.ts';
import { inside, listIn, stringIn } from '../json-path.ts';
import { fromApi } from './archived-api.ts';
import { readTombstone } from './syndication-tombstone.ts';

/**
 * Posts in the answers X's own pages get (`TweetResultByRestId`, `TweetDetail`), in the shape of `tweet-result`. What a
 * post of API 1.1 had is under `legacy`; authors, cards and long texts stand beside it.
 */
export function tweetsOfGraphql(value: unknown): readonly unknown[] {
  const results = resultsIn(value);
  return [...results.map((result) => originalOf(result)), ...results].flatMap((result) => {
    const tweet = fromGraphql(result);
    return stringIn(tweet, 'id_str') === null ? [] : [tweet];
  });
}

/** What such an answer says in place of the post that was asked for; null where it says nothing of it. */
export function graphqlAnswer(value: unknown, ref: Ref): Answer | null {
  const single = inside(value, 'data', 'tweetResult') ?? inside(value, 'data', 'tweet_result_by_rest_id');
  const focal = entriesIn(value).find((entry) => stringIn(entry, 'entryId') === `tweet-${ref.id}`);
  const result =
    inside(single, 'result') ?? inside(focal, 'content', 'itemContent', 'tweet_results', 'result');
  if (result === undefined)
    return single === undefined && focal === undefined ? null : unknown('empty', 'an empty result');
  if (stringIn(result, '__typename') === 'TweetTombstone')
    return readTombstone(stringIn(result, 'tombstone', 'text', 'text'));
  if (stringIn(result, '__typename') !== 'TweetUnavailable') return null;
  const reason = stringIn(result, 'reason') ?? '';
  const state = reasons.get(reason);
  return state === undefined
    ? unknown('withheld-unknown', reason.slice(0, 200).toWellFormed() || 'unavailable')
    : { kind: 'tombstone', state, reason: `TweetUnavailable: ${reason}` };
}

const reasons = new Map([
  ['NsfwLoggedOut', 'restricted'],
  ['Protected', 'protected'],
  ['Suspended', 'suspended'],
  ['Deleted', 'deleted'],
] as const) as ReadonlyMap<string, 'restricted' | 'protected' | 'suspended' | 'deleted'>;

/** Names of the single post and of the conversation, over the years. */
const singles = ['tweetResult', 'tweet_result_by_rest_id'];
const conversations = ['threaded_conversation_with_injections_v2', 'threaded_conversation_with_injections'];

function resultsIn(value: unknown): readonly unknown[] {
  const several = listIn(value, 'data', 'tweetResult').map((each) => inside(each, 'result'));
  const single = singles.map((name) => inside(value, 'data', name, 'result'));
  const listed = entriesIn(value).flatMap((entry) => {
    const { content } = Object(entry);
    const items = [content, ...listIn(content, 'items').map((each) => inside(each, 'item'))];
    return items.map((item) => inside(item, 'itemContent', 'tweet_results', 'result'));
  });
  return [...single, ...several, ...listed].filter((result) => result !== undefined).slice(0, 1000);
}

function entriesIn(value: unknown): readonly unknown[] {
  return conversations
    .flatMap((name) => listIn(value, 'data', name, 'instructions'))
    .slice(0, 100)
    .flatMap((instruction) => listIn(instruction, 'entries'))
    .slice(0, 1000);
}

/** The post that a repost shows. */
function originalOf(sent: unknown): unknown {
  return inside(inside(sent, 'tweet') ?? sent, 'legacy', 'retweeted_status_result', 'result');
}

function fromGraphql(sent: unknown): unknown {
  const result = inside(sent, 'tweet') ?? sent;
  const legacy = inside(result, 'legacy');
  // A tombstone stays what it is: the post around it tells why.
  if (legacy === undefined) return asTombstone(result);
  const note = inside(result, 'note_tweet', 'note_tweet_results', 'result');
  const whole = stringIn(note, 'text');
  const quoted = inside(result, 'quoted_status_result', 'result');
  const original = originalOf(result);
  const views = stringIn(result, 'views', 'count') ?? '';
  return fromApi({
    ...Object(legacy),
    id_str: inside(result, 'rest_id') ?? inside(legacy, 'id_str'),
    user: fromUser(inside(result, 'core', 'user_results', 'result')),
    ...(whole === null
      ? { note_tweet: inside(result, 'note_tweet') }
      : { full_text: whole, entities: inside(note, 'entity_set'), display_text_range: null }),
    ...(quoted === undefined ? {} : { quoted_status: fromGraphql(quoted) }),
    ...(original === undefined ? {} : { retweeted_status: { id_str: inside(original, 'rest_id') } }),
    card: inside(result, 'card', 'legacy') ?? inside(result, 'card'),
    article: inside(result, 'article', 'article_results', 'result'),
    edit_control: inside(result, 'edit_control'),
    birdwatch_pivot: inside(result, 'birdwatch_pivot'),
    view_count: /^\d{1,15}$/u.test(views) ? Number(views) : null,
    extended_entities: inside(legacy, 'extended_entities'),
  });
}

function asTombstone(result: unknown): unknown {
  if (stringIn(result, '__typename') !== 'TweetUnavailable') return result;
  const text = stringIn(result, 'reason') ?? 'unavailable';
  return { __typename: 'TweetTombstone', tombstone: { text: { text } } };
}

/** Since 2025 names, pictures and ticks stand in parts of their own. */
function fromUser(user: unknown): unknown {
  const legacy = inside(user, 'legacy');
  return {
    ...Object(legacy),
    id_str: inside(user, 'rest_id'),
    name: inside(user, 'core', 'name') ?? inside(legacy, 'name'),
    screen_name: inside(user, 'core', 'screen_name') ?? inside(legacy, 'screen_name'),
    profile_image_url_https: inside(user, 'avatar', 'image_url') ?? inside(legacy, 'profile_image_url_https'),
    verified: inside(user, 'verification', 'verified') ?? inside(legacy, 'verified'),
    verified_type: inside(user, 'verification', 'verified_type') ?? inside(legacy, 'verified_type'),
    is_blue_verified: inside(user, 'is_blue_verified'),
  };
}
