import { type Card, type Media, pictureAt } from '../../model/post.ts';
import { cleanText } from '../segments.ts';
import {
  type Embed,
  externalView,
  imagesView,
  type QuotedView,
  quotedView,
  videoView,
} from './thread-schema.ts';

/** What hangs on a post. */
export interface Attachments {
  readonly media: readonly Media[];
  readonly card: Card | null;
  readonly quoted: QuotedView | null;
}

const nothing: Attachments = { media: [], card: null, quoted: null };

/** Reads an embed by its kind; one we don't know, or that is broken, costs nothing but itself. */
export function readEmbed(embed: Embed | null): Attachments {
  return embed === null ? nothing : (readers.get(embed.$type)?.(embed) ?? nothing);
}

const readers: ReadonlyMap<string, (embed: Embed) => Attachments> = new Map([
  ['app.bsky.embed.images#view', (embed) => ({ ...nothing, media: readImages(embed) })],
  ['app.bsky.embed.video#view', (embed) => ({ ...nothing, media: readVideo(embed) })],
  ['app.bsky.embed.external#view', (embed) => ({ ...nothing, card: readCard(embed) })],
  ['app.bsky.embed.record#view', (embed) => ({ ...nothing, quoted: readQuoted(embed['record']) })],
  ['app.bsky.embed.recordWithMedia#view', readBoth],
]);

function readBoth(embed: Embed): Attachments {
  const { media, record } = embed;
  const isTyped = (value: unknown): value is Embed =>
    typeof value === 'object' && value !== null && '$type' in value && typeof value.$type === 'string';
  const hung = isTyped(media) && !media.$type.includes('.record') ? readEmbed(media) : nothing;
  const inner = typeof record === 'object' && record !== null && 'record' in record ? record.record : null;
  return { ...hung, quoted: readQuoted(inner) };
}

function readImages(embed: Embed): readonly Media[] {
  const read = imagesView.safeParse(embed);
  const images = read.success ? read.data.images : [];
  return images.map(({ fullsize, thumb, alt, aspectRatio }) => ({
    ...pictureAt(...(thumb === null ? [fullsize] : [fullsize, thumb])),
    ...sizeOf(aspectRatio),
    kind: 'photo',
    alt: altOf(alt),
    poster: null,
    durationMs: null,
    stream: null,
  }));
}

function readVideo(embed: Embed): readonly Media[] {
  const read = videoView.safeParse(embed);
  if (!read.success) return [];
  const { playlist, thumbnail, alt, aspectRatio } = read.data;
  return [
    {
      ...pictureAt(playlist),
      ...sizeOf(aspectRatio),
      kind: 'video',
      alt: altOf(alt),
      poster: thumbnail === null ? null : pictureAt(thumbnail),
      durationMs: null,
      stream: null,
    },
  ];
}

function readCard(embed: Embed): Card | null {
  const read = externalView.safeParse(embed);
  if (!read.success) return null;
  const { uri, title, description, thumb } = read.data.external;
  return {
    url: uri,
    title: title === null ? null : cleanText(title),
    description: description === null ? null : cleanText(description),
    site: new URL(uri).hostname.replace(/^www\./u, ''),
    picture: thumb === null ? null : pictureAt(thumb),
  };
}

/** Posts only; what is not found, blocked or detached says nothing certain. */
function readQuoted(value: unknown): QuotedView | null {
  const read = quotedView.safeParse(value);
  return read.success ? read.data : null;
}

/** The ratio is the picture's size in pixels only when an app says so: large enough to be one. */
function sizeOf(ratio: { readonly width: number; readonly height: number } | null) {
  const isSize = ratio !== null && ratio.width >= 100 && ratio.height >= 100;
  return isSize ? { width: ratio.width, height: ratio.height } : { width: null, height: null };
}

function altOf(alt: string | null): string | null {
  return alt === null ? null : cleanText(alt);
}
