import { type Card, type Picture, pictureAt } from '../../model/post.ts';
import { webUrl } from '../lenient.ts';
import { cleanText } from '../segments.ts';
import type { Article, Bindings } from './syndication-card-schema.ts';
import { pictureOf } from './syndication-media.ts';
import { isPoll } from './syndication-poll.ts';
import type { Tweet } from './syndication-schema.ts';
import { readUnifiedCard } from './unified-card.ts';

/** The preview of the page linked to, or of the long read the post stands for. */
export function readCard(tweet: Tweet): Card | null {
  return tweet.article === null ? readLinkCard(tweet) : readArticle(tweet.article, tweet);
}

function readLinkCard({ card, entities }: Tweet): Card | null {
  if (card === null || isPoll(card.name)) return null;
  const values = card.binding_values;
  const unified = values.unified_card === null ? null : readUnifiedCard(values.unified_card.string_value);
  if (unified !== null) return unified;
  const told = [values.card_url, values.website_url, values.broadcast_url].map(
    (binding) => binding?.string_value ?? null,
  );
  const url = [...told, card.url].find((each) => webUrl.safeParse(each).success) ?? null;
  if (url === null) return null;
  const title = wordsOf(values.title, values.broadcast_title, values.event_title, values.app_name);
  const description = wordsOf(values.description, values.event_subtitle);
  if (title === null && description === null) return null;
  return {
    url: entities?.urls.items.find((link) => link.url === url)?.expanded_url ?? url,
    title,
    description,
    site: wordsOf(values.vanity_url, values.domain),
    picture: readPicture(values),
  };
}

function readArticle(article: Article, { entities }: Tweet): Card | null {
  const named = article.rest_id === null ? null : `https://x.com/i/article/${article.rest_id}`;
  const url = named ?? entities?.urls.items[0]?.expanded_url ?? null;
  if (url === null) return null;
  const cover = article.cover_media?.media_info ?? null;
  return {
    url,
    title: cleanText(article.title),
    description: article.preview_text === null ? null : cleanText(article.preview_text),
    site: null,
    picture:
      cover === null
        ? null
        : pictureOf(cover.original_img_url, cover.original_img_width, cover.original_img_height),
  };
}

/** Families of the same picture from the widest to the square; the largest of a family comes first. */
function readPicture(values: Bindings): Picture | null {
  const family = [
    [values.photo_image_full_size_original, values.photo_image_full_size_large, values.photo_image_full_size],
    [values.summary_photo_image_original],
    [values.promo_image_original, values.promo_image],
    [values.broadcast_thumbnail_original, values.broadcast_thumbnail_large],
    [values.event_thumbnail_original, values.event_thumbnail],
    [values.player_image_original, values.player_image],
    [values.thumbnail_image_original, values.thumbnail_image_large, values.thumbnail_image],
    [values.image_original, values.image_large, values.image],
  ]
    .map((images) => images.flatMap((image) => (image === null ? [] : [image.image_value])))
    .find((images) => images.length > 0);
  const best = family?.[0];
  if (family === undefined || best === undefined) return null;
  return { ...pictureAt(...family.map(({ url }) => url)), width: best.width, height: best.height };
}

function wordsOf(...bindings: readonly Bindings['title'][]): string | null {
  const first = bindings.find((binding) => binding !== null) ?? null;
  return first === null ? null : cleanText(first.string_value);
}
