import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isHoldfastError } from '../../src/errors.ts';
import type { RecordedExchange } from '../../src/model/exchange.ts';
import { type Certificates, makeCertificates } from '../stand-in/certificates.ts';
import { failureOf, type Loopback, netTo, serveBytes, serveHttps, textOf } from './loopback.ts';

let ours: Certificates;
let server: Loopback;
let names: (string | false)[] = [];

beforeAll(async () => {
  ours = makeCertificates(['example.org', '*.wild.example', '192.0.2.7']);
  server = await serveHttps(ours, (request, response) => {
    names.push((request.socket as unknown as { servername: string | false }).servername);
    response.end(`for ${request.headers.host}`);
  });
});

afterAll(async () => {
  await server.close();
});

async function ask(url: string, options: Parameters<typeof netTo>[1] = {}, at: Loopback = server) {
  const net = netTo({ https: at }, { ca: ours.ca, ...options });
  try {
    return await net.fetch({ url, purpose: 'api' });
  } finally {
    await net.close();
  }
}

describe('TLS', () => {
  it('asks for and verifies the name of the URL, wherever the socket leads', async () => {
    names = [];
    expect(textOf(await ask('https://example.org/'))).toBe('for example.org');
    expect(textOf(await ask('https://a.wild.example/'))).toBe('for a.wild.example');
    expect(names).toEqual(['example.org', 'a.wild.example']);
  });

  it('verifies an address by itself and sends no name for it', async () => {
    names = [];
    expect(textOf(await ask('https://192.0.2.7/'))).toBe('for 192.0.2.7');
    expect(names).toEqual([false]);
    expect((await failureOf(ask('https://192.0.2.8/'))).name).toBe('tls');
  });

  it('lets an operator’s key pass to the interface it is for, to nobody else and into no recording', async () => {
    const told: string[] = [];
    const echo = await serveHttps(ours, (request, response) => {
      told.push(`${request.url} ${request.headers.authorization ?? 'no key'}`);
      response.writeHead(request.url === '/away' ? 302 : 200, { location: 'https://a.wild.example/there' });
      response.end();
    });
    const recorded: string[] = [];
    const recorder = {
      record: async (exchange: RecordedExchange) =>
        void recorded.push(JSON.stringify(exchange.request.headers)),
      close: async () => {},
    };
    const net = netTo({ https: echo }, { ca: ours.ca, recorder });
    const headers = { authorization: 'Bearer canary' };
    for (const path of ['here', 'away'])
      await net.fetch({ url: `https://example.org/${path}`, purpose: 'api', headers });
    for (const purpose of ['media', 'article', 'page'] as const)
      await net.fetch({ url: `https://example.org/${purpose}`, purpose, headers });
    await net.close();
    await echo.close();
    expect(told).toEqual([
      '/here Bearer canary',
      '/away Bearer canary',
      '/there no key',
      '/media no key',
      '/article no key',
      '/page no key',
    ]);
    expect(recorded.join()).not.toContain('canary');
  });

  it('refuses a certificate of another name', async () => {
    for (const host of ['other.example', 'a.b.wild.example', 'wild.example', '127.0.0.1', 'localhost'])
      expect((await failureOf(ask(`https://${host}/`))).name).toBe('tls');
  });

  it('refuses an authority nobody named', async () => {
    expect((await failureOf(ask('https://example.org/', { ca: null }))).name).toBe('tls');
    expect(
      (await failureOf(ask('https://example.org/', { ca: makeCertificates(['x.example']).ca }))).name,
    ).toBe('tls');
  });

  it('refuses even where the environment says not to look', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect((await failureOf(ask('https://example.org/', { ca: null }))).name).toBe('tls');
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });

  it('refuses a certificate out of its time', async () => {
    const old = makeCertificates(['example.org'], {
      from: new Date('2020-01-01T00:00:00Z'),
      until: new Date('2021-01-01T00:00:00Z'),
    });
    const expired = await serveHttps(old, (_, response) => response.end('late'));
    expect((await failureOf(ask('https://example.org/', { ca: old.ca }, expired))).name).toBe('tls');
    expect(expired.requests()).toBe(0);
    await expired.close();
  });

  it('refuses what does not speak it', async () => {
    const plain = await serveBytes((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    expect((await failureOf(ask('https://example.org/', {}, plain))).name).toBe('tls');
    await plain.close();
  });

  it('says what to do next', async () => {
    const error = await failureOf(ask('https://other.example/'));
    expect(error.message).toMatch(/--connect-to.*--ca/u);
    expect(error.facts).toMatchObject({ host: 'other.example', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });
});

describe('--ca', () => {
  for (const pem of ['', 'nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])
    it(`refuses ${pem.slice(0, 27) || 'nothing'} as configuration`, () => {
      let thrown: unknown;
      try {
        netTo({}, { ca: pem });
      } catch (error) {
        thrown = error;
      }
      expect(isHoldfastError(thrown, 'config')).toBe(true);
    });
});
