import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { readRecords } from '../../src/warc/read-file.ts';
import { openWaczWriter } from '../../src/warc/wacz-writer.ts';
import { answered, collect, fixed } from './exchanges.ts';
import { freshFolder } from './folder.ts';

const warc = 'archive/data.warc.gz';

describe('a WACZ that is damaged', () => {
  it('is refused for any byte changed in its records, and for most others', async () => {
    const good = await wacz();
    const end = good.indexOf('indexes/index.cdx') - 30;
    for (let at = good.indexOf(warc) + warc.length; at < end - 16; at += 7)
      await expect(reading(flipped(good, at))).rejects.toMatchObject(
        refusal(/archive\/data\.warc\.gz|gzip|WARC/),
      );
    await expect(reading(flipped(good, good.indexOf('"data-package"') + 3))).rejects.toMatchObject(
      refusal(/manifest|digest|damaged|checksum/),
    );
    await expect(reading(flipped(good, good.length - 4))).rejects.toMatchObject(
      refusal(/zip|entry|signature|central/),
    );
  });

  it('is refused when its WARC is another than the manifest says, checksums right', async () => {
    const good = await wacz();
    const other = await zipped([
      [warc, partOf(await wacz('other body'), warc, 'indexes/index.cdx')],
      ['datapackage.json', manifestOf(good)],
    ]);
    await expect(reading(other)).rejects.toMatchObject(refusal(/changed or damaged/));
  });

  it('is refused when its manifest is another than the digest says', async () => {
    await expect(
      reading(
        await zipped([
          [warc, Buffer.from('')],
          ['datapackage.json', Buffer.from('{"resources":[]}')],
          ['datapackage-digest.json', Buffer.from('{"hash":"sha256:00"}')],
        ]),
      ),
    ).rejects.toMatchObject(refusal(/digest/));
    await expect(
      reading(
        await zipped([
          [warc, Buffer.from('')],
          ['datapackage.json', Buffer.from('[nothing')],
        ]),
      ),
    ).rejects.toMatchObject(refusal(/not JSON/));
  });

  it('is refused when it is cut short, empty, or something else', async () => {
    const good = await wacz();
    for (const part of [0.1, 0.5, 0.99])
      await expect(reading(good.subarray(0, good.length * part))).rejects.toMatchObject(
        refusal(/zip|central/),
      );
    await expect(reading(Buffer.alloc(0))).rejects.toMatchObject(refusal(/empty/));
    await expect(reading(Buffer.from('%PDF-1.7 and so on'))).rejects.toMatchObject(refusal(/no WARC record/));
    await expect(reading(await zipped([['word/document.xml', Buffer.from('<x/>')]]))).rejects.toMatchObject(
      refusal(/not a WACZ/),
    );
  });
});

describe('a zip that is hostile', () => {
  it('is refused for names that lead out', async () => {
    for (const name of ['../../../etc/x', '/etc/passwd0000', 'C:/windows/xxx', 'a\\..\\..\\b\\c\\dd'])
      await expect(reading(await renamed(name))).rejects.toMatchObject(
        refusal(/zip|relative|absolute|characters/),
      );
  });

  it('is refused for two entries of one name', async () => {
    await expect(
      reading(
        await zipped([
          [warc, Buffer.from('')],
          [warc, Buffer.from('')],
        ]),
      ),
    ).rejects.toMatchObject(refusal(/two entries/));
  });

  it('is refused for a bomb', async () => {
    const bomb = await zipped([[warc, Buffer.alloc(11 * 2 ** 20)]], true);
    expect(bomb.length).toBeLessThan(100_000);
    await expect(reading(bomb)).rejects.toMatchObject(refusal(/200 times/));
  });

  it('is refused for more than 10,000 entries', async () => {
    const zip = await zipped([[warc, Buffer.alloc(0)]]);
    zip.writeUInt16LE(10_001, zip.lastIndexOf('PK\x05\x06', undefined, 'latin1') + 10);
    await expect(reading(zip)).rejects.toMatchObject(refusal(/10000 entries/));
  });

  it('is refused for entries that share their bytes', async () => {
    const zip = await zipped([
      [warc, Buffer.alloc(500, 1)],
      ['archive/more.warc.gz', Buffer.alloc(500, 1)],
    ]);
    // The second entry of the directory is sent to where the first one lies.
    const directory = zip.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    zip.writeUInt32LE(20, directory + 42);
    await expect(reading(zip)).rejects.toMatchObject(refusal(/inside another/));
  });

  it('is refused for encrypted entries and wrong sizes', async () => {
    const encrypted = await zipped([[warc, Buffer.alloc(500, 1)]]);
    const directory = encrypted.indexOf('PK\x01\x02', undefined, 'latin1');
    encrypted.writeUInt16LE(encrypted.readUInt16LE(directory + 8) | 1, directory + 8);
    // What encryption puts before the data.
    encrypted.writeUInt32LE(500 - 12, directory + 24);
    await expect(reading(encrypted)).rejects.toMatchObject(refusal(/encrypted/));
    const lying = await zipped([[warc, Buffer.alloc(500, 1)]]);
    lying.writeUInt32LE(4_000_000, lying.indexOf('PK\x01\x02', undefined, 'latin1') + 24);
    await expect(reading(lying)).rejects.toMatchObject(refusal(/zip|size/));
  });
});

async function wacz(body = 'a body'): Promise<Buffer> {
  const path = join(await freshFolder(), 'run.wacz');
  const writer = await openWaczWriter(path, fixed);
  await writer.add(answered('https://example.com/', { body: Buffer.from(body) }));
  await writer.finish();
  return readFile(path);
}

async function reading(bytes: Buffer): Promise<unknown[]> {
  const path = join(await freshFolder(), 'hostile.wacz');
  await writeFile(path, bytes);
  return collect(readRecords(path));
}

function refusal(message: RegExp): object {
  return { name: 'unreadable-input', message: expect.stringMatching(message) as string };
}

async function zipped(files: readonly (readonly [string, Buffer])[], compress = false): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(bytes, name, { compress });
  zip.end();
  return Buffer.concat(await collect(zip.outputStream as Readable as AsyncIterable<Buffer>));
}

/** A zip with one entry of that name: yazl itself refuses to write such names. */
async function renamed(name: string): Promise<Buffer> {
  const placeholder = 'x'.repeat(name.length);
  const zip = await zipped([[placeholder, Buffer.from('x')]]);
  return Buffer.from(zip.toString('latin1').replaceAll(placeholder, name), 'latin1');
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at);
  return copy;
}

function manifestOf(zip: Buffer): Buffer {
  const text = zip.toString('latin1');
  const from = text.indexOf('{\n  "profile"');
  return Buffer.from(text.slice(from, text.indexOf('\n}\n', from) + 3), 'latin1');
}

/** The stored bytes of an entry, up to the header of the one that follows. */
function partOf(zip: Buffer, name: string, next: string): Buffer {
  const from = zip.indexOf(name) + name.length;
  const header = zip.indexOf(next) - 30;
  const size = zip.readUInt32LE(zip.indexOf('PK\x01\x02', undefined, 'latin1') + 20);
  return zip.subarray(from, Math.min(from + size, header));
}
