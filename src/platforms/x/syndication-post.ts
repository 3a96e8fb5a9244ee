import { directionOf } from '../../model/direction.ts';
import {
  type Author,
  type Edits,
  emptyPost,
  type Metrics,
  type Omission,
  type Post,
  pictureAt,
  textOf,
} from '../../model/post.ts';
import { malformedParts, omitted, omittedFrom } from '../omissions.ts';
import { cleanText } from '../segments.ts';
import { avatarUrls } from './picture-urls.ts';
import { readNote } from './readers-note.ts';
import { readCard } from './syndication-card.ts';
import { readEntities } from './syndication-entities.ts';
import { readMedia } from './syndication-media.ts';
import { readPoll, readPollMedia } from './syndication-poll.ts';
import type { Tweet } from './syndication-schema.ts';
import { readText } from './text.ts';
import { readLang } from './text-lang.ts';
import { refOf } from './text-ref.ts';
import { readTime } from './text-time.ts';
import { timeOf } from './time.ts';

/** A `tweet-result` by itself. `at`: when it was answered, for its counts; `quotedId`: the post whose link isn't shown. */
export function readPlain(tweet: Tweet, at: string, quotedId: string | null): Post {
  const { segments, misplaced } = readText({
    text: tweet.text,
    range: tweet.display_text_range,
    entities: readEntities(tweet.entities, [quotedId, tweet.id_str]),
  });
  const { media, omissions } = readMedia(tweet);
  const createdAt = tweet.created_at === null ? null : readTime(tweet.created_at, at);
  const isUndated = tweet.created_at !== null && createdAt === null;
  return {
    ...emptyPost,
    ref: refOf(tweet.id_str),
    author: readAuthor(tweet.user),
    segments,
    createdAt,
    lang: readLang(tweet.lang),
    dir: directionOf(textOf(segments)),
    media: media.length > 0 ? media : readPollMedia(tweet),
    poll: readPoll(tweet, at),
    card: readCard(tweet),
    note: readNote(tweet.birdwatch_pivot),
    // Of a long post the endpoint gives the first part only, without an ellipsis.
    truncated: tweet.note_tweet !== null,
    sensitive: tweet.possibly_sensitive ?? false,
    edits: readEdits(tweet),
    metrics: readMetrics(tweet, at),
    omissions: [
      ...omissions,
      ...readOmissions(tweet, misplaced),
      ...omitted('date', 'unreadable', isUndated ? 1 : 0),
    ],
  };
}

function readAuthor(user: Tweet['user']): Author {
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

function readVerified(user: Tweet['user']): string | null {
  if (user.verified_type !== null) return user.verified_type.toLowerCase();
  if (user.is_blue_verified === true) return 'blue';
  return user.verified === true ? 'legacy' : null;
}

/** Each edit is a post with an id of its own; the chain's last is current. */
function readEdits({ edit_control, id_str, isEdited, isStaleEdit }: Tweet): Edits | null {
  const listed = edit_control?.edit_tweet_ids ?? [];
  const chain = listed.length > 0 ? listed : (edit_control?.edit_control_initial?.edit_tweet_ids ?? []);
  const first = edit_control?.initial_tweet_id ?? null;
  const begun = first === null || chain.includes(first) ? chain : [first, ...chain];
  const ids = [...new Set(begun.length === 0 ? [id_str] : begun)];
  if (ids.length < 2 && isEdited !== true) return null;
  const madeAt = ids.indexOf(id_str) > 0 ? timeOf(id_str) : null;
  return {
    ids,
    stale: isStaleEdit ?? ids.at(-1) !== id_str,
    ...(madeAt === null ? {} : { at: madeAt }),
  };
}

function readMetrics(tweet: Tweet, at: string): Metrics {
  return {
    at,
    likes: tweet.favorite_count,
    replies: tweet.reply_count ?? tweet.conversation_count,
    reposts: tweet.retweet_count,
    views: tweet.view_count,
  };
}

function readOmissions({ entities, sent, ...tweet }: Tweet, misplaced: number): Omission[] {
  const marks = entities === null ? [] : Object.entries(entities);
  return [
    ...malformedParts(sent, { ...tweet, entities }, parts),
    ...marks.flatMap(([kind, list]) => omittedFrom(markNames[kind] ?? kind, list)),
    ...omitted('mark', 'misplaced', misplaced),
  ];
}

/** Names of parts as they are told, by those in the answer. */
const parts = {
  entities: 'marks',
  video: 'video',
  card: 'card',
  article: 'card',
  birdwatch_pivot: 'note',
  edit_control: 'edits',
  created_at: 'date',
};

const markNames: Readonly<Record<string, string>> = {
  urls: 'link',
  media: 'link',
  hashtags: 'tag',
  symbols: 'tag',
  user_mentions: 'mention',
};
