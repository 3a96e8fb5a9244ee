import { type Media, type MediaKind, type Omission, pictureAt } from '../../model/post.ts';
import { type CountedList, omitted, omittedFrom } from '../omissions.ts';
import { cleanText } from '../segments.ts';
import type { Attachment } from './status-schema.ts';

export interface ReadMedia {
  readonly media: readonly Media[];
  readonly omissions: readonly Omission[];
}

export function readMedia(attachments: CountedList<Attachment>): ReadMedia {
  const media = attachments.items.map(readAttachment);
  const unknown = media.filter((item) => item === null).length;
  return {
    media: media.filter((item) => item !== null),
    omissions: [omittedFrom('media', attachments), omitted('media', 'unknown', unknown)].flat(),
  };
}

const kinds: ReadonlyMap<string, MediaKind> = new Map([
  ['image', 'photo'],
  ['gifv', 'gif'],
  ['video', 'video'],
  ['audio', 'audio'],
]);

/**
 * The copy of the server that answers comes first, then the file where it came from. What a server could not make out
 * (`unknown`) is what its name says it is.
 */
function readAttachment({ type, url, remote_url, preview_url, description, meta }: Attachment): Media | null {
  const kind = kinds.get(type) ?? kindOfName(remote_url ?? url);
  const isPhoto = kind === 'photo';
  const urls = [url, remote_url, isPhoto ? preview_url : null].filter((each) => each !== null);
  const poster = isPhoto || preview_url === null || preview_url === url ? null : pictureAt(preview_url);
  if (kind === null || (urls.length === 0 && poster === null)) return null;
  const { width, height, duration } = meta?.original ?? { width: null, height: null, duration: null };
  return {
    ...pictureAt(...new Set(urls)),
    kind,
    width: width === null ? null : Math.round(width),
    height: height === null ? null : Math.round(height),
    alt: description === null ? null : cleanText(description),
    poster,
    durationMs: duration === null ? null : Math.round(duration * 1000),
    stream: null,
  };
}

/** By the ending of a file's name; null for one that tells nothing. */
export function kindOfName(address: string | null): MediaKind | null {
  const ending = /\.(\w{2,5})$/u.exec(URL.parse(address ?? '')?.pathname ?? '')?.[1]?.toLowerCase() ?? '';
  return endings.get(ending) ?? null;
}

const endings: ReadonlyMap<string, MediaKind> = new Map(
  (
    [
      ['photo', 'jpg jpeg png gif webp avif heic'],
      ['video', 'mp4 m4v webm mov ogv'],
      ['audio', 'mp3 m4a ogg oga opus flac wav aac'],
    ] as const
  ).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind] as const)),
);
