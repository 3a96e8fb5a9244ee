import { z } from 'zod';
import { httpsUrl, optional } from '../lenient.ts';

const words = z.string().min(1);
const pixels = optional(z.int().positive());

const text = optional(z.object({ string_value: words }));
const image = optional(z.object({ image_value: z.object({ url: httpsUrl, width: pixels, height: pixels }) }));

const bindings = z.object({
  title: text,
  broadcast_title: text,
  event_title: text,
  app_name: text,
  description: text,
  event_subtitle: text,
  domain: text,
  vanity_url: text,
  card_url: text,
  website_url: text,
  broadcast_url: text,
  unified_card: text,
  photo_image_full_size_original: image,
  photo_image_full_size_large: image,
  photo_image_full_size: image,
  summary_photo_image_original: image,
  promo_image_original: image,
  promo_image: image,
  broadcast_thumbnail_original: image,
  broadcast_thumbnail_large: image,
  event_thumbnail_original: image,
  event_thumbnail: image,
  player_image_original: image,
  player_image: image,
  thumbnail_image_original: image,
  thumbnail_image_large: image,
  thumbnail_image: image,
  image_original: image,
  image_large: image,
  image: image,
  player_stream_url: text,
  choice1_label: text,
  choice2_label: text,
  choice3_label: text,
  choice4_label: text,
  choice1_count: text,
  choice2_count: text,
  choice3_count: text,
  choice4_count: text,
  end_datetime_utc: text,
});

/** Syndication has an object of values; the older and the inner interfaces have a list of keys and values. */
const keyed = z.union([
  z
    .array(z.object({ key: z.string(), value: z.unknown() }))
    .transform((pairs) => Object.fromEntries(pairs.slice(0, 500).map(({ key, value }) => [key, value]))),
  z.record(z.string(), z.unknown()),
]);

export const card = z.object({
  name: words,
  url: optional(z.string()),
  binding_values: keyed.pipe(bindings),
});

/** A long read: the post's text is only the link to it. */
export const article = z.object({
  title: words,
  preview_text: optional(words),
  rest_id: optional(z.string().regex(/^[1-9]\d{0,19}$/)),
  cover_media: optional(
    z.object({
      media_info: z.object({
        original_img_url: httpsUrl,
        original_img_width: pixels,
        original_img_height: pixels,
      }),
    }),
  ),
});

export type Bindings = z.output<typeof bindings>;
export type CardValue = z.output<typeof card>;
export type Article = z.output<typeof article>;
