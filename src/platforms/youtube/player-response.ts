import { z } from 'zod';
import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import {
  type Author,
  emptyPost,
  type Media,
  type Metrics,
  nobody,
  type Post,
  pictureAt,
} from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { badShape, unknown } from '../json-answer.ts';
import { httpsUrl, listOf, optional } from '../lenient.ts';
import { readPostTime } from '../post-time.ts';
import { cleanText, plainSegments } from '../segments.ts';
import { isJustMissing, readReason, readUnavailable } from './unavailable.ts';
import { cardOf, stillsOf } from './video-parts.ts';

/** What the watch page hands its player: the video's words and times, or why it isn't shown. */
const text = optional(z.string().regex(/\S/));
/** `{simpleText}`, `{runs: [{text}]}`, or the text alone. */
const shownText = z
  .union([
    z.string(),
    z.object({ simpleText: z.string() }).transform(({ simpleText }) => simpleText),
    z
      .object({ runs: listOf(z.object({ text: z.string() }), 100) })
      .transform(({ runs }) => runs.map((run) => run.text).join('')),
  ])
  .catch('');
const digits = optional(z.union([z.string(), z.number()]).transform(Number).pipe(z.int().min(0)));
const thumbnails = optional(z.object({ thumbnails: listOf(z.object({ url: httpsUrl }), 20) }));

const screen = z.object({ reason: shownText, subreason: shownText });
const playability = z.object({
  status: z.string().catch(''),
  reason: shownText,
  messages: listOf(shownText, 10),
  errorScreen: optional(z.object({ playerErrorMessageRenderer: optional(screen) })),
});

const details = z.object({
  videoId: z.string(),
  title: text,
  author: text,
  channelId: optional(z.string().regex(/^UC[\w-]{22}$/)),
  shortDescription: text,
  lengthSeconds: digits,
  viewCount: digits,
  thumbnail: thumbnails,
});

const microformat = z.object({
  title: shownText,
  description: shownText,
  publishDate: text,
  uploadDate: text,
  ownerChannelName: text,
  ownerProfileUrl: optional(z.string()),
  externalChannelId: optional(z.string().regex(/^UC[\w-]{22}$/)),
  externalVideoId: optional(z.string()),
  isFamilySafe: optional(z.boolean()),
  lengthSeconds: digits,
  likeCount: digits,
});

const schema = z.object({
  playabilityStatus: playability,
  videoDetails: optional(details),
  microformat: optional(z.object({ playerMicroformatRenderer: optional(microformat) })),
});

/** `at`: when it was said. Never a state but by words that say so. */
export function readPlayerResponse(value: unknown, ref: Ref, at: string): Answer {
  const read = schema.safeParse(value);
  if (!read.success) return badShape(read.error);
  const { playabilityStatus, videoDetails, microformat: format } = read.data;
  const renderer = format?.playerMicroformatRenderer ?? null;
  const named = videoDetails?.videoId ?? renderer?.externalVideoId ?? null;
  if (named !== null && named !== ref.id)
    return unknown('bad-shape', `videoDetails: another video (${named.slice(0, 40)}) than asked`);
  const words = wordsOf(playabilityStatus);
  const isRefused = !/^(?:|OK|LIVE_STREAM_OFFLINE)$/u.test(playabilityStatus.status);
  const tombstone = isRefused ? readReason(words) : null;
  const title = videoDetails?.title ?? (renderer?.title || null);
  // A video that is there, but not to be played by everybody everywhere, still shows its words.
  const isShown = named !== null && title !== null && title.trim() !== '';
  if (isShown && (tombstone === null || shownInPart.has(tombstone.state)))
    return {
      kind: 'post',
      post: postOf(title, videoDetails, renderer, ref, at, tombstone?.state === 'restricted'),
    };
  if (tombstone !== null) return tombstone;
  if (playabilityStatus.status === 'ERROR' && isJustMissing(words))
    return unknown('not-found', words.slice(0, 500));
  return isRefused ? readUnavailable(words) : unknown('bad-shape', 'videoDetails: a player without a video');
}

const shownInPart: ReadonlySet<string> = new Set(['restricted', 'withheld']);

function wordsOf({ reason, messages, errorScreen }: z.output<typeof playability>): string {
  const shown = errorScreen?.playerErrorMessageRenderer ?? null;
  return [...new Set([reason, ...messages, shown?.reason ?? '', shown?.subreason ?? ''])]
    .filter((each) => each.trim() !== '')
    .join(' ');
}

type Details = z.output<typeof details> | null;
type Microformat = z.output<typeof microformat> | null;

function postOf(
  title: string,
  video: Details,
  format: Microformat,
  ref: Ref,
  at: string,
  isForAdults: boolean,
): Post {
  const description = video?.shortDescription ?? (format?.description || null);
  const seconds = video?.lengthSeconds ?? format?.lengthSeconds ?? null;
  return {
    ...emptyPost,
    ref,
    author: authorOf(video, format),
    segments: plainSegments(title),
    createdAt: readPostTime(format?.publishDate, at) ?? readPostTime(format?.uploadDate, at),
    dir: directionOf(title),
    media: [mediaOf(video, ref.id, seconds)],
    card: description === null ? null : cardOf(ref, title, description),
    sensitive: isForAdults || format?.isFamilySafe === false,
    metrics: metricsOf(video?.viewCount ?? null, format?.likeCount ?? null, at),
  };
}

function authorOf(video: Details, format: Microformat): Author {
  const id = video?.channelId ?? format?.externalChannelId ?? null;
  const name = video?.author ?? format?.ownerChannelName ?? null;
  const profile = /^https?:\/\/(?:www\.)?youtube\.com\/@([\w.·-]{1,60})$/u.exec(
    format?.ownerProfileUrl ?? '',
  );
  const handle = profile?.[1] ?? null;
  const path = handle === null ? (id === null ? null : `channel/${id}`) : `@${handle}`;
  return {
    ...nobody,
    id,
    name: name === null ? null : cleanText(name),
    handle,
    url: path === null ? null : `https://www.youtube.com/${path}`,
  };
}

function mediaOf(video: Details, id: string, seconds: number | null): Media {
  const given =
    video?.thumbnail?.thumbnails.map(({ url }) => url).filter((url) => url.includes(`/${id}/`)) ?? [];
  return {
    ...pictureAt(),
    kind: 'video',
    alt: null,
    poster: pictureAt(...new Set([...stillsOf(id), ...given.slice(-1)])),
    durationMs: seconds === null || seconds === 0 ? null : seconds * 1000,
    stream: null,
  };
}

function metricsOf(views: number | null, likes: number | null, at: string): Metrics | null {
  return views === null && likes === null ? null : { at, likes, replies: null, reposts: null, views };
}
