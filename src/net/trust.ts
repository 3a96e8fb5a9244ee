import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { HoldfastError, messageOf } from '../errors.ts';

/**
 * The roots this process trusts by default (NODE_EXTRA_CA_CERTS and the system's where Node was told so),
 * and besides them the given authorities. Built on first use: reading all roots takes a while. Throws `config`.
 */
export function trustBesides(pem: string): () => SecureContext {
  const authorities = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/gu) ?? [];
  if (authorities.length === 0) throw unreadable('there is no CERTIFICATE block in it');
  for (const authority of authorities) {
    try {
      void new X509Certificate(authority);
    } catch (error) {
      throw unreadable(messageOf(error), error);
    }
  }
  let context: SecureContext | null = null;
  return () => (context ??= createSecureContext({ ca: [...getCACertificates('default'), ...authorities] }));
}

function unreadable(why: string, cause?: unknown): HoldfastError {
  return new HoldfastError('config', `the authority given with --ca can't be read as PEM: ${why}`, { cause });
}
