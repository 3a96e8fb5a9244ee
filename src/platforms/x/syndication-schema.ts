import { z } from 'zod';
import { count, httpsUrl, listOf, optional, webUrl } from '../lenient.ts';
import { countedListOf } from '../omissions.ts';
import { article, card } from './syndication-card-schema.ts';

/**
 * The JSON of `tweet-result`, 2022 to today, as far as we read it. Only id, text and author must be right;
 * anything else that is malformed is dropped by itself. Ids only from strings: as numbers they lose digits.
 */

export const postId = z.string().regex(/^[1-9]\d{0,19}$/);
/** Old accounts have up to 20 characters. */
const handle = z.string().regex(/^\w{1,20}$/);
const words = z.string().min(1);
const indices = z.tuple([z.int().min(0), z.int().min(0)]);
const mostEntities = 1000;
const mostMedia = 20;

const user = z.object({
  id_str: optional(postId),
  name: optional(words),
  screen_name: optional(handle),
  profile_image_url_https: optional(httpsUrl),
  verified: optional(z.boolean()),
  is_blue_verified: optional(z.boolean()),
  verified_type: optional(z.string().regex(/^\w{1,30}$/)),
});

const namedUser = user.refine(
  (user) => user.name !== null || user.screen_name !== null,
  'neither name nor screen_name',
);

const link = z.object({ url: words, expanded_url: optional(webUrl), display_url: optional(words), indices });
const tag = z.object({ text: words, indices });

const entities = z.object({
  urls: countedListOf(link, mostEntities),
  media: countedListOf(link, mostEntities),
  hashtags: countedListOf(tag, mostEntities),
  symbols: countedListOf(tag, mostEntities),
  user_mentions: countedListOf(z.object({ screen_name: handle, indices }), mostEntities),
});

const size = z.object({ width: z.int().positive(), height: z.int().positive() });

const mediaItem = z.object({
  type: z.enum(['photo', 'video', 'animated_gif']),
  media_url_https: httpsUrl,
  ext_alt_text: optional(words),
  original_info: optional(size),
  video_info: optional(
    z.object({
      duration_millis: count,
      variants: listOf(
        z.object({ url: httpsUrl, content_type: optional(words), bitrate: count }),
        mostEntities,
      ),
    }),
  ),
});

const photo = z.object({
  url: httpsUrl,
  width: optional(z.int().positive()),
  height: optional(z.int().positive()),
  accessibilityLabel: optional(words),
});

/** The first video or gif once more; in 2022 the only place that has it. */
const video = z.object({
  contentType: optional(words),
  durationMs: count,
  poster: optional(httpsUrl),
  variants: listOf(z.object({ src: httpsUrl, type: optional(words) }), mostEntities),
});

const versions = listOf(postId, mostEntities);

/** Of a later version GraphQL keeps the chain one level deeper. */
const editControl = z.object({
  edit_tweet_ids: versions,
  initial_tweet_id: optional(postId),
  edit_control_initial: optional(z.object({ edit_tweet_ids: versions })),
});

/** A note of the readers. Its words were seen as an object and as a string. */
const readersNote = z.object({
  destinationUrl: optional(webUrl),
  subtitle: optional(
    z.union([
      words.transform((text) => ({ text, entities: [] })),
      z.object({
        text: words,
        entities: listOf(
          z.object({
            fromIndex: z.int().min(0),
            toIndex: z.int().min(0),
            ref: z.object({ url: webUrl }),
          }),
          100,
        ),
      }),
    ]),
  ),
  note: optional(z.object({ rest_id: optional(postId), summary: optional(z.object({ text: words })) })),
});

const tweet = z.object({
  id_str: postId,
  text: z.string(),
  user: namedUser,
  created_at: optional(words),
  lang: optional(words),
  display_text_range: optional(indices),
  entities: optional(entities),
  mediaDetails: countedListOf(mediaItem, mostMedia),
  photos: countedListOf(photo, mostMedia),
  video: optional(video),
  card: optional(card),
  article: optional(article),
  note_tweet: optional(z.object({})),
  possibly_sensitive: optional(z.boolean()),
  edit_control: optional(editControl),
  isEdited: optional(z.boolean()),
  isStaleEdit: optional(z.boolean()),
  in_reply_to_status_id_str: optional(postId),
  in_reply_to_screen_name: optional(handle),
  birdwatch_pivot: optional(readersNote),
  favorite_count: count,
  conversation_count: count,
  reply_count: count,
  retweet_count: count,
  view_count: count,
  quoted_status_id_str: optional(postId),
  /** Read by itself, for what is wrong with it costs nothing else. */
  quoted_tweet: z.unknown().optional(),
  parent: z.unknown().optional(),
});

/** A post, beside what it was read from. */
export type Tweet = z.output<typeof tweet> & { readonly sent: unknown };

/** Only archives keep answers that tell of their author no more than an id. */
const tweetOfAnyone = tweet.extend({ user });

export function parseTweet(
  sent: unknown,
  by: 'a named author' | 'any author' = 'a named author',
):
  | { readonly success: true; readonly data: Tweet }
  | { readonly success: false; readonly error: z.ZodError } {
  const read = (by === 'any author' ? tweetOfAnyone : tweet).safeParse(sent);
  return read.success ? { success: true, data: { ...read.data, sent } } : read;
}

export const tombstoneSchema = z.object({
  __typename: z.literal('TweetTombstone'),
  tombstone: z.object({ text: optional(z.object({ text: z.string() })) }),
});

export type Entities = z.output<typeof entities>;
export type ReadersNote = z.output<typeof readersNote>;
export type MediaItem = z.output<typeof mediaItem>;
export type Link = z.output<typeof link>;
