import { type Media, type Poll, pictureAt } from '../../model/post.ts';
import { webUrl } from '../lenient.ts';
import { cleanText } from '../segments.ts';
import type { Bindings } from './syndication-card-schema.ts';
import { pictureOf, playable } from './syndication-media.ts';
import type { Tweet } from './syndication-schema.ts';
import { readTime } from './text-time.ts';

/** A poll is a card of its own kind; votes are strings there. `at`: when it was answered. */
export function readPoll({ card }: Tweet, at: string): Poll | null {
  if (card === null || !isPoll(card.name)) return null;
  const values = card.binding_values;
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
  // Polls last seven days at most.
  return { options, endsAt: end === null ? null : readTime(end.string_value, at, 30) };
}

/** The picture or video above the options: it stands in the card only. */
export function readPollMedia({ card }: Tweet): Media[] {
  if (card === null || !isPoll(card.name)) return [];
  const values = card.binding_values;
  const picture = bestPicture(values);
  const video = values.player_stream_url?.string_value ?? null;
  const rest = { alt: null, durationMs: null };
  if (video !== null && webUrl.safeParse(video).success) {
    const type = /\.mp4(?:$|\?)/iu.test(video) ? 'video/mp4' : null;
    const { urls, stream } = playable([{ url: video, type, bitrate: null }]);
    return [{ ...pictureAt(...urls), ...rest, kind: 'video', poster: picture, stream }];
  }
  return picture === null ? [] : [{ ...picture, ...rest, kind: 'photo', poster: null, stream: null }];
}

/** `poll2choice_text_only`, `poll4choice_image`, `poll3choice_video`. */
export function isPoll(name: string): boolean {
  return /^poll\dchoice_/u.test(name);
}

function bestPicture(values: Bindings) {
  const best = [
    values.player_image_original,
    values.player_image,
    values.image_original,
    values.image_large,
    values.image,
  ].find((image) => image !== null);
  if (best === undefined || best === null) return null;
  return pictureOf(best.image_value.url, best.image_value.width, best.image_value.height);
}

function readVotes(text: string): number | null {
  const votes = /^\d{1,16}$/u.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(votes) ? votes : null;
}
