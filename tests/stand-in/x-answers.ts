import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What an endpoint answers for one post. */
export interface XAnswer {
  /** By default 200. */
  readonly status?: number;
  /** By default JSON in UTF-8. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The little the stand-in itself needs to know of a `tweet-result` answer. */
export interface Tweet {
  readonly id_str: string;
  readonly text: string;
  readonly lang?: string;
  readonly created_at: string;
  readonly user: { readonly name: string; readonly screen_name: string };
  readonly mediaDetails?: readonly TweetMedia[];
  readonly entities?: { readonly urls?: readonly { readonly url: string; readonly expanded_url: string }[] };
  readonly quoted_tweet?: Tweet;
}

export interface TweetMedia {
  readonly media_url_https: string;
  readonly original_info?: { readonly width: number; readonly height: number };
}

/**
 * Reads answers from a file or a folder: each `.json` is one answer of `tweet-result`,
 * for the id in its `id_str`, else for the one in its file's name.
 */
export function loadAnswers(path: string): Map<string, XAnswer> {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(path, name))
    : [path];
  return new Map(
    files.map((file) => {
      const body = readFileSync(file, 'utf8');
      return [tweetOf({ body })?.id_str ?? basename(file, '.json'), { body }] as const;
    }),
  );
}

/** The post in an answer; null when it holds none. */
export function tweetOf(answer: XAnswer | undefined): Tweet | null {
  if (answer === undefined || (answer.status ?? 200) !== 200) return null;
  try {
    const value = JSON.parse(answer.body) as Tweet | null;
    return typeof value?.id_str === 'string' && typeof value.text === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** The answer of a post that its author deleted. */
export function tombstone(text = 'This Post was deleted by the Post author. Learn more'): XAnswer {
  return {
    body: JSON.stringify({
      __typename: 'TweetTombstone',
      tombstone: { text: { text, entities: [], rtl: false } },
    }),
  };
}

/** A small but whole answer for a post, for tests that need no recorded one. */
export function madeTweet(
  id: string,
  text: string,
  more: {
    readonly name?: string;
    readonly handle?: string;
    readonly lang?: string;
    readonly photo?: string;
  } = {},
): XAnswer {
  const { name = 'Ada Example', handle = 'ada_example', lang = 'en', photo } = more;
  const link = 'https://t.co/aaaaaaaaaa';
  const whole = photo === undefined ? text : `${text} ${link}`;
  const at = [[...whole].length - link.length, [...whole].length];
  const page = `https://twitter.com/${handle}/status/${id}/photo/1`;
  const named = { display_url: 'pic.twitter.com/aaaaaaaaaa', expanded_url: page, indices: at, url: link };
  const size = { width: 1200, height: 800, focus_rects: [] };
  const media =
    photo === undefined
      ? {}
      : {
          mediaDetails: [{ ...named, media_url_https: photo, original_info: size, sizes: {}, type: 'photo' }],
        };
  return {
    body: JSON.stringify({
      __typename: 'Tweet',
      lang,
      favorite_count: 7,
      possibly_sensitive: false,
      created_at: timeOf(id),
      display_text_range: [0, text.length],
      entities: {
        hashtags: [],
        urls: [],
        user_mentions: [],
        symbols: [],
        ...(photo ? { media: [named] } : {}),
      },
      id_str: id,
      text: whole,
      user: {
        id_str: '12',
        name,
        profile_image_url_https: `https://pbs.twimg.com/profile_images/1/${handle}_normal.jpg`,
        screen_name: handle,
        verified: false,
        is_blue_verified: false,
        profile_image_shape: 'Circle',
      },
      edit_control: {
        edit_tweet_ids: [id],
        editable_until_msecs: '0',
        is_edit_eligible: false,
        edits_remaining: '5',
      },
      ...media,
      conversation_count: 0,
      news_action_type: 'conversation',
      isEdited: false,
      isStaleEdit: false,
    }),
  };
}

function timeOf(id: string): string {
  const ms = Number((BigInt(id) >> 22n) + 1288834974657n);
  return new Date(Math.floor(ms / 1000) * 1000).toISOString();
}
