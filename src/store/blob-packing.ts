import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';

/** What is smaller than that takes the same place on most disks either way. Bytes. */
const least = 1024;

/** Of the bytes, for which unpacking is worth its while. */
const mostLeft = 0.8;

/** More is no text of ours, whatever a damaged file promises. Bytes. */
const mostUnpacked = 1024 * 1024 * 1024;

const settings = { params: { [constants.ZSTD_c_compressionLevel]: 9 } };

/**
 * Text (answers, articles, pages) as a Zstandard frame, RFC 8878; null for what is to lie as it is: pictures, so that
 * people can open them where they lie, and all that would hardly be smaller.
 */
export async function packed(bytes: Uint8Array): Promise<Uint8Array | null> {
  if (bytes.length < least || !isText(bytes)) return null;
  const frame = await promisify(zstdCompress)(bytes, settings);
  return frame.length <= bytes.length * mostLeft ? frame : null;
}

/** Null for a damaged frame. */
export async function unpacked(frame: Uint8Array): Promise<Uint8Array | null> {
  return promisify(zstdDecompress)(frame, { maxOutputLength: mostUnpacked }).catch(() => null);
}

/** Pictures and documents that are text inside are none. */
function isText(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return !/^%PDF|<svg|\0/iu.test(head) && isUtf8(bytes);
}
