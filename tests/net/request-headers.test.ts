import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import type { NetOptions } from '../../src/net/net.ts';
import { userAgentOf } from '../../src/net/request-headers.ts';
import { openRecordedNet } from '../../src/recorded-net.ts';
import { type Loopback, netTo, serveHttp, textOf } from './loopback.ts';

let server: Loopback;
beforeAll(async () => {
  server = await serveHttp((request, response) => {
    response.setHeader('set-cookie', ['session=1; Path=/', 'tracker=2']);
    if (request.url === '/away') response.writeHead(302, { location: 'http://other.example/' }).end();
    else response.end(JSON.stringify(request.headers));
  });
});
afterAll(async () => await server.close());

async function sent(request: Partial<WireRequest>, options: Partial<NetOptions> = {}) {
  const net = netTo({ http: server }, options);
  await net.fetch({ url: 'http://example.org/', purpose: 'api' });
  const wire = await net.fetch({ url: 'http://example.org/', purpose: 'api', ...request });
  await net.close();
  return JSON.parse(textOf(wire)) as Record<string, string>;
}

const secrets = {
  Authorization: 'Bearer canary',
  'Proxy-Authorization': 'Basic canary',
  Cookie: 'canary=1',
  Referer: 'https://newsroom.example/canary',
  Host: 'canary.example',
} as const;

describe('what is sent', () => {
  it('says who asks, and how to reach them if they like', () => {
    expect(userAgentOf('1.0', null)).toBe('Holdfast/1.0');
    expect(userAgentOf('1.0', 'desk@news.example')).toBe('Holdfast/1.0 (+desk@news.example)');
    expect(userAgentOf('1.0', 'a\r\nX: (b) é')).toBe('Holdfast/1.0 (+aX: b)');
  });

  it('names the contact that an operator sets in the environment', async () => {
    const connectTo = [`:80:127.0.0.1:${server.port}`];
    const config = readConfig({ connectTo }, { HOLDFAST_CONTACT: 'https://news.example/bot' });
    const recorded = await openRecordedNet(config, silentLog, '1.2.3', null, {});
    const wire = await recorded.net.fetch({ url: 'http://example.org/', purpose: 'media' });
    expect(JSON.parse(textOf(wire))).toMatchObject({
      'user-agent': 'Holdfast/1.2.3 (+https://news.example/bot)',
    });
    await recorded.close();
  });

  it('is a name, a language and the encodings we read, and nothing more', async () => {
    expect(await sent({}, { contact: 'https://news.example/bot' })).toEqual({
      accept: '*/*',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'accept-language': 'en',
      connection: 'keep-alive',
      host: 'example.org',
      'user-agent': 'Holdfast/1.2.3 (+https://news.example/bot)',
    });
  });

  for (const purpose of ['api', 'article', 'media', 'page'] as const)
    it(`has no cookie, credential or referrer in it for ${purpose}, not after a redirect either`, async () => {
      for (const url of ['http://example.org/', 'http://example.org/away']) {
        const headers = JSON.stringify(await sent({ url, purpose, headers: secrets }));
        expect(headers).not.toContain('canary');
        expect(headers).not.toContain('session');
      }
    });

  it('keeps what a source asks with, but not another name', async () => {
    const headers = await sent({
      headers: { Accept: 'application/json', 'X-Api': '1', 'User-Agent': 'Mozilla' },
    });
    expect(headers).toMatchObject({
      accept: 'application/json',
      'x-api': '1',
      'user-agent': 'Holdfast/1.2.3',
    });
  });

  it('lets of a page pass only what changes the answer', async () => {
    const headers = await sent({
      purpose: 'page',
      headers: {
        'User-Agent': 'Mozilla/5.0',
        Origin: 'https://embed.example',
        'Sec-Fetch-Mode': 'cors',
        'Accept-Language': 'ar',
        'X-Client-Data': 'canary',
        'If-None-Match': '"canary"',
        'X-Forwarded-For': '10.0.0.1',
        'Accept-Encoding': 'sdch',
        'Bad Name': 'x',
        Accept: 'a\r\nInjected: canary',
      },
    });
    expect(headers).toEqual({
      accept: '*/*',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'accept-language': 'ar',
      connection: 'keep-alive',
      host: 'example.org',
      origin: 'https://embed.example',
      'sec-fetch-mode': 'cors',
      'user-agent': 'Mozilla/5.0',
    });
  });
});
