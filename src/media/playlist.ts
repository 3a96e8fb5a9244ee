/** One quality of a stream. */
export interface Variant {
  readonly url: string;
  /** Bits a second, the average where it is told. */
  readonly bandwidth: number;
  readonly width: number | null;
  readonly height: number | null;
  /** Its sound, when that is a playlist of its own. */
  readonly sound: string | null;
  readonly hasPicture: boolean;
}

/** Bytes at an address; all of them without a range. */
export interface Piece {
  readonly url: string;
  readonly range: { readonly offset: number; readonly length: number } | null;
  readonly key: { readonly url: string; readonly iv: Uint8Array } | null;
}

export interface StreamSegment extends Piece {
  /** What must come before it to be understood. */
  readonly map: Piece | null;
  readonly seconds: number;
  /** It doesn't go on where the one before ended. */
  readonly isCut: boolean;
}

export type Playlist =
  /** Best first. */
  | { readonly kind: 'variants'; readonly variants: readonly Variant[] }
  | { readonly kind: 'segments'; readonly segments: readonly StreamSegment[]; readonly seconds: number }
  | { readonly kind: 'none'; readonly why: string };

/** Characters of a playlist that are read. */
const longest = 2 * 1024 * 1024;
export const mostSegments = 2_000;

/**
 * Reads an HLS playlist (RFC 8216) had at an address: its variants, or its segments in order. Says in words why it
 * can't: no playlist, still running, a cipher other than AES-128, too long. Pure.
 */
export function readPlaylist(text: string, base: string): Playlist {
  if (!/^\ufeff?#EXTM3U/.test(text)) return none('the address gives no playlist');
  if (text.length > longest) return none('its playlist is too long');
  const lines = text.split('\n').map((line) => line.trim());
  return lines.some((line) => line.startsWith('#EXT-X-STREAM-INF:'))
    ? readVariants(lines, base)
    : readSegments(lines, base);
}

function readVariants(lines: readonly string[], base: string): Playlist {
  const sounds = new Map<string, string | null>();
  for (const attributes of attributesOf(lines, '#EXT-X-MEDIA:')) {
    const group = attributes.get('GROUP-ID') ?? '';
    if (attributes.get('TYPE') !== 'AUDIO' || (sounds.has(group) && attributes.get('DEFAULT') !== 'YES'))
      continue;
    sounds.set(group, addressAt(attributes.get('URI'), base));
  }
  const variants: Variant[] = [];
  for (const [at, line] of lines.entries()) {
    if (!line.startsWith('#EXT-X-STREAM-INF:')) continue;
    const attributes = readAttributes(line);
    const url = addressAt(
      lines.slice(at + 1, at + 20).find((next) => next !== '' && !next.startsWith('#')),
      base,
    );
    if (url === null) continue;
    const [, width = null, height = null] =
      /^(\d{1,5})x(\d{1,5})$/.exec(attributes.get('RESOLUTION') ?? '') ?? [];
    const codecs = attributes.get('CODECS') ?? '';
    variants.push({
      url,
      bandwidth: Number(attributes.get('AVERAGE-BANDWIDTH') ?? attributes.get('BANDWIDTH')) || 0,
      width: width === null ? null : Number(width),
      height: height === null ? null : Number(height),
      sound: sounds.get(attributes.get('AUDIO') ?? '') ?? null,
      hasPicture: width !== null || codecs === '' || /\b(?:avc|hvc|hev|vp0|av01|dvh)/.test(codecs),
    });
  }
  if (variants.length === 0) return none('its playlist names nothing that can be asked for');
  return { kind: 'variants', variants: variants.toSorted(byQuality) };
}

function byQuality(a: Variant, b: Variant): number {
  return Number(b.hasPicture) - Number(a.hasPicture) || b.bandwidth - a.bandwidth;
}

function readSegments(lines: readonly string[], base: string): Playlist {
  const segments: StreamSegment[] = [];
  let sequence = 0;
  let seconds = 0;
  let isCut = false;
  let range: string | null = null;
  let map: Piece | null = null;
  let key: { readonly url: string; readonly iv: string | undefined } | null = null;
  let isFinished = false;
  /** Where the last range of each address ended. */
  const ends = new Map<string, number>();
  const pieceAt = (url: string, written: string | null): Piece | null => {
    const read = written === null ? null : readRange(written, ends.get(url) ?? 0);
    if (written !== null && read === null) return null;
    if (read !== null) ends.set(url, read.offset + read.length);
    const iv = key === null ? null : readIv(key.iv, sequence);
    if (key !== null && iv === null) return null;
    return { url, range: read, key: key === null || iv === null ? null : { url: key.url, iv } };
  };

  for (const line of lines) {
    const value = line.slice(line.indexOf(':') + 1);
    if (line.startsWith('#EXTINF:')) seconds = Math.max(0, Number.parseFloat(value)) || 0;
    else if (line.startsWith('#EXT-X-MEDIA-SEQUENCE:')) sequence = Number.parseInt(value, 10) || 0;
    else if (line.startsWith('#EXT-X-BYTERANGE:')) range = value;
    else if (line === '#EXT-X-DISCONTINUITY') isCut = true;
    else if (line === '#EXT-X-ENDLIST' || line === '#EXT-X-PLAYLIST-TYPE:VOD') isFinished = true;
    else if (line.startsWith('#EXT-X-KEY:')) {
      const attributes = readAttributes(line);
      const method = attributes.get('METHOD') ?? 'NONE';
      const url = addressAt(attributes.get('URI'), base);
      const isPlain = (attributes.get('KEYFORMAT') ?? 'identity') === 'identity';
      if (method !== 'NONE' && (method !== 'AES-128' || url === null || !isPlain))
        return none(`it is enciphered by ${/^[\w-]{1,40}$/.test(method) ? method : 'something unknown'}`);
      key = method === 'NONE' || url === null ? null : { url, iv: attributes.get('IV') };
    } else if (line.startsWith('#EXT-X-MAP:')) {
      const attributes = readAttributes(line);
      const url = addressAt(attributes.get('URI'), base);
      map = url === null ? null : pieceAt(url, attributes.get('BYTERANGE') ?? null);
      if (map === null) return none('its playlist can’t be read');
    } else if (line !== '' && !line.startsWith('#')) {
      const url = addressAt(line, base);
      const piece = url === null ? null : pieceAt(url, range);
      if (piece === null) return none('its playlist can’t be read');
      if (segments.length === mostSegments) return none(`it has more than ${mostSegments} pieces`);
      segments.push({ ...piece, map, seconds, isCut });
      sequence++;
      [range, isCut, seconds] = [null, false, 0];
    }
  }
  if (segments.length === 0) return none('its playlist is empty');
  if (!isFinished) return none('it is still running');
  return { kind: 'segments', segments, seconds: segments.reduce((sum, one) => sum + one.seconds, 0) };
}

/** `LENGTH` or `LENGTH@OFFSET`; without an offset it goes on where the last one ended. */
function readRange(written: string, end: number): { offset: number; length: number } | null {
  const [, length, offset] = /^"?(\d{1,12})(?:@(\d{1,12}))?"?$/.exec(written) ?? [];
  return length === undefined
    ? null
    : { length: Number(length), offset: offset === undefined ? end : Number(offset) };
}

/** 16 bytes: as written, or the segment's number (RFC 8216 §5.2). */
function readIv(written: string | undefined, sequence: number): Uint8Array | null {
  const hex = written === undefined ? sequence.toString(16) : /^0x([0-9a-f]{1,32})$/i.exec(written)?.[1];
  return hex === undefined ? null : Buffer.from(hex.padStart(32, '0'), 'hex');
}

function addressAt(written: string | undefined, base: string): string | null {
  const url = written === undefined ? null : URL.parse(written, base);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : null;
}

function attributesOf(lines: readonly string[], tag: string): ReadonlyMap<string, string>[] {
  return lines.filter((line) => line.startsWith(tag)).map(readAttributes);
}

/** `NAME=VALUE,NAME="VALUE"` after a tag, quotes taken off. */
function readAttributes(line: string): ReadonlyMap<string, string> {
  const pairs = line.matchAll(/(?<=[:,]\s?)([A-Z0-9-]{1,40})=(?:"([^"]*)"|([^",]*))/g);
  return new Map([...pairs].map(([, name = '', quoted, bare = '']) => [name, quoted ?? bare] as const));
}

function none(why: string): Playlist {
  return { kind: 'none', why };
}
