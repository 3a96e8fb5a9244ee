import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificates } from '../stand-in/certificates.ts';
import { Home, records } from './holdfast.ts';

const page =
  '<!doctype html><title>خبر</title><blockquote class="twitter-tweet"><p>مرحبا بالعالم من الميناء</p>&mdash; Ada (@ada_example) <a href="https://twitter.com/ada_example/status/1703436713362870723">September 17, 2023</a></blockquote>';

let home: Home;
let server: Server;
let flags: readonly string[];
beforeEach(async () => {
  home = new Home();
  const { ca, key, cert } = makeCertificates(['news.example']);
  writeFileSync(home.in('ca.pem'), ca);
  server = createServer({ key, cert }, (request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/story' }).end();
    else if (request.url === '/inside') response.writeHead(302, { location: 'http://127.0.0.1:80/' }).end();
    else if (request.url === '/story')
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
    else response.writeHead(404).end('gone');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  flags = ['--connect-to', `news.example:443:127.0.0.1:${port}`, '--ca', home.in('ca.pem')];
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  home.remove();
});

describe('an article at an address', () => {
  it('is fetched over verified TLS, redirects followed, its charset taken from the header', async () => {
    const ended = await home.run(['detect', 'https://news.example/moved', '--json', ...flags]);
    expect(ended.code, ended.stderr).toBe(0);
    expect(records(ended)).toMatchObject([
      {
        article: 'https://news.example/moved',
        name: 'x:1703436713362870723',
        quoted: { text: 'مرحبا بالعالم من الميناء' },
      },
    ]);
  });

  it('is refused with words when it is missing, leads inside, or its certificate is not trusted', async () => {
    const missing = await home.run(['detect', 'https://news.example/nothing', ...flags]);
    expect([missing.code, missing.stderr]).toEqual([4, expect.stringContaining('404')]);
    const inside = await home.run(['detect', 'https://news.example/inside', ...flags]);
    expect([inside.code, inside.stderr]).toEqual([4, expect.stringContaining('127.0.0.1')]);
    const untrusted = await home.run(['detect', 'https://news.example/story', ...flags.slice(0, 2)]);
    expect([untrusted.code, untrusted.stderr]).toEqual([4, expect.stringMatching(/certificate/i)]);
  });
});
