import { createHash } from 'node:crypto';
import { type CdxEntry, writeCdx } from './cdx.ts';
import {
  type AboutPackage,
  type WaczPage,
  writeManifest,
  writeManifestDigest,
  writePages,
} from './manifest.ts';
import type { ZipInput } from './write-zip.ts';

/** A whole WARC, gzip per record, and what is in it. */
export interface PackedWarc {
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly size: number;
  readonly stream: Extract<ZipInput, { readonly size: number }>['stream'];
  readonly entries: readonly CdxEntry[];
}

/** The five files of a WACZ 1.1.1, in their order. */
export function waczFiles(
  { sha256, size, stream, entries }: PackedWarc,
  pages: readonly WaczPage[],
  about: AboutPackage,
): readonly ZipInput[] {
  const archive = { path: 'archive/data.warc.gz', size, stream };
  const index = { path: 'indexes/index.cdx', bytes: writeCdx(entries) };
  const list = { path: 'pages/pages.jsonl', bytes: writePages(pages) };
  const small = [index, list].map(({ path, bytes }) => ({
    path,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  }));
  const files = [{ path: archive.path, sha256, bytes: size }, ...small];
  const manifest = writeManifest(files, pages, about);
  return [
    archive,
    index,
    list,
    { path: 'datapackage.json', bytes: manifest },
    { path: 'datapackage-digest.json', bytes: writeManifestDigest(manifest) },
  ];
}
