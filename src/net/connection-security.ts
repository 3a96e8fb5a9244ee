import type { Socket } from 'node:net';
import { type DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { ConnectionSecurity } from '../model/exchange.ts';

/**
 * How the other side of a socket just connected proved who it is; null where nothing is encrypted. The chain is the
 * one that was verified, up to the root that is trusted: what a server sends besides is left out.
 */
export function securityOf(socket: Socket): ConnectionSecurity | null {
  if (!(socket instanceof TLSSocket)) return null;
  const cipher = socket.getCipher();
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: cipher.standardName,
    certificates: chainFrom(socket.getPeerCertificate(true)),
  };
}

/** More than any honest chain has. */
const longest = 10;

/** A root is its own issuer, and authorities that vouch for each other would go on for ever. */
function chainFrom(leaf: DetailedPeerCertificate): readonly Uint8Array[] {
  const chain = new Map<string, Uint8Array>();
  let next: DetailedPeerCertificate | undefined = leaf;
  // Without a certificate there is an object without any field.
  while (next?.raw !== undefined && chain.size < longest && !chain.has(next.fingerprint256)) {
    chain.set(next.fingerprint256, Uint8Array.from(next.raw));
    next = next.issuerCertificate as DetailedPeerCertificate | undefined;
  }
  return [...chain.values()];
}
