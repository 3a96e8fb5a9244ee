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

  it('never lead an API from https to http, not after a detour either; articles may', async () => {
    const before = http.requests();
    const detour = `https://b.example/302/${encodeURIComponent('http://b.example/')}`;
    const twice = `https://a.example/302/${encodeURIComponent(detour)}`;
    expect((await failureOf(ask(twice, { purpose: 'api' }))).name).toBe('refused-address');
    expect(http.requests()).toBe(before);
    const down = `https://a.example/302/${encodeURIComponent('http://b.example/')}`;
    expect((await failureOf(ask(down, { purpose: 'api' }))).name).toBe('refused-address');
    expect((await ask(down)).url).toBe('http://b.example/');
  });

  it('take what a host is asked with along to the same host only', async () => {
    const headers = { 'X-Api-Key': 'canary', Accept: 'application/json' };
    const away = await ask(`https://a.example/302/${to}`, { headers });
    expect(away.seen.headers).toMatchObject({ accept: 'application/json' });
    expect(JSON.stringify(away.seen.headers)).not.toContain('canary');
    const near = await ask(`https://a.example/302/${encodeURIComponent('/end')}`, { headers });
    expect(near.seen.headers['x-api-key']).toBe('canary');
  });

  it('are those of HTTP alone: nothing else that a page says makes us ask', async () => {
    const urls = ['http://b.example/refresh', 'http://b.example/meta', 'http://b.example/link'];
    const page = `<meta http-equiv="refresh" content="0;url=${urls[1]}"><link rel="alternate"
      type="application/json+oembed" href="${urls[2]}"><link rel="preconnect" href="//c.example"><script>location='/x'</script>`;
    const server = await serveHttp((_, response) => {
      response
        .writeHead(200, { refresh: `0;url=${urls[0]}`, link: `<${urls[2]}>; rel=preload`, location: '/no' })
        .end(page);
    });
    const plain = netTo({ http: server });
    const wire = await plain.fetch({ url: 'http://a.example/', purpose: 'article' });
    expect([wire.url, wire.status, textOf(wire)]).toEqual(['http://a.example/', 200, page]);
    expect([server.requests(), server.connections()]).toEqual([1, 1]);
    expect(plain.contacted()).toEqual(['a.example']);
    await plain.close();
    await server.close();
  });

  it('to what is no URL are bad responses', async () => {
    const bad = encodeURIComponent('http://[::1/');
    expect((await failureOf(ask(`https://a.example/302/${bad}`))).name).toBe('bad-response');
  });
});
