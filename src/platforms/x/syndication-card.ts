import { type Card, type Picture, type Poll, pictureAt } from '../../model/post.ts';
import { cleanText } from '../segments.ts';
import { pictureOf } from './syndication-media.ts';
import type { Bindings, PlainTweet } from './syndication-schema.ts';
import { readTime } from './text-time.ts';

/** A poll is a card of its own kind; votes are strings there. */
export function readPoll(tweet: PlainTweet): Poll | null {
  if (tweet.card === null || !isPoll(tweet.card.name)) return null;
  const values = tweet.card.binding_values;
  const options = ([1, 2, 3, 4] as const).flatMap((number) => {
    const label = values[`choice${number}_label`];
    if (label === null) return [];
    const votes = values[`choice${number}_count`];
    return [
      { text: cleanText(label.string_value), votes: votes === null ? null : readVotes(votes.string_value) },
    ];
  });
  if (options.length === 0) return null;
  const end = values.end_datetime_utc;
  return { options, endsAt: end === null ? null : readTime(end.string_value) };
}

/** The preview of the page linked to, or of the long read the post stands for. */
export function readCard(tweet: PlainTweet): Card | null {
  return readArticle(tweet) ?? readLinkCard(tweet);
}

function readLinkCard({ card, entities }: PlainTweet): Card | null {
  if (card === null || isPoll(card.name)) return null;
  const values = card.binding_values;
  const short = values.card_url?.string_value ?? null;
  if (short === null || !/^https?:\/\//iu.test(short) || !URL.canParse(short)) return null;
  const title = textOf(values.title);
  const description = textOf(values.description);
  if (title === null && description === null) return null;
  return {
    url: entities?.urls.find((link) => link.url === short)?.expanded_url ?? short,
    title,
    description,
    site: textOf(values.vanity_url) ?? textOf(values.domain),
    picture: readPicture(values),
  };
}

function readArticle({ article, entities }: PlainTweet): Card | null {
  if (article === null) return null;
  const named = article.rest_id === null ? null : `https://x.com/i/article/${article.rest_id}`;
  const url = named ?? entities?.urls[0]?.expanded_url ?? null;
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
    [values.player_image_original, values.player_image],
    [values.thumbnail_image_original, values.thumbnail_image_large, values.thumbnail_image],
  ]
    .map((images) => images.flatMap((image) => (image === null ? [] : [image.image_value])))
    .find((images) => images.length > 0);
  const best = family?.[0];
  if (family === undefined || best === undefined) return null;
  return { ...pictureAt(...family.map(({ url }) => url)), width: best.width, height: best.height };
}

function isPoll(name: string): boolean {
  return /^poll\dchoice_/u.test(name);
}

function textOf(binding: Bindings['title']): string | null {
  return binding === null ? null : cleanText(binding.string_value);
}

function readVotes(text: string): number | null {
  const votes = /^\d{1,16}$/u.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(votes) ? votes : null;
}
