/** Media types of the pictures we open. SVG is none of them: it is a program. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | 'image/avif';

/** The media type by the first bytes (WHATWG MIME Sniffing §6.1, AVIF by its brand); null for anything else. */
export function sniffPicture(bytes: Uint8Array): PictureType | null {
  const at = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (at(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (at(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (at(0, 4) === 'RIFF' && at(8, 14) === 'WEBPVP') return 'image/webp';
  if (/^GIF8[79]a$/.test(at(0, 6))) return 'image/gif';
  if (at(4, 8) === 'ftyp' && /^avi[fs]$/.test(at(8, 12))) return 'image/avif';
  return null;
}

/** True for MP4 and its kin: a box named `ftyp` first (ISO/IEC 14496-12), which isn't a picture's. */
export function isMp4(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(4, 8)).toString('latin1') === 'ftyp' && sniffPicture(bytes) === null;
}
