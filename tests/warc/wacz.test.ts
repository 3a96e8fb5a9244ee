import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { WARCParser, WARCSerializer } from 'warcio';
import { openPromise } from 'yauzl';
import { readExchanges, readRecords } from '../../src/warc/read-file.ts';
import type { WarcExchange } from '../../src/warc/record.ts';
import { openWaczWriter } from '../../src/warc/wacz-writer.ts';
import { answered, collect, comparable, failed, fixed } from './exchanges.ts';
import { freshFolder } from './folder.ts';

const html = { headers: [['content-type', 'text/html; charset=utf-8']] } as const;
const run: readonly WarcExchange[] = [
  answered('https://example.com/article', html),
  answered('https://example.com/a.json', {
    headers: [
      ['content-type', 'application/json'],
      ['content-encoding', 'br'],
    ],
    body: Buffer.from('{"a":"ü"}'),
  }),
  answered(
    'https://example.com/api?b=2&a=1',
    { status: 404, headers: [['content-type', 'application/json']] },
    {
      method: 'POST',
      headers: [['content-type', 'application/x-www-form-urlencoded']],
      body: Buffer.from('x=1'),
    },
  ),
  failed('https://gone.example/', 'dns', 'gone.example has no address'),
  answered('https://example.com/article', { ...html, body: Buffer.from('second time') }),
];

describe('a finished WACZ', () => {
  it('holds the five files of WACZ 1.1.1 in their order, nothing compressed', async () => {
    const { entries } = await unzipped(await written(run));
    expect(entries.map(({ name }) => name)).toEqual([
      'archive/data.warc.gz',
      'indexes/index.cdx',
      'pages/pages.jsonl',
      'datapackage.json',
      'datapackage-digest.json',
    ]);
    expect(entries.map(({ method }) => method)).toEqual([0, 0, 0, 0, 0]);
  });

  it('names each file with its hash and size, and the manifest with its own', async () => {
    const { file } = await unzipped(await written(run));
    const manifest = JSON.parse(file('datapackage.json').toString()) as {
      resources: { path: string; hash: string; bytes: number }[];
    };
    expect(manifest).toMatchObject({
      profile: 'data-package',
      wacz_version: '1.1.1',
      software: fixed.software,
      created: '2026-01-02T03:04:05.678Z',
      mainPageUrl: 'https://example.com/article',
    });
    expect(manifest.resources.map(({ path }) => path)).toEqual([
      'archive/data.warc.gz',
      'indexes/index.cdx',
      'pages/pages.jsonl',
    ]);
    for (const { path, hash, bytes } of manifest.resources)
      expect([hash, bytes]).toEqual([`sha256:${sha256(file(path))}`, file(path).length]);
    expect(JSON.parse(file('datapackage-digest.json').toString())).toEqual({
      path: 'datapackage.json',
      hash: `sha256:${sha256(file('datapackage.json'))}`,
    });
  });

  it('lists pages once and every answer in a sorted index that leads to its record', async () => {
    const { file } = await unzipped(await written(run));
    const pages = file('pages/pages.jsonl').toString().trimEnd().split('\n');
    expect(pages.map((line) => (JSON.parse(line) as { url?: string }).url)).toEqual([
      undefined,
      'https://example.com/article',
    ]);
    const warc = file('archive/data.warc.gz');
    const lines = file('indexes/index.cdx').toString().trimEnd().split('\n');
    expect(lines).toEqual([...lines].sort());
    expect(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'com,example)/a.json 20260102030405',
      'com,example)/api?__wb_method=post&a=1&b=2&x=1 20260102030405',
      'com,example)/article 20260102030405',
      'com,example)/article 20260102030405',
    ]);
    for (const line of lines) {
      const entry = JSON.parse(line.slice(line.indexOf('{'))) as {
        url: string;
        offset: number;
        length: number;
        digest: string;
      };
      const record = gunzipSync(warc.subarray(entry.offset, entry.offset + entry.length)).toString('latin1');
      expect(record).toMatch(/^WARC\/1\.1\r\nWARC-Type: response\r\n/);
      expect(record).toContain(`WARC-Target-URI: ${entry.url}\r\n`);
      expect(record).toContain(`WARC-Payload-Digest: ${entry.digest}\r\n`);
    }
  });

  it('is read by warcio record for record, both digests right', async () => {
    const { file } = await unzipped(await written(run));
    const seen: (string | null | undefined)[][] = [];
    const recomputed: (string | null | undefined)[][] = [];
    const warc = file('archive/data.warc.gz');
    for await (const record of new WARCParser([warc], { keepHeadersCase: true })) {
      const { warcType } = record;
      seen.push([warcType, record.warcBlockDigest, record.warcPayloadDigest]);
      await new WARCSerializer(record).digestRecord({ recompute: true });
      recomputed.push([warcType, record.warcBlockDigest, record.warcPayloadDigest]);
    }
    const pair = ['request', 'response'];
    const types = ['warcinfo', ...pair, ...pair, ...pair, 'request', 'metadata', ...pair];
    expect(seen.map(([type]) => type)).toEqual(types);
    // It gives metadata a payload digest of its own, which the block's already is.
    expect(recomputed.map((each) => each.slice(0, each[0] === 'metadata' ? 2 : 3))).toEqual(
      seen.map((each) => each.slice(0, each[0] === 'metadata' ? 2 : 3)),
    );
  });

  it('has digests that code of the tests finds too, cut by hand from the plain bytes', async () => {
    const { file } = await unzipped(await written(run));
    const plain = gunzipSync(file('archive/data.warc.gz'));
    let found = 0;
    for (let at = 0; at < plain.length; ) {
      const head = plain.subarray(at, plain.indexOf('\r\n\r\n', at)).toString();
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1]?.trim();
      const from = at + Buffer.byteLength(head) + 4;
      const block = plain.subarray(from, from + Number(field('Content-Length')));
      expect(field('WARC-Block-Digest')).toBe(`sha256:${sha256(block)}`);
      const payload = `sha256:${sha256(block.subarray(block.indexOf('\r\n\r\n') + 4))}`;
      const holdsHttp = field('Content-Type')?.startsWith('application/http') === true;
      expect(field('WARC-Payload-Digest')).toBe(holdsHttp ? payload : undefined);
      found += holdsHttp ? 1 : 0;
      at = from + block.length + 4;
    }
    expect(found).toBe(9);
  });

  it('is the same bytes every time, in every time zone', async () => {
    const first = await readFile(await written(run));
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'Asia/Kathmandu';
      expect((await readFile(await written(run))).equals(first)).toBe(true);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
    expect((await readFile(await written(run.slice(1)))).equals(first)).toBe(false);
  });

  it('gives unlike ids to records that are alike', async () => {
    const same = answered('https://example.com/');
    const records = await collect(readRecords(await written([same, same])));
    expect(new Set(records.map(({ id }) => id)).size).toBe(5);
    expect(records.every(({ id }) => /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
  });

  it('is whole even when nothing was recorded', async () => {
    expect((await collect(readRecords(await written([])))).map(({ type }) => type)).toEqual(['warcinfo']);
  });
});

describe('a WACZ in the making', () => {
  it('shows nothing under the final name, and all that came so far beside it', async () => {
    const folder = await freshFolder();
    const path = join(folder, 'new', 'run.wacz');
    const writer = await openWaczWriter(path, fixed);
    for (const exchange of run) await writer.add(exchange);
    expect(await readdir(join(folder, 'new'))).toEqual(['run.wacz.partial']);
    const found = await collect(readExchanges(`${path}.partial`));
    expect(found.map(comparable)).toEqual(run.map(comparable));
    await writer.finish();
    expect(await readdir(join(folder, 'new'))).toEqual(['run.wacz']);
    await expect(writer.add(answered('https://example.com/late'))).rejects.toThrow('after');
    await writer.finish();
  });

  it('takes over what a killed run left, but for the record it was writing', async () => {
    const path = join(await freshFolder(), 'run.wacz');
    const left = await leftOf(run);
    await writeFile(`${path}.partial`, left.subarray(0, -20));
    const next = await openWaczWriter(path, fixed);
    await next.add(answered('https://example.com/more'));
    await next.finish();
    const found = await collect(readExchanges(path));
    const expected = [...run.slice(0, -1), answered('https://example.com/more')];
    expect(found.map(comparable)).toEqual(expected.map(comparable));
    expect(await readdir(join(path, '..'))).toEqual(['run.wacz']);
  });

  it('takes it over again when that was interrupted too', async () => {
    const path = join(await freshFolder(), 'run.wacz');
    await writeFile(`${path}.partial.old`, await leftOf(run));
    await writeFile(`${path}.partial`, 'the start of a copy');
    await (await openWaczWriter(path, fixed)).finish();
    expect((await collect(readExchanges(path))).map(comparable)).toEqual(run.map(comparable));
  });

  it('loses nothing it acknowledged to a kill -9', async () => {
    const path = join(await freshFolder(), 'run.wacz');
    const child = spawn(process.execPath, [join(import.meta.dirname, 'endless-run.ts'), path]);
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.split('\n').length > 200) child.kill('SIGKILL');
    });
    await once(child, 'close');
    expect(child.signalCode).toBe('SIGKILL');
    const acknowledged = told.slice(0, told.lastIndexOf('\n')).split('\n');
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(await readdir(join(path, '..'))).toEqual(['run.wacz.partial']);
    await (await openWaczWriter(path, fixed)).finish();
    const urls = new Set((await collect(readExchanges(path))).map(({ request }) => request.url));
    expect(acknowledged.filter((url) => !urls.has(url))).toEqual([]);
  });

  it('keeps an older file until the new one is whole', async () => {
    const path = await written(run);
    const writer = await openWaczWriter(path, fixed);
    expect((await collect(readExchanges(path))).length).toBe(run.length);
    await writer.finish();
    expect(await collect(readExchanges(path))).toEqual([]);
  });

  it('says at once when there is no place for it', async () => {
    const folder = await freshFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(openWaczWriter(join(folder, 'file', 'run.wacz'), fixed)).rejects.toMatchObject({
      name: 'config',
      message: expect.stringContaining('run.wacz') as string,
    });
  });

  it('says that the disk is full', async ({ skip }) => {
    if (process.platform !== 'linux') skip('needs /dev/full');
    const { unwritable } = await import('../../src/warc/unwritable.ts');
    const error: unknown = await writeFile('/dev/full', 'x').catch((thrown: unknown) => thrown);
    expect(unwritable(error, 'run.wacz')).toMatchObject({ name: 'disk-full', cause: error });
  });
});

async function written(exchanges: readonly WarcExchange[]): Promise<string> {
  const path = join(await freshFolder(), 'run.wacz');
  const writer = await openWaczWriter(path, fixed);
  for (const exchange of exchanges) await writer.add(exchange);
  await writer.finish();
  return path;
}

/** What a run that never ended leaves behind. */
async function leftOf(exchanges: readonly WarcExchange[]): Promise<Buffer> {
  const path = join(await freshFolder(), 'run.wacz');
  const writer = await openWaczWriter(path, fixed);
  for (const exchange of exchanges) await writer.add(exchange);
  const left = await readFile(`${path}.partial`);
  await writer.finish();
  return left;
}

async function unzipped(path: string) {
  const zip = await openPromise(path, { autoClose: false });
  const entries: { name: string; method: number; bytes: Buffer }[] = [];
  for await (const entry of zip.eachEntry()) {
    const chunks = await collect((await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>);
    entries.push({ name: entry.fileName, method: entry.compressionMethod, bytes: Buffer.concat(chunks) });
  }
  zip.close();
  const file = (name: string) => entries.find((entry) => entry.name === name)?.bytes ?? Buffer.alloc(0);
  return { entries, file };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
