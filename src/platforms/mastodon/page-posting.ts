import { z } from 'zod';
import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import {
  emptyPost,
  type Media,
  type MediaKind,
  nobody,
  type Post,
  pictureAt,
  textOf,
} from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { originalAddress } from '../archived-address.ts';
import { httpsUrl, listOf, optional, webUrl } from '../lenient.ts';
import { linkedData } from '../page-data.ts';
import { readPostTime } from '../post-time.ts';
import { cleanText } from '../segments.ts';
import { match } from './match.ts';
import { editsOf } from './status-post.ts';
import { noContext, readContent } from './status-text.ts';

/** The post as pages tell it to search engines since version 4.5 (`SocialMediaPosting`), HTML and all; null without. */
export function readPosting(root: MarkupElement, ref: Ref, at: string): Post | null {
  const posting = linkedData(root)
    .flatMap((value) => postingSchema.safeParse(value).data ?? [])
    .find(({ url }) => postAt(url)?.id === ref.id);
  if (posting === undefined) return null;
  const segments = readContent(posting.text, noContext);
  const edited = readPostTime(posting.dateModified, at);
  const name = cleanText(posting.author?.name ?? '').trim();
  return {
    ...emptyPost,
    ref: postAt(posting.url) ?? ref,
    version: edited,
    author: {
      ...nobody,
      name: name === '' ? null : name,
      handle: posting.author?.identifier ?? null,
      url: posting.author?.url ?? null,
    },
    segments,
    createdAt: readPostTime(posting.datePublished, at),
    dir: directionOf(textOf(segments)),
    media: [
      ...posting.image.map((file) => mediaOf(file, 'photo')),
      ...posting.video.map((file) => mediaOf(file, 'video')),
      ...posting.audio.map((file) => mediaOf(file, 'audio')),
    ].slice(0, 20),
    edits: edited === null ? null : editsOf(ref.id, edited),
  };
}

const fileUrl = z.string().transform(originalAddress).pipe(httpsUrl);
const file = z.object({
  contentUrl: fileUrl,
  thumbnailUrl: optional(fileUrl),
  description: optional(z.string().min(1)),
});

const postingSchema = z.object({
  '@type': z.literal('SocialMediaPosting'),
  url: z.string(),
  text: z.string(),
  datePublished: optional(z.string()),
  dateModified: optional(z.string()),
  author: optional(
    z.object({
      name: optional(z.string()),
      identifier: optional(z.string().regex(/^[\w.-]{1,128}@[\w.:-]{1,255}$/u)),
      url: optional(z.string().transform(originalAddress).pipe(webUrl)),
    }),
  ),
  image: listOf(file, 20),
  video: listOf(file, 20),
  audio: listOf(file, 20),
});

function postAt(address: string): Ref | null {
  const url = URL.parse(originalAddress(address));
  return url === null ? null : match(url, 'markup');
}

function mediaOf({ contentUrl, thumbnailUrl, description }: z.output<typeof file>, kind: MediaKind): Media {
  const isPhoto = kind === 'photo';
  const urls = isPhoto && thumbnailUrl !== null ? [contentUrl, thumbnailUrl] : [contentUrl];
  return {
    ...pictureAt(...new Set(urls)),
    kind,
    alt: description === null ? null : cleanText(description),
    poster: isPhoto || thumbnailUrl === null ? null : pictureAt(thumbnailUrl),
    durationMs: null,
    stream: null,
  };
}
