import type { IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WireRequest } from '../../src/model/wire.ts';
import type { Net } from '../../src/net/net.ts';
import { type Certificates, makeCertificates } from '../stand-in/certificates.ts';
import { failureOf, type Loopback, netTo, serveHttp, serveHttps, textOf } from './loopback.ts';

/** `/STATUS/REST` redirects to REST (percent-decoded); `/loop/N` to `/loop/N+1`; all else says what came. */
const certificates: Certificates = makeCertificates(['a.example', 'b.example']);
let http: Loopback;
let https: Loopback;
let net: Net;

beforeAll(async () => {
  const listener = async (request: IncomingMessage, response: import('node:http').ServerResponse) => {
    const [, first = '', ...rest] = (request.url ?? '').split('/');
    if (first === 'loop') return response.writeHead(302, { location: `/loop/${Number(rest[0]) + 1}` }).end();
    if (/^3\d\d$/u.test(first))
      return response.writeHead(Number(first), { location: decodeURIComponent(rest.join('/')) }).end();
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { method, headers, url } = request;
    return response.end(JSON.stringify({ method, body, url, headers }));
  };
  http = await serveHttp((request, response) => void listener(request, response));
  https = await serveHttps(certificates, (request, response) => void listener(request, response));
});
beforeEach(() => {
  net = netTo({ http, https }, { ca: certificates.ca });
});
afterEach(async () => await net.close());
afterAll(async () => {
  await http.close();
  await https.close();
});

async function ask(url: string, more: Partial<WireRequest> = {}) {
  const wire = await net.fetch({ url, purpose: 'article', ...more });
  const seen = JSON.parse(textOf(wire)) as {
    method: string;
    body: string;
    url: string;
    headers: Record<string, string>;
  };
  return { url: wire.url, seen };
}

describe('redirects', () => {
  const to = encodeURIComponent('https://b.example/end?x=1#part');
  const post = {
    method: 'POST',
    body: Buffer.from('data'),
    headers: { 'content-type': 'text/plain' },
  } as const;

  it('lead on, and the wire tells the address that answered, without its fragment', async () => {
    const { url, seen } = await ask(`http://a.example/302/${to}`);
    expect(url).toBe('https://b.example/end?x=1');
    expect(seen.url).toBe('/end?x=1');
    expect(seen.headers['host']).toBe('b.example');
    expect(net.contacted()).toEqual(['a.example', 'b.example']);
  });

  for (const [status, method, body] of [
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'data'],
    [308, 'POST', 'data'],
  ] as const)
    it(`${status} of a POST goes on as ${method}`, async () => {
      const { seen } = await ask(`https://a.example/${status}/${to}`, post);
      expect([seen.method, seen.body]).toEqual([method, body]);
      expect(seen.headers['content-type']).toBe(method === 'GET' ? undefined : 'text/plain');
    });

  it('303 of a HEAD stays one', async () => {
    const wire = await net.fetch({ url: `https://a.example/303/${to}`, purpose: 'article', method: 'HEAD' });
    expect([wire.url, wire.status, wire.body.length]).toEqual(['https://b.example/end?x=1', 200, 0]);
  });

  it('may be relative, and in raw UTF-8', async () => {
    expect((await ask('https://a.example/302/..%2Fup')).url).toBe('https://a.example/up');
    const raw = Buffer.from('/straße', 'utf8').toString('latin1');
    expect((await ask(`https://a.example/302/${encodeURIComponent(raw)}`)).url).toBe(
      'https://a.example/stra%C3%9Fe',
    );
  });

  it('are handed back when asked for, and when they lead nowhere', async () => {
    const manual = await net.fetch({
      url: `https://a.example/302/${to}`,
      purpose: 'page',
      redirect: 'manual',
    });
    expect(manual.status).toBe(302);
    expect((await net.fetch({ url: 'https://a.example/304/x', purpose: 'api' })).status).toBe(304);
    expect((await net.fetch({ url: 'https://a.example/300/x', purpose: 'api' })).status).toBe(300);
  });

  it('are followed five times, not six', async () => {
    const before = http.requests();
    expect((await failureOf(ask('http://a.example/loop/0'))).name).toBe('too-many-redirects');
    expect(http.requests() - before).toBe(6);
    const chain = (hops: number): string =>
      hops === 0 ? 'http://b.example/end' : `http://a.example/302/${encodeURIComponent(chain(hops - 1))}`;
    expect((await ask(chain(5))).url).toBe('http://b.example/end');
  });

  it('never lead an API from https to http; articles may', async () => {
    const down = `https://a.example/302/${encodeURIComponent('http://b.example/')}`;
    expect((await failureOf(ask(down, { purpose: 'api' }))).name).toBe('refused-address');
    expect((await ask(down)).url).toBe('http://b.example/');
  });

  it('to what is no URL are bad responses', async () => {
    const bad = encodeURIComponent('http://[::1/');
    expect((await failureOf(ask(`https://a.example/302/${bad}`))).name).toBe('bad-response');
  });
});
