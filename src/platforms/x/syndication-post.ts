import { directionOf } from '../../model/direction.ts';
import {
  type Author,
  type Edits,
  emptyPost,
  type Metrics,
  type Note,
  type Parent,
  type Post,
  pictureAt,
  textOf,
} from '../../model/post.ts';
import { writeRef } from '../../ref.ts';
import { cleanText } from '../segments.ts';
import { readCard, readPoll } from './syndication-card.ts';
import { readEntities } from './syndication-entities.ts';
import { avatarUrls, readMedia } from './syndication-media.ts';
import type { PlainTweet, Tweet } from './syndication-schema.ts';
import { readText } from './text.ts';
import { readLang } from './text-lang.ts';
import { refOf } from './text-ref.ts';
import { readTime } from './text-time.ts';

/** A `tweet-result` as a post. `at`: when it was answered, for its counts. */
export function readTweet(tweet: Tweet, at: string): Post {
  const quoted = tweet.quoted_tweet;
  return {
    ...readPlain(tweet, at, quoted?.id_str ?? null),
    quote: quoted === null ? null : readPlain(quoted, at, null),
    parent: readParent(tweet),
  };
}

function readPlain(tweet: PlainTweet, at: string, quotedId: string | null): Post {
  const segments = readText({
    text: tweet.text,
    range: tweet.display_text_range,
    entities: readEntities(tweet.entities, quotedId),
  });
  return {
    ...emptyPost,
    ref: refOf(tweet.id_str),
    author: readAuthor(tweet.user),
    segments,
    createdAt: tweet.created_at === null ? null : readTime(tweet.created_at),
    lang: readLang(tweet.lang),
    dir: directionOf(textOf(segments)),
    media: readMedia(tweet),
    quote: null,
    parent: null,
    poll: readPoll(tweet),
    card: readCard(tweet),
    note: readNote(tweet),
    // Of a long post the endpoint gives the first part only, without an ellipsis.
    truncated: tweet.note_tweet !== null,
    sensitive: tweet.possibly_sensitive ?? false,
    edits: readEdits(tweet),
    metrics: readMetrics(tweet, at),
  };
}

function readAuthor(user: PlainTweet['user']): Author {
  const avatar = user.profile_image_url_https;
  return {
    id: user.id_str,
    name: user.name === null ? null : cleanText(user.name),
    handle: user.screen_name,
    url: user.screen_name === null ? null : `https://x.com/${user.screen_name}`,
    avatar: avatar === null ? null : pictureAt(...avatarUrls(avatar)),
    verified: readVerified(user),
  };
}

function readVerified(user: PlainTweet['user']): string | null {
  if (user.verified_type !== null) return user.verified_type.toLowerCase();
  if (user.is_blue_verified === true) return 'blue';
  return user.verified === true ? 'legacy' : null;
}

/** A reply's leading mentions may be hidden without a parent (it is gone), and the other way round. */
function readParent(tweet: Tweet): Parent | null {
  const id = tweet.in_reply_to_status_id_str ?? tweet.parent?.id_str ?? null;
  const ref = id === null ? null : refOf(id);
  if (ref === null) return null;
  const handle = tweet.in_reply_to_screen_name ?? tweet.parent?.user.screen_name ?? null;
  return { name: writeRef(ref), url: ref.url, handle, post: null };
}

function readNote({ birdwatch_pivot: note }: PlainTweet): Note | null {
  return note === null ? null : { text: cleanText(note.subtitle.text), url: note.destinationUrl };
}

/** Each edit is a post with an id of its own; the chain's last is current. */
function readEdits(tweet: PlainTweet): Edits | null {
  const ids = tweet.edit_control?.edit_tweet_ids ?? [];
  if (ids.length < 2 && tweet.isEdited !== true) return null;
  const isLast = ids.length === 0 || ids.at(-1) === tweet.id_str;
  return { ids: ids.length === 0 ? [tweet.id_str] : ids, stale: tweet.isStaleEdit ?? !isLast };
}

function readMetrics(tweet: PlainTweet, at: string): Metrics {
  return {
    at,
    likes: tweet.favorite_count,
    replies: tweet.reply_count ?? tweet.conversation_count,
    reposts: tweet.retweet_count,
    views: null,
  };
}
