import { createHash } from 'node:crypto';

/** A file of the package, as its manifest names it. */
export interface PackagedFile {
  readonly path: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A page a reader may open. */
export interface WaczPage {
  readonly url: string;
  /** ISO 8601: of the record of its document. */
  readonly at: string;
  readonly title: string | null;
  /** What it says, for a reader's search. */
  readonly text?: string;
}

/** What a package says of itself. */
export interface AboutPackage {
  readonly title: string;
  readonly software: string;
  /** ISO 8601 in UTC. */
  readonly created: string;
  /** Properties of our own, under `extras`, where others keep how a capture was made too. */
  readonly extras?: object;
}

/** `pages/pages.jsonl`. */
export function writePages(pages: readonly WaczPage[]): Buffer {
  const header = { format: 'json-pages-1.0', id: 'pages', title: 'All Pages' };
  const lines = pages.map(({ url, at, title, text }) => ({
    url,
    ts: at,
    ...(title === null ? {} : { title }),
    ...(text === undefined ? {} : { text }),
  }));
  return jsonLines([header, ...lines]);
}

/** `datapackage.json` of WACZ 1.1.1: what is in the package, each file with its hash. The first page is the main one. */
export function writeManifest(
  files: readonly PackagedFile[],
  pages: readonly WaczPage[],
  { title, software, created, extras }: AboutPackage,
): Buffer {
  const [main] = pages;
  const manifest = {
    profile: 'data-package',
    wacz_version: '1.1.1',
    title,
    software,
    created,
    ...(main === undefined ? {} : { mainPageUrl: main.url, mainPageDate: main.at }),
    resources: files.map(({ path, sha256, bytes }) => ({
      name: path.split('/').at(-1),
      path,
      hash: `sha256:${sha256}`,
      bytes,
    })),
    ...(extras === undefined ? {} : { extras }),
  };
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** `datapackage-digest.json`: the hash of the manifest, and so of everything. */
export function writeManifestDigest(manifest: Buffer): Buffer {
  const hash = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
  return Buffer.from(`${JSON.stringify({ path: 'datapackage.json', hash })}\n`);
}

function jsonLines(values: readonly object[]): Buffer {
  return Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
}
