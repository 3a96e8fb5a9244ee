import { z } from 'zod';
import { count, httpsUrl, listOf, optional, webUrl } from '../lenient.ts';

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

const user = z
  .object({
    id_str: optional(postId),
    name: optional(words),
    screen_name: optional(handle),
    profile_image_url_https: optional(httpsUrl),
    verified: optional(z.boolean()),
    is_blue_verified: optional(z.boolean()),
    verified_type: optional(z.string().regex(/^\w{1,30}$/)),
  })
  .refine((user) => user.name !== null || user.screen_name !== null, 'neither name nor screen_name');

const link = z.object({ url: words, expanded_url: optional(webUrl), display_url: optional(words), indices });

const entities = z.object({
  urls: listOf(link, mostEntities),
  media: listOf(link, mostEntities),
  hashtags: listOf(z.object({ text: words, indices }), mostEntities),
  symbols: listOf(z.object({ text: words, indices }), mostEntities),
  user_mentions: listOf(z.object({ screen_name: handle, indices }), mostEntities),
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

const editControl = z.object({ edit_tweet_ids: listOf(postId, mostEntities) });

const bindingText = optional(z.object({ string_value: words }));
const bindingImage = optional(
  z.object({ image_value: z.object({ url: httpsUrl, width: optional(z.int()), height: optional(z.int()) }) }),
);

const bindings = z.object({
  title: bindingText,
  description: bindingText,
  domain: bindingText,
  vanity_url: bindingText,
  card_url: bindingText,
  photo_image_full_size_original: bindingImage,
  photo_image_full_size_large: bindingImage,
  photo_image_full_size: bindingImage,
  summary_photo_image_original: bindingImage,
  player_image_original: bindingImage,
  player_image: bindingImage,
  thumbnail_image_original: bindingImage,
  thumbnail_image_large: bindingImage,
  thumbnail_image: bindingImage,
  choice1_label: bindingText,
  choice2_label: bindingText,
  choice3_label: bindingText,
  choice4_label: bindingText,
  choice1_count: bindingText,
  choice2_count: bindingText,
  choice3_count: bindingText,
  choice4_count: bindingText,
  end_datetime_utc: bindingText,
});

const card = z.object({ name: words, binding_values: bindings });

/** A long read: the post's text is only the link to it. */
const article = z.object({
  title: words,
  preview_text: optional(words),
  rest_id: optional(postId),
  cover_media: optional(
    z.object({
      media_info: z.object({
        original_img_url: httpsUrl,
        original_img_width: optional(z.int()),
        original_img_height: optional(z.int()),
      }),
    }),
  ),
});

/** A note of the readers. Its shape is known from GraphQL only. */
const readersNote = z.object({
  destinationUrl: optional(webUrl),
  subtitle: z.object({ text: words }),
});

const base = {
  id_str: postId,
  text: z.string(),
  user,
  created_at: optional(words),
  lang: optional(words),
  display_text_range: optional(indices),
  entities: optional(entities),
  mediaDetails: listOf(mediaItem, mostMedia),
  photos: listOf(photo, mostMedia),
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
};

const plainTweet = z.object(base);

export const tweetSchema = plainTweet.extend({
  quoted_tweet: optional(plainTweet),
  parent: optional(z.object({ id_str: postId, user: z.object({ screen_name: optional(handle) }) })),
});

export const tombstoneSchema = z.object({
  __typename: z.literal('TweetTombstone'),
  tombstone: z.object({ text: optional(z.object({ text: z.string() })) }),
});

export type PlainTweet = z.output<typeof plainTweet>;
export type Tweet = z.output<typeof tweetSchema>;
export type MediaItem = z.output<typeof mediaItem>;
export type Bindings = z.output<typeof bindings>;
export type Link = z.output<typeof link>;
