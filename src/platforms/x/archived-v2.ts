import { inside, listIn, stringIn } from '../json-path.ts';
import { fromPoll } from './poll-card.ts';

/** Posts of API 2 (`data`, `includes`), in the shape of `tweet-result`: what they show stands apart, by id. */
export function tweetsOfV2(value: unknown): readonly unknown[] {
  const data = inside(value, 'data');
  const own = Array.isArray(data) ? data : [data];
  const all = [...own, ...listIn(value, 'includes', 'tweets')]
    .slice(0, 1000)
    .filter((tweet) => stringIn(tweet, 'id') !== null && stringIn(tweet, 'text') !== null);
  const parts: Parts = {
    tweets: byKey(all, 'id'),
    users: byKey(listIn(value, 'includes', 'users'), 'id'),
    media: byKey(listIn(value, 'includes', 'media'), 'media_key'),
    polls: byKey(listIn(value, 'includes', 'polls'), 'id'),
  };
  return all.map((tweet) => fromV2(tweet, parts, 2));
}

interface Parts {
  readonly tweets: ReadonlyMap<string, unknown>;
  readonly users: ReadonlyMap<string, unknown>;
  readonly media: ReadonlyMap<string, unknown>;
  readonly polls: ReadonlyMap<string, unknown>;
}

/** `depth`: how many quotes within one another are still looked for. */
function fromV2(tweet: unknown, parts: Parts, depth: number): unknown {
  const note = inside(tweet, 'note_tweet');
  const source = stringIn(note, 'text') === null ? tweet : note;
  const others = new Map(
    listIn(tweet, 'referenced_tweets')
      .slice(0, 10)
      .map((other) => [stringIn(other, 'type'), stringIn(other, 'id')]),
  );
  const quoted = parts.tweets.get(others.get('quoted') ?? '');
  const keys = stringsIn(tweet, 'attachments', 'media_keys');
  const media = keys.flatMap((key) => (parts.media.has(key) ? [fromMedia(parts.media.get(key))] : []));
  const metrics = inside(tweet, 'public_metrics');
  return {
    id_str: inside(tweet, 'id'),
    text: inside(source, 'text'),
    user: fromUser(stringIn(tweet, 'author_id'), parts),
    created_at: inside(tweet, 'created_at'),
    lang: inside(tweet, 'lang'),
    possibly_sensitive: inside(tweet, 'possibly_sensitive'),
    entities: fromEntities(inside(source, 'entities')),
    mediaDetails: media,
    missing_media: keys.filter((key) => !parts.media.has(key)),
    card:
      fromPoll(parts.polls.get(stringsIn(tweet, 'attachments', 'poll_ids')[0] ?? '')) ??
      fromLink(listIn(tweet, 'entities', 'urls')),
    in_reply_to_status_id_str: others.get('replied_to'),
    in_reply_to_screen_name: stringIn(
      parts.users.get(stringIn(tweet, 'in_reply_to_user_id') ?? ''),
      'username',
    ),
    quoted_status_id_str: others.get('quoted'),
    ...(quoted === undefined || depth === 0 ? {} : { quoted_tweet: fromV2(quoted, parts, depth - 1) }),
    ...(others.has('retweeted') ? { retweeted_status: { id_str: others.get('retweeted') } } : {}),
    edit_control: { edit_tweet_ids: inside(tweet, 'edit_history_tweet_ids') },
    favorite_count: inside(metrics, 'like_count'),
    reply_count: inside(metrics, 'reply_count'),
    retweet_count: inside(metrics, 'retweet_count'),
    view_count: inside(metrics, 'impression_count'),
  };
}

function fromUser(id: string | null, { users }: Parts): unknown {
  const user = users.get(id ?? '');
  return {
    id_str: id,
    name: inside(user, 'name'),
    screen_name: inside(user, 'username'),
    profile_image_url_https: inside(user, 'profile_image_url'),
    verified: inside(user, 'verified'),
    // `none` is written out here
    verified_type: stringIn(user, 'verified_type')?.replace(/^none$/u, ''),
  };
}

function fromEntities(entities: unknown): unknown {
  const marks = (key: string) =>
    listIn(entities, key)
      .slice(0, 1100)
      .map((mark) => ({ ...Object(mark), indices: [inside(mark, 'start'), inside(mark, 'end')] }));
  const links = marks('urls');
  const isOwnMedia = (link: unknown) =>
    stringIn(link, 'media_key') !== null ||
    /\/status\/\d+\/(?:photo|video)\/\d$/u.test(stringIn(link, 'expanded_url') ?? '');
  return {
    urls: links.filter((link) => !isOwnMedia(link)),
    media: links.filter(isOwnMedia),
    hashtags: marks('hashtags').map((mark) => ({ ...mark, text: inside(mark, 'tag') })),
    symbols: marks('cashtags').map((mark) => ({ ...mark, text: inside(mark, 'tag') })),
    user_mentions: marks('mentions').map((mark) => ({ ...mark, screen_name: inside(mark, 'username') })),
  };
}

/** The preview of a linked page stands with its link. */
function fromLink(links: readonly unknown[]): unknown {
  const link = links.find((each) => stringIn(each, 'title') !== null);
  if (link === undefined) return null;
  const image = listIn(link, 'images')[0];
  const value = (key: string) => ({ string_value: inside(link, key) });
  return {
    name: 'summary',
    binding_values: {
      card_url: value('url'),
      title: value('title'),
      description: value('description'),
      thumbnail_image_original: { image_value: image },
    },
  };
}

function fromMedia(media: unknown): unknown {
  return {
    type: inside(media, 'type'),
    media_url_https: inside(media, 'url') ?? inside(media, 'preview_image_url'),
    ext_alt_text: inside(media, 'alt_text'),
    original_info: { width: inside(media, 'width'), height: inside(media, 'height') },
    video_info: {
      duration_millis: inside(media, 'duration_ms'),
      variants: listIn(media, 'variants')
        .slice(0, 100)
        .map((variant) => ({ ...Object(variant), bitrate: inside(variant, 'bit_rate') })),
    },
  };
}

function byKey(items: readonly unknown[], key: string): ReadonlyMap<string, unknown> {
  return new Map(
    items.slice(0, 1000).flatMap((item) => {
      const name = stringIn(item, key);
      return name === null ? [] : [[name, item] as const];
    }),
  );
}

function stringsIn(value: unknown, ...path: readonly string[]): string[] {
  return listIn(value, ...path)
    .slice(0, 100)
    .filter((item) => typeof item === 'string');
}
