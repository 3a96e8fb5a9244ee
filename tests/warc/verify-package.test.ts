import { createHash } from 'node:crypto';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { openZip } from '../../src/warc/read-zip.ts';
import { verifyPackage } from '../../src/warc/verify-package.ts';
import { openWaczWriter } from '../../src/warc/wacz-writer.ts';
import { answered, collect, fixed } from './exchanges.ts';
import { freshFolder } from './folder.ts';

type Files = Readonly<Record<string, Buffer>>;

/** The files of a WACZ with one page. */
async function packaged(): Promise<Files> {
  const path = join(await freshFolder(), 'a.wacz');
  const writer = await openWaczWriter(path, fixed);
  await writer.add(answered('https://example.com/'));
  await writer.finish();
  const zip = await openZip(path);
  const files = await Promise.all(
    zip.names.map(async (name) => [name, (await zip.read(name, 1e6)) ?? Buffer.alloc(0)] as const),
  );
  zip.close();
  return Object.fromEntries(files);
}

async function zipped(files: Files, name = 'a.wacz'): Promise<string> {
  const zip = new ZipFile();
  for (const [entry, bytes] of Object.entries(files)) zip.addBuffer(bytes, entry, { compress: false });
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  const path = join(await freshFolder(), name);
  await writeFile(path, Buffer.concat(chunks));
  return path;
}

async function found(path: string): Promise<string[]> {
  return (await collect(verifyPackage(path))).map(({ what, detail }) => `${what}: ${detail}`);
}

const manifest = 'datapackage.json';

describe('a WACZ', () => {
  it('is whole as it was written', async () => {
    expect(await found(await zipped(await packaged()))).toEqual([]);
  });

  it('is told of every file that is another, missing or not in the manifest', async () => {
    const { 'indexes/index.cdx': _, ...files } = await packaged();
    const pages = Buffer.from(`${String(files['pages/pages.jsonl'])}{"url":"https://example.net/"}\n`);
    const other = await zipped({ ...files, 'pages/pages.jsonl': pages, 'more.txt': Buffer.from('more') });
    expect(await found(other)).toEqual([
      'indexes/index.cdx: it is missing',
      'pages/pages.jsonl: it is not what the manifest says',
      'more.txt: the manifest says nothing of it',
    ]);
  });

  it('is told of a manifest that is another than its digest says, or none at all', async () => {
    const { [manifest]: about = Buffer.alloc(0), ...files } = await packaged();
    const changed = Buffer.from(String(about).replace('Holdfast', 'Other').replace('0.0.0', '0.0.1'));
    expect(await found(await zipped({ ...files, [manifest]: changed }))).toEqual([
      `datapackage-digest.json: it was made of another ${manifest}`,
    ]);
    expect((await found(await zipped(files)))[0]).toBe(
      `${manifest}: it is missing, so nothing tells what the files should be`,
    );
  });
});

describe('a WARC', () => {
  const block = Buffer.from('HTTP/1.1 200 OK\r\n\r\nhello');
  const sha256 = createHash('sha256').update(block).digest('hex');

  async function warc(digest: string): Promise<string> {
    const path = join(await freshFolder(), 'a.warc');
    const head = [
      'WARC/1.1',
      'WARC-Type: response',
      'WARC-Record-ID: <urn:uuid:1>',
      'WARC-Date: 2026-01-02T03:04:05Z',
      'WARC-Target-URI: https://example.com/',
      `WARC-Block-Digest: ${digest}`,
      'Content-Type: application/http;msgtype=response',
      `Content-Length: ${block.length}`,
    ];
    await writeFile(
      path,
      Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), block, Buffer.from('\r\n\r\n')]),
    );
    return path;
  }

  for (const digest of [`sha256:${sha256}`, 'sha1:IORUMWLIBUO53GZZJS7FEOU3IDD3AFBH', 'md9:what'])
    it(`is held against digests as ${digest.slice(0, 12)}`, async () => {
      expect(await found(await warc(digest))).toEqual([]);
    });

  it('is told of a record whose digest is of something else', async () => {
    expect(await found(await warc(`sha256:${sha256.replace(/^./u, 'x')}`))).toEqual([
      '<urn:uuid:1> (https://example.com/): its block is not what its digest says',
    ]);
    const torn = await warc('md9:what');
    await appendFile(torn, 'WARC/1.1\r\nContent-Length: 99\r\n\r\nshort');
    expect(await found(torn)).toEqual([
      expect.stringMatching(/^behind record 1: .*breaks off in the middle of a record/u),
    ]);
  });

  it('is not what anything else is taken for', async () => {
    const other = join(await freshFolder(), 'notes.txt');
    await writeFile(other, 'no records');
    await expect(found(other)).rejects.toMatchObject({ name: 'unreadable-input' });
    await expect(found(`${other}.gone`)).rejects.toMatchObject({ name: 'unreadable-input' });
  });
});
