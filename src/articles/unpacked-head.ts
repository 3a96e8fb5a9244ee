import { constants, gunzipSync } from 'node:zlib';
import { headBytes } from './sniff-container.ts';

/** What the first bytes unpack to; empty when they don't. */
export function unpackedHead(bytes: Uint8Array): Uint8Array {
  try {
    const head = bytes.subarray(0, headBytes);
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 16 * 2 ** 20 });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return new Uint8Array();
    throw error;
  }
}
