import { createHash } from 'node:crypto';
import type { WarcExchange, WarcResource } from './record.ts';

/**
 * The certificates a host showed, as a record of their own, once for every host and chain; exchanges name it.
 *
 * WARC 1.1 leaves open how (§6.3.2). What others do: the chain as a file of its own beside the exchanges, in PEM (Scoop),
 * or a few words of it in a field of every answer (browsertrix). The words prove nothing, so it is the chain; as a
 * `resource`, because it came by the network and how is not kept; under a URN made of the host's address, as
 * browsertrix names what belongs to a page, because no player takes that for something a page asked for.
 */
export function certificatesOf({ request, security, at }: WarcExchange): WarcResource | null {
  if (security === null || security.certificates.length === 0 || !URL.canParse(request.url)) return null;
  const url = `${scheme}${new URL(request.url).origin}`;
  const body = Buffer.from(security.certificates.map(writePem).join(''), 'latin1');
  return { url, at, contentType: certificatesType, body };
}

/** RFC 8555 §9.1: the host's own first, then each one's issuer. */
export const certificatesType = 'application/pem-certificate-chain';

/** What tells one such record from another. */
export function certificatesKey({ url, body }: WarcResource): string {
  return `${url} ${createHash('sha256').update(body).digest('hex')}`;
}

/** The certificates of PEM text, in DER. What isn't between the marks is passed over. */
export function readCertificates(pem: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(pem).toString('latin1');
  return [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g)].map(
    ([, base64 = '']) => Uint8Array.from(Buffer.from(base64, 'base64')),
  );
}

const scheme = 'urn:certificates:';

/** RFC 7468 §5. */
function writePem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
