import { createDecipheriv } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StreamFile } from './ffmpeg.ts';
import type { Piece, StreamSegment } from './playlist.ts';
import { sniffSegment } from './sniff.ts';
import { type Ask, Unhad } from './stream-door.ts';

/** Writes the segments one behind another, a new file wherever they don't go on. Stops past the most bytes. */
export async function loadTrack(
  segments: readonly StreamSegment[],
  name: string,
  most: number,
  { folder, ask }: { readonly folder: string; readonly ask: Ask },
): Promise<{ readonly files: StreamFile[]; readonly bytes: number }> {
  const files: StreamFile[] = [];
  const load = loader(ask);
  let bytes = 0;
  let before: StreamSegment | null = null;
  for (const segment of segments) {
    const isNew = before === null || segment.isCut || !isSamePiece(segment.map, before.map);
    before = segment;
    const head = isNew && segment.map !== null ? await load(segment.map) : new Uint8Array();
    const body = await load(segment);
    const format = sniffSegment(head.length > 0 ? head : body);
    const current = isNew ? undefined : files.at(-1);
    if (format === null || sniffSegment(body) !== format || (current && current.format !== format))
      throw new Unhad('stream only: a piece of it is no video');
    const file = current ?? { name: `track-${name}-${files.length}.${format}`, format };
    if (current === undefined) files.push(file);
    for (const part of [head, body]) await appendFile(join(folder, file.name), part);
    bytes += head.length + body.length;
    if (bytes > most) break;
  }
  return { files, bytes };
}

/** Loads pieces, deciphered. The last answer and all keys are remembered: ranges share one file, pieces one key. */
function loader(ask: Ask): (piece: Piece) => Promise<Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  let last: { readonly url: string; readonly body: Uint8Array } | null = null;
  return async ({ url, range, key }) => {
    if (last?.url !== url) last = { url, body: (await ask(url)).body };
    const { body } = last;
    const bytes = range === null ? body : body.subarray(range.offset, range.offset + range.length);
    if (range !== null && bytes.length < range.length)
      throw new Unhad('stream only: a piece of it is cut short');
    if (key === null) return withoutTags(bytes);
    const secret = keys.get(key.url) ?? (await ask(key.url)).body;
    keys.set(key.url, secret);
    return withoutTags(deciphered(bytes, secret, key.iv));
  };
}

/** AES-128 in CBC mode with PKCS #7 padding (RFC 8216 §4.3.2.4). */
function deciphered(bytes: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-128-cbc', key, iv);
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  } catch (error) {
    throw new Unhad('stream only: a piece of it can’t be deciphered', { cause: error });
  }
}

/** Sounds that are packed alone begin with ID3 tags that hold their time (RFC 8216 §3.4). */
function withoutTags(bytes: Uint8Array): Uint8Array {
  let at = 0;
  while (Buffer.from(bytes.subarray(at, at + 3)).toString('latin1') === 'ID3') {
    const size = [6, 7, 8, 9].reduce((sum, next) => sum * 128 + ((bytes[at + next] ?? 0) & 0x7f), 0);
    at += 10 + size;
  }
  return bytes.subarray(at);
}

function isSamePiece(a: Piece | null, b: Piece | null): boolean {
  return a?.url === b?.url && a?.range?.offset === b?.range?.offset && a?.range?.length === b?.range?.length;
}
