import { createHash } from 'node:crypto';
import type { CdxEntry } from './cdx.ts';

/** A file of the package, as its manifest names it. */
export interface PackagedFile {
  readonly path: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** `pages/pages.jsonl`: every HTML document that was got, once. */
export function writePages(entries: readonly CdxEntry[]): Buffer {
  const header = { format: 'json-pages-1.0', id: 'pages', title: 'All Pages' };
  return jsonLines([header, ...pagesOf(entries).map(({ url, at }) => ({ url, ts: at }))]);
}

/** `datapackage.json` of WACZ 1.1.1: what is in the package, each file with its hash. */
export function writeManifest(
  files: readonly PackagedFile[],
  entries: readonly CdxEntry[],
  { software, created }: { readonly software: string; readonly created: Date },
): Buffer {
  const [main] = pagesOf(entries);
  const manifest = {
    profile: 'data-package',
    wacz_version: '1.1.1',
    title: 'Traffic of a run of Holdfast',
    software,
    created: created.toISOString(),
    ...(main === undefined ? {} : { mainPageUrl: main.url, mainPageDate: main.at }),
    resources: files.map(({ path, sha256, bytes }) => ({
      name: path.split('/').at(-1),
      path,
      hash: `sha256:${sha256}`,
      bytes,
    })),
  };
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** `datapackage-digest.json`: the hash of the manifest, and so of everything. */
export function writeManifestDigest(manifest: Buffer): Buffer {
  const hash = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
  return Buffer.from(`${JSON.stringify({ path: 'datapackage.json', hash })}\n`);
}

function pagesOf(entries: readonly CdxEntry[]): readonly CdxEntry[] {
  const pages = entries.filter(
    ({ method, status, mime }) =>
      method === 'GET' && status === 200 && /^(?:text\/html|application\/xhtml\+xml)$/.test(mime),
  );
  return [...new Map(pages.toReversed().map((page) => [page.url, page])).values()].reverse();
}

function jsonLines(values: readonly object[]): Buffer {
  return Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
}
