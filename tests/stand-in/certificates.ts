import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A throw-away authority and a leaf it signed, as PEM. */
export interface Certificates {
  /** Certificate of the authority: what a client must trust. */
  readonly ca: string;
  /** Private key of the leaf. */
  readonly key: string;
  /** Certificate of the leaf, naming every host asked for. */
  readonly cert: string;
}

export interface CertificateOptions {
  /** Validity of both; by default from yesterday for a month. */
  readonly from?: Date;
  readonly until?: Date;
}

/**
 * Makes a fresh authority and a leaf for the hosts (DNS names, wildcards or IP literals), ECDSA P-256,
 * by writing the DER of RFC 5280 by hand: no openssl is needed where the tests run.
 */
export function makeCertificates(hosts: readonly string[], options: CertificateOptions = {}): Certificates {
  const from = options.from ?? new Date(Date.now() - day);
  const until = options.until ?? new Date(Date.now() + 30 * day);
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const authorityName = name('Holdfast test authority');
  const signedBy = { issuer: authorityName, issuerKey: authority.privateKey, from, until };
  const authorityId = keyId(authority.publicKey);
  const ca = certificate({
    ...signedBy,
    subject: authorityName,
    publicKey: authority.publicKey,
    extensions: [
      extension('2.5.29.19', true, sequence(bool(true))),
      // keyCertSign, cRLSign
      extension('2.5.29.15', true, tlv(0x03, Buffer.from([1, 0b0000_0110]))),
      extension('2.5.29.14', false, tlv(0x04, authorityId)),
    ],
  });
  const cert = certificate({
    ...signedBy,
    subject: name('Holdfast test leaf'),
    publicKey: leaf.publicKey,
    extensions: [
      extension('2.5.29.19', true, sequence()),
      // digitalSignature
      extension('2.5.29.15', true, tlv(0x03, Buffer.from([7, 0b1000_0000]))),
      // serverAuth
      extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.14', false, tlv(0x04, keyId(leaf.publicKey))),
      extension('2.5.29.35', false, sequence(tlv(0x80, authorityId))),
      extension('2.5.29.17', false, sequence(...hosts.map(alternativeName))),
    ],
  });
  return {
    ca: pem(ca),
    key: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(cert),
  };
}

interface CertificateParts {
  readonly issuer: Buffer;
  readonly issuerKey: KeyObject;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly from: Date;
  readonly until: Date;
  readonly extensions: readonly Buffer[];
}

const day = 24 * 60 * 60 * 1000;

function certificate(parts: CertificateParts): Buffer {
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
  // The first bit cleared keeps the serial positive, the second set keeps it in its shortest form.
  const serial = randomBytes(16);
  serial.writeUInt8((serial.readUInt8(0) & 0x7f) | 0x40, 0);
  const signed = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, serial),
    algorithm,
    parts.issuer,
    sequence(time(parts.from), time(parts.until)),
    parts.subject,
    parts.publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(...parts.extensions)),
  );
  const signature = sign('sha256', signed, parts.issuerKey);
  return sequence(signed, algorithm, bitString(signature));
}

function name(commonName: string): Buffer {
  return sequence(tlv(0x31, sequence(oid('2.5.4.3'), tlv(0x0c, Buffer.from(commonName, 'utf8')))));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [bool(true)] : []), tlv(0x04, value));
}

function alternativeName(host: string): Buffer {
  return isIP(host) === 0 ? tlv(0x82, Buffer.from(host, 'ascii')) : tlv(0x87, addressBytes(host));
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const middle = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const hex = [...left, ...middle, ...right].map((group) => group.padStart(4, '0')).join('');
  return Buffer.from(hex, 'hex');
}

/** SHA-1 over the key's own DER, RFC 5280 §4.2.1.2 (close enough to method 1: only equality matters). */
function keyId(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

/** UTCTime up to 2049, GeneralizedTime after. */
function time(at: Date): Buffer {
  const digits = `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return at.getUTCFullYear() < 2050
    ? tlv(0x17, Buffer.from(digits.slice(2), 'ascii'))
    : tlv(0x18, Buffer.from(digits, 'ascii'));
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tlv(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

function bool(value: boolean): Buffer {
  return tlv(0x01, Buffer.from([value ? 0xff : 0]));
}

function bitString(bytes: Buffer): Buffer {
  return tlv(0x03, Buffer.concat([Buffer.from([0]), bytes]));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

function tlv(tag: number, value: Buffer): Buffer {
  const { length } = value;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value]);
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
