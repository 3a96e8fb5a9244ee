import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordedExchange } from '../../src/model/exchange.ts';
import { openRecorder } from '../../src/net/record.ts';
import { openPlayer } from '../../src/net/replay.ts';
import { readRecords } from '../../src/warc/read-file.ts';
import { type Certificates, makeCertificates } from '../stand-in/certificates.ts';
import { failureOf, type Loopback, netTo, serveHttp, serveHttps } from './loopback.ts';

const software = 'holdfast/0.0.0-test';
let ours: Certificates;
let secure: Loopback;
let plain: Loopback;

beforeAll(async () => {
  ours = makeCertificates(['example.org', 'example.net']);
  secure = await serveHttps(ours, (request, response) => response.end(request.url));
  plain = await serveHttp((_, response) => response.end('plain'));
});
afterAll(async () => {
  await secure.close();
  await plain.close();
});

async function exchangesOf(urls: readonly string[], https = secure): Promise<RecordedExchange[]> {
  const told: RecordedExchange[] = [];
  const net = netTo({ https, http: plain }, { ca: ours.ca });
  const onExchange = (exchange: RecordedExchange) => void told.push(exchange);
  for (const url of urls) await net.fetch({ url, purpose: 'page', onExchange });
  await net.close();
  return told;
}

describe('how the other side proved who it is', () => {
  it('is told with every exchange, of connections that are used again too', async () => {
    const before = secure.connections();
    const told = await exchangesOf(['https://example.org/a', 'https://example.org/b']);
    expect(secure.connections() - before).toBe(1);
    for (const { security } of told) {
      expect(security).toMatchObject({
        protocol: 'TLSv1.3',
        cipher: expect.stringMatching(/^TLS_[A-Z0-9_]+$/) as string,
      });
      const [leaf, root, ...more] = (security?.certificates ?? []).map((der) => new X509Certificate(der));
      expect(leaf?.fingerprint256).toBe(new X509Certificate(ours.cert).fingerprint256);
      expect(root?.fingerprint256).toBe(new X509Certificate(ours.ca).fingerprint256);
      expect(more).toEqual([]);
    }
  });

  it('is not told of what is not encrypted, or was refused', async () => {
    const [exchange] = await exchangesOf(['http://example.org/']);
    expect(exchange).not.toHaveProperty('security');
    const told: RecordedExchange[] = [];
    const net = netTo({ https: secure }, { ca: ours.ca });
    const onExchange = (each: RecordedExchange) => void told.push(each);
    await failureOf(net.fetch({ url: 'https://other.example/', purpose: 'page', onExchange }));
    await net.close();
    expect(told.map(({ failure, security }) => [failure?.name, security])).toEqual([['tls', undefined]]);
  });

  it('is the chain that was verified, whatever a host sends besides', async () => {
    const stranger = makeCertificates(['x.example']).ca;
    const talkative = await serveHttps({ ...ours, cert: ours.cert + stranger.repeat(99) }, (_, response) =>
      response.end(),
    );
    const [exchange] = await exchangesOf(['https://example.org/'], talkative);
    await talkative.close();
    expect(exchange?.security?.certificates.map((der) => new X509Certificate(der).subject)).toEqual([
      new X509Certificate(ours.cert).subject,
      new X509Certificate(ours.ca).subject,
    ]);
  });

  it('is recorded once for each host, and given back by a replay', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-security-'));
    const path = join(folder, 'run.wacz');
    const recorder = await openRecorder(path, { software, now: () => new Date() });
    const urls = [
      'https://example.org/a',
      'https://example.org/b',
      'https://example.net/',
      'http://example.org/',
    ];
    const net = netTo({ https: secure, http: plain }, { ca: ours.ca, recorder });
    const told: RecordedExchange[] = [];
    const onExchange = (exchange: RecordedExchange) => void told.push(exchange);
    for (const url of urls) await net.fetch({ url, purpose: 'page', onExchange });
    await net.close();
    await recorder.close();
    const player = await openPlayer(path);
    for (const exchange of told) {
      const played = await player.play({ url: exchange.request.url, purpose: 'page' });
      expect(played.security).toEqual(exchange.security);
    }
    const records = await Array.fromAsync(readRecords(path));
    const chains = records.filter(({ type }) => type === 'resource').map(({ url }) => url);
    expect(chains).toEqual(['urn:certificates:https://example.org', 'urn:certificates:https://example.net']);
    await rm(folder, { recursive: true });
  });
});
