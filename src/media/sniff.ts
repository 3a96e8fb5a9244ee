/** Media types of the pictures we open. SVG is none of them: it is a program. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | 'image/avif';

/** Media types of films and sounds, which are kept as they are and not opened. */
export type FilmType =
  | 'video/mp4'
  | 'video/webm'
  | 'audio/mpeg'
  | 'audio/aac'
  | 'audio/ogg'
  | 'audio/flac'
  | 'audio/wav';

/** The media type by the first bytes (WHATWG MIME Sniffing §6.1, AVIF by its brand); null for anything else. */
export function sniffPicture(bytes: Uint8Array): PictureType | null {
  const at = reader(bytes);
  if (at(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (at(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (at(0, 4) === 'RIFF' && at(8, 14) === 'WEBPVP') return 'image/webp';
  if (/^GIF8[79]a$/.test(at(0, 6))) return 'image/gif';
  if (at(4, 8) === 'ftyp' && /^avi[fs]$/.test(at(8, 12))) return 'image/avif';
  return null;
}

/**
 * The media type of a film or a sound by its first bytes (WHATWG MIME Sniffing §6.2); null for anything else. MP4 and
 * its kin begin with a box named `ftyp` (ISO/IEC 14496-12), as some pictures do.
 */
export function sniffFilm(bytes: Uint8Array): FilmType | null {
  const at = reader(bytes);
  if (at(4, 8) === 'ftyp' && !/^(?:avi[fs]|hei[cfmsx]|mif1|msf1)$/.test(at(8, 12))) return 'video/mp4';
  if (at(0, 4) === '\x1a\x45\xdf\xa3') return 'video/webm';
  if (at(0, 4) === 'OggS') return 'audio/ogg';
  if (at(0, 4) === 'fLaC') return 'audio/flac';
  if (at(0, 4) === 'RIFF' && at(8, 12) === 'WAVE') return 'audio/wav';
  if (/^\xff[\xf0\xf1\xf8\xf9]/.test(at(0, 2))) return 'audio/aac';
  return at(0, 3) === 'ID3' || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(at(0, 2)) ? 'audio/mpeg' : null;
}

/** What a piece of a stream is packed in, by its first bytes; null for anything else. */
export function sniffSegment(bytes: Uint8Array): 'mpegts' | 'mov' | 'aac' | 'mp3' | null {
  const at = reader(bytes);
  // MPEG transport streams are packets of 188 bytes that begin with G (ISO/IEC 13818-1).
  if (at(0, 1) === 'G' && (bytes.length <= 188 || at(188, 189) === 'G')) return 'mpegts';
  if (/^(?:ftyp|styp|moov|moof|sidx|emsg|prft|mdat)$/.test(at(4, 8))) return 'mov';
  // A tag before it could hide anything; by now there is none.
  if (at(0, 3) === 'ID3') return null;
  const kind = sniffFilm(bytes);
  if (kind === 'audio/aac') return 'aac';
  return kind === 'audio/mpeg' ? 'mp3' : null;
}

/** Text of the bytes between two places, one character a byte. */
function reader(bytes: Uint8Array): (from: number, to: number) => string {
  return (from, to) => Buffer.from(bytes.subarray(from, to)).toString('latin1');
}
