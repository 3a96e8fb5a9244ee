import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import type { LookupAll } from '../../src/net/lookup.ts';
import { type Net, openNet } from '../../src/net/net.ts';
import { failureOf, type Loopback, serveHttp } from './loopback.ts';

/**
 * The canary listens on every address of the machine, and ports 80 and 443 of all hosts lead to its port with
 * the host kept (`:80::PORT`): the guard of ports is out of the way, so only the guard of addresses stands
 * between a URL and the canary.
 */
let canary: Loopback;
let redirector: Loopback;
let net: Net;
let next = '';
let status = 302;

beforeAll(async () => {
  canary = await serveHttp((_, response) => response.end('SECRET'), '::');
  redirector = await serveHttp((request, response) => {
    const location = request.url === '/twice' ? '/once' : next;
    response.writeHead(status, { location: Buffer.from(location, 'utf8').toString('latin1') }).end();
  });
  net = openNet({
    log: silentLog,
    contact: null,
    version: '0',
    connectTo: [`hop.example:80:127.0.0.1:${redirector.port}`, `:80::${canary.port}`, `:443::${canary.port}`],
    ca: null,
    hostLimits: () => ({ concurrency: 8, burst: 1, intervalMs: 0 }),
    lookup: names,
  });
});

afterAll(async () => {
  await net.close();
  await canary.close();
  await redirector.close();
});

/** 28 spellings of places no stranger may send us to. */
const hosts = [
  '127.0.0.1',
  '127.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '017700000001',
  '0177.0.0.1',
  '0x7f.1',
  '127.0.0.1.',
  '①②⑦.0.0.1',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '0.0.0.0',
  '0',
  '10.0.0.5',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[fd00:ec2::254]',
  'localhost',
] as const;

const names: LookupAll = (host) =>
  host.startsWith('localhost') || host.endsWith('.private.example')
    ? Promise.resolve([
        { address: host.startsWith('v6') ? '::1' : '127.0.0.1', family: host.startsWith('v6') ? 6 : 4 },
      ])
    : Promise.reject(Object.assign(new Error('unknown'), { code: 'EAI_FAIL' }));

/** The ways a URL gets here. */
const ways: Readonly<Record<string, (host: string) => Partial<WireRequest> & { readonly url: string }>> = {
  'as an article': (host) => ({ url: `http://${host}/latest/meta-data/` }),
  'over TLS': (host) => ({ url: `https://${host}/` }),
  'with the port said': (host) => ({ url: `http://${host}:80/` }),
  'with a POST of a page': (host) => ({ url: `http://${host}/`, method: 'POST', purpose: 'page' }),
  'as a picture': (host) => ({ url: `http:\\\\${host}\\a.png`, purpose: 'media' }),
  'by a redirect': (host) => redirect(`http://${host}/`),
  'by a permanent redirect that keeps the method': (host) => redirect(`http://${host}/`, 308),
  'by a redirect without a scheme': (host) => redirect(`//${host}/`),
  'by a second redirect': (host) => redirect(`https://${host}/`, 301, '/twice'),
};

function redirect(to: string, as = 302, path = '/once') {
  next = to;
  status = as;
  return { url: `http://hop.example${path}` };
}

describe('what no URL may reach', () => {
  it('is reached when an operator names it, so the canary can sing', async () => {
    const open = openNet({
      log: silentLog,
      contact: null,
      version: '0',
      connectTo: [`localhost:80:127.0.0.1:${canary.port}`],
      ca: null,
    });
    expect((await open.fetch({ url: 'http://localhost/', purpose: 'article' })).status).toBe(200);
    expect(canary.connections()).toBe(1);
    await open.close();
  });

  for (const [way, requestOf] of Object.entries(ways))
    for (const host of hosts)
      it(`${host} ${way}`, async () => {
        const before = canary.connections();
        const error = await failureOf(net.fetch({ purpose: 'article', ...requestOf(host) }));
        expect(error.name).toBe('refused-address');
        expect(canary.connections()).toBe(before);
      });

  for (const url of [
    'http://v4.private.example/',
    'http://v6.private.example/',
    'https://v4.private.example/',
  ])
    it(`${url}, a name of such an address`, async () => {
      const before = canary.connections();
      expect((await failureOf(net.fetch({ url, purpose: 'article' }))).name).toBe('refused-address');
      expect(canary.connections()).toBe(before);
    });

  for (const url of [
    'http://user@127.0.0.1/',
    'http://user:pass@example.org/',
    'http://127.0.0.1:65536/',
    'http://[fe80::1%25eth0]/',
    'http://[::1/',
    'http:///',
    'http://',
    '//127.0.0.1/',
    'file:///etc/passwd',
    'FILE:///etc/passwd',
    'ftp://127.0.0.1/',
    'gopher://127.0.0.1:80/_',
    'javascript:alert(1)',
    'data:text/html,x',
    'view-source:file:///etc/passwd',
    'blob:http://127.0.0.1/x',
    'filesystem:http://127.0.0.1/x',
    'chrome://version',
    'about:blank',
    'ws://127.0.0.1/',
    'http://exa mple/',
    'http://127.0.0.1\u0000.example/',
    `http://127.0.0.1/${'a'.repeat(10_000)}`,
    '',
    'nonsense',
  ])
    it(`${url.slice(0, 40) || 'nothing'} is no URL to ask for`, async () => {
      const before = canary.connections();
      const failure = await failureOf(net.fetch({ url, purpose: 'article' }));
      expect(failure.name).toBe('bad-url');
      expect(failure.message).not.toContain('pass@');
      expect(canary.connections()).toBe(before);
    });

  for (const url of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'http://u:p@example.org/',
  ])
    it(`a redirect to ${url} is not followed`, async () => {
      expect((await failureOf(net.fetch({ purpose: 'article', ...redirect(url) }))).name).toBe('bad-url');
    });
});

describe('ports', () => {
  for (const port of [0, 1, 22, 25, 81, 6379, 8080, 8443, 11_211, 65_535])
    it(`${port} is refused`, async () => {
      const plain = openNet({
        log: silentLog,
        contact: null,
        version: '0',
        connectTo: [],
        ca: null,
        lookup: names,
      });
      const url = `http://example.org:${port}/`;
      expect((await failureOf(plain.fetch({ url, purpose: 'article' }))).name).toBe('refused-address');
      await plain.close();
    });
});
