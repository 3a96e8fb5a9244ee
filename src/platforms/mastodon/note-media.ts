import { type Media, type MediaKind, type Omission, pictureAt } from '../../model/post.ts';
import { httpsUrl } from '../lenient.ts';
import { type CountedList, omitted, omittedFrom } from '../omissions.ts';
import { cleanText } from '../segments.ts';
import type { NoteAttachment } from './note-schema.ts';
import { kindOfName, type ReadMedia } from './status-media.ts';

/** Pictures, films and sounds that are attached; links to pages are none of them. */
export function readNoteMedia(list: CountedList<NoteAttachment>): ReadMedia {
  const files = list.items.filter(({ type }) => type !== 'Link' && type !== 'PropertyValue');
  const media = files.map(readAttachment);
  const unknown = media.filter((item) => item === null).length;
  const omissions: Omission[] = [omittedFrom('media', list), omitted('media', 'unknown', unknown)].flat();
  return { media: media.filter((item) => item !== null), omissions };
}

function readAttachment(file: NoteAttachment): Media | null {
  const urls = [...file.url, ...(file.href === null ? [] : [file.href])].filter(
    (url) => httpsUrl.safeParse(url).success,
  );
  const kind = kindOfType(file, urls[0] ?? null);
  if (kind === null || urls.length === 0) return null;
  const words = file.name ?? file.summary;
  return {
    ...pictureAt(...new Set(urls)),
    kind,
    mediaType: file.mediaType !== null && /^\w+\/[\w.+-]+$/u.test(file.mediaType) ? file.mediaType : null,
    width: file.width === null ? null : Math.round(file.width),
    height: file.height === null ? null : Math.round(file.height),
    alt: words === null ? null : cleanText(words),
    poster: kind === 'photo' || file.icon === null ? null : pictureAt(file.icon),
    durationMs: durationOf(file.duration),
    stream: null,
  };
}

function kindOfType({ type, mediaType }: NoteAttachment, url: string | null): MediaKind | null {
  const [major = ''] = (mediaType ?? '').toLowerCase().split('/');
  return kinds.get(major) ?? kinds.get(type.toLowerCase()) ?? kindOfName(url);
}

const kinds: ReadonlyMap<string, MediaKind> = new Map([
  ['image', 'photo'],
  ['video', 'video'],
  ['audio', 'audio'],
]);

/** ISO 8601, as far as anybody writes it: `PT1M2.5S`. */
function durationOf(text: string | null): number | null {
  const found = /^PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,9})?)S)?$/u.exec(text ?? '');
  if (found === null) return null;
  const [, hours = 0, minutes = 0, seconds = 0] = found;
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
}
