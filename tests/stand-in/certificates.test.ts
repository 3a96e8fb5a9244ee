import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { makeCertificates } from './certificates.ts';

const hosts = ['example.com', '*.example.org', '127.0.0.1', '2001:db8::1'];

describe('makeCertificates', () => {
  const made = makeCertificates(hosts);

  it('makes a leaf for every name, signed by the authority', () => {
    const ca = new X509Certificate(made.ca);
    const cert = new X509Certificate(made.cert);
    expect(cert.verify(ca.publicKey)).toBe(true);
    expect(cert.checkIssued(ca)).toBe(true);
    expect(ca.ca).toBe(true);
    expect(cert.ca).toBe(false);
    expect(cert.checkHost('example.com')).toBe('example.com');
    expect(cert.checkHost('a.example.org')).toBe('*.example.org');
    expect(cert.checkHost('example.net')).toBeUndefined();
    expect(cert.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(cert.checkIP('2001:db8::1')).toBe('2001:db8::1');
  });

  it('serves TLS that a client with the authority accepts, and no other', async () => {
    const server = createServer({ key: made.key, cert: made.cert }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      expect(await handshake(port, 'example.com', made.ca)).toBe('ok');
      expect(await handshake(port, 'example.net', made.ca)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
      expect(await handshake(port, 'example.com', makeCertificates(hosts).ca)).not.toBe('ok');
      expect(await handshake(port, 'example.com', undefined)).not.toBe('ok');
    } finally {
      server.close();
    }
  });

  it('can be out of date', async () => {
    const old = makeCertificates(hosts, { from: new Date('2001-01-01'), until: new Date('2051-01-02') });
    expect(new X509Certificate(old.cert).validToDate).toEqual(new Date('2051-01-02'));
    expect(new X509Certificate(old.cert).validFromDate).toEqual(new Date('2001-01-01'));
  });
});

async function handshake(port: number, servername: string, ca: string | undefined): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, servername, ...(ca === undefined ? {} : { ca }) });
  try {
    await once(socket, 'secureConnect');
    return 'ok';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'failed';
  } finally {
    socket.destroy();
  }
}
