import { createHash } from 'node:crypto';
import { headerOf, type Wire } from '../model/wire.ts';

/** What an empty payload has: a copy of nothing, as redirects leave. */
export const digestOfNothing = '3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ';

/** Base32 (RFC 4648) of the SHA-1 of bytes, as archives name payloads. */
export function digestOf(bytes: Uint8Array): string {
  const hash = createHash('sha1').update(bytes).digest();
  // 160 bits are 32 digits of five.
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/gu) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
}

/**
 * True when the bytes surely are not those the archive listed. A digest is taken of a payload as it was sent then; when
 * it was encoded or in chunks, or comes encoded now, the decoded bytes we have can't be held against it, and a digest
 * that differs says nothing.
 */
export function isOtherPayload(wire: Wire, digest: string | null): boolean {
  if (digest === null || digestOf(wire.body) === digest) return false;
  return !['content-encoding', 'x-archive-orig-content-encoding', 'x-archive-orig-transfer-encoding'].some(
    (name) => !/^(?:identity)?$/iu.test(headerOf(wire, name) ?? ''),
  );
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
