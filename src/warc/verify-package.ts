import { createHash } from 'node:crypto';
import { isHoldfastError } from '../errors.ts';
import { readRecords } from './read-file.ts';
import { type GuardedZip, openZip } from './read-zip.ts';
import { fieldOf, type HeaderList } from './record.ts';

/** What is wrong with a part of a package. */
export interface PackageDamage {
  readonly what: string;
  readonly detail: string;
}

/**
 * A WACZ against its manifest, which names every file with its hash, and its records against their digests; of a WARC
 * the records alone. Throws `unreadable-input` for what is neither.
 */
export async function* verifyPackage(path: string): AsyncIterable<PackageDamage> {
  const zip = await openedZip(path);
  if (zip !== null)
    try {
      yield* verifyFiles(zip);
    } finally {
      zip.close();
    }
  yield* verifyRecords(path, zip !== null);
}

/** Null for what is no zip at all: a bare WARC. */
async function openedZip(path: string): Promise<GuardedZip | null> {
  try {
    return await openZip(path);
  } catch (error) {
    if (!isHoldfastError(error, 'unreadable-input') || /\.(?:wacz|zip)$/iu.test(path)) throw error;
    return null;
  }
}

const manifestName = 'datapackage.json';
const digestName = 'datapackage-digest.json';
const maxManifestBytes = 64 * 2 ** 20;

async function* verifyFiles(zip: GuardedZip): AsyncIterable<PackageDamage> {
  const manifest = await zip.read(manifestName, maxManifestBytes);
  if (manifest === null) {
    yield { what: manifestName, detail: 'it is missing, so nothing tells what the files should be' };
    return;
  }
  const digest = await zip.read(digestName, maxManifestBytes);
  const said = digest === null ? null : parsed(digest)?.['hash'];
  if (said !== null && said !== `sha256:${sha256(manifest)}`)
    yield { what: digestName, detail: `it was made of another ${manifestName}` };
  const resources = parsed(manifest)?.['resources'];
  if (!Array.isArray(resources)) {
    yield { what: manifestName, detail: "it can't be read" };
    return;
  }
  const listed = new Set([manifestName, digestName]);
  for (const { path, hash } of resources as { path?: unknown; hash?: unknown }[]) {
    const name = String(path);
    listed.add(name);
    if (!zip.names.includes(name)) yield { what: name, detail: 'it is missing' };
    else yield* verifyFile(zip, name, String(hash));
  }
  for (const name of zip.names)
    if (!listed.has(name) && !name.endsWith('/') && !name.startsWith('signatures/'))
      yield { what: name, detail: 'the manifest says nothing of it' };
}

async function* verifyFile(zip: GuardedZip, name: string, wanted: string): AsyncIterable<PackageDamage> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of zip.stream(name)) hash.update(chunk);
  } catch (error) {
    if (!isHoldfastError(error, 'unreadable-input')) throw error;
    yield { what: name, detail: error.message };
    return;
  }
  if (wanted !== `sha256:${hash.digest('hex')}`)
    yield { what: name, detail: 'it is not what the manifest says' };
}

async function* verifyRecords(path: string, isPackage: boolean): AsyncIterable<PackageDamage> {
  const wrong: PackageDamage[] = [];
  const onBlock = (fields: HeaderList, block: Uint8Array) => {
    const said = fieldOf(fields, 'warc-block-digest');
    if (said === null || digestOfKind(said, block) !== false) return;
    const id = fieldOf(fields, 'warc-record-id') ?? 'a record';
    wrong.push({
      what: `${id} (${fieldOf(fields, 'warc-target-uri') ?? 'no address'})`,
      detail: 'its block is not what its digest says',
    });
  };
  let records = 0;
  try {
    for await (const _ of readRecords(path, { onBlock })) {
      records += 1;
      yield* wrong.splice(0);
    }
  } catch (error) {
    // What doesn't begin like a WARC is none.
    if (!isHoldfastError(error, 'unreadable-input') || (records === 0 && !isPackage)) throw error;
    // Of a package's files it was said already.
    if (!isPackage) yield { what: `behind record ${records}`, detail: error.message };
  }
  yield* wrong;
}

/** Null for a kind of digest that isn't known here. */
function digestOfKind(said: string, block: Uint8Array): boolean | null {
  const [, kind = '', value = ''] = /^(sha-?256|sha-?1):(.+)$/iu.exec(said) ?? [];
  const algorithm = kind.toLowerCase().replace('-', '');
  if (algorithm === '') return null;
  const digest = createHash(algorithm).update(block).digest();
  return (
    value.toLowerCase() === digest.toString('hex') ||
    value.toUpperCase().replace(/=+$/u, '') === base32(digest)
  );
}

/** RFC 4648 §6, without the padding. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/gu) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(five.padEnd(5, '0'), 2)))
    .join('');
}

function parsed(bytes: Buffer): Record<string, unknown> | null {
  try {
    return JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
