import { createHash } from 'node:crypto';

/** JSON with keys sorted and no spaces: the same value gives the same bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** SHA-256 in hex, of bytes or of a text's UTF-8. */
export function sha256(data: Uint8Array | string): string {
  return createHash('sha256')
    .update(typeof data === 'string' ? data.toWellFormed() : data)
    .digest('hex');
}

/** SHA-256 in hex of a value's canonical JSON. */
export function hashOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
