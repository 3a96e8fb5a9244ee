import { inside, listIn, stringIn } from '../json-path.ts';
import { unitRange } from './code-points.ts';

/**
 * Posts of API 1.1, in the shape of `tweet-result`: one, a list, the wrapped ones of searches, or those of the timelines
 * of 2019 to 2022, which keep authors apart. Streams cut the text and keep the whole in `extended_tweet`.
 */
export function tweetsOfApi(value: unknown): readonly unknown[] {
  const { tweets, users } = Object(inside(value, 'globalObjects'));
  if (typeof tweets === 'object' && tweets !== null)
    return Object.values(tweets)
      .slice(0, 1000)
      .map((tweet) =>
        fromApi({ user: inside(users, stringIn(tweet, 'user_id_str') ?? ''), ...Object(tweet) }),
      );
  const listed = [...(Array.isArray(value) ? value : []), ...listIn(value, 'statuses')].slice(0, 1000);
  const found = listed.length > 0 ? listed : stringIn(value, 'id_str') === null ? [] : [value];
  return found
    .flatMap((tweet) => [tweet, inside(tweet, 'retweeted_status')])
    .flatMap((tweet) => (stringIn(tweet, 'id_str') === null ? [] : [fromApi(tweet)]));
}

/** One post, and the posts in it. */
export function fromApi(tweet: unknown): unknown {
  if (typeof tweet !== 'object' || tweet === null) return tweet;
  const whole = inside(tweet, 'extended_tweet');
  const either = (key: string) => inside(whole, key) ?? inside(tweet, key);
  const quoted = inside(tweet, 'quoted_tweet') ?? inside(tweet, 'quoted_status');
  const isCut = inside(tweet, 'truncated') === true && whole === undefined;
  const text = stringIn(whole, 'full_text') ?? inside(tweet, 'full_text') ?? inside(tweet, 'text');
  const range = inside(whole ?? tweet, 'display_text_range');
  // A copy of `tweet-result` passes through here, too.
  const isOfApi = Object.hasOwn(tweet, 'full_text') || Object.hasOwn(tweet, 'truncated');
  return {
    ...tweet,
    text,
    display_text_range: isOfApi ? unitRange(text, range) : range,
    entities: either('entities'),
    mediaDetails:
      inside(tweet, 'mediaDetails') ??
      inside(whole, 'extended_entities', 'media') ??
      inside(tweet, 'extended_entities', 'media') ??
      inside(either('entities'), 'media'),
    user: fromUser(inside(tweet, 'user')),
    created_at: createdAt(tweet),
    ...(quoted === undefined || quoted === null ? {} : { quoted_tweet: fromApi(quoted) }),
    ...(isCut ? { note_tweet: {} } : {}),
  };
}

function fromUser(user: unknown): unknown {
  if (typeof user !== 'object' || user === null) return user;
  const picture = stringIn(user, 'profile_image_url_https') ?? stringIn(user, 'profile_image_url');
  return { ...user, profile_image_url_https: picture?.replace(/^http:/u, 'https:') };
}

/** Streams add the milliseconds. */
function createdAt(tweet: object): unknown {
  const ms = stringIn(tweet, 'timestamp_ms');
  const written = inside(tweet, 'created_at');
  if (typeof written === 'string' || ms === null || !/^\d{12,14}$/u.test(ms)) return written;
  return new Date(Number(ms)).toISOString();
}
