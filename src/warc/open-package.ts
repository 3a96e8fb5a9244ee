import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { certificatesType } from './certificates.ts';
import type { AboutPackage, WaczPage } from './manifest.ts';
import { createPacker } from './pack-exchange.ts';
import { type FieldValues, packWarcinfo } from './pack-record.ts';
import { readExchanges, readRecords } from './read-file.ts';
import { readPages } from './read-pages.ts';
import type { WarcExchange, WarcResource } from './record.ts';
import { syncFolder } from './sync-folder.ts';
import { unwritable } from './unwritable.ts';
import { waczFiles } from './wacz-files.ts';
import { openWarcSpool } from './warc-spool.ts';
import { writeStoredZip } from './write-zip.ts';

/**
 * A WACZ put together out of what was kept before: other packages and single files. It grows on disk beside its path
 * and stands there only once it is whole. The same things in the same order give the same bytes.
 */
export interface WaczPackage {
  /** What another package holds: its exchanges, what was kept beside them, and its pages, which say this. */
  merge(wacz: Uint8Array, text?: string): Promise<void>;
  /** Left out if the very same is in it already. */
  resource(resource: WarcResource): Promise<void>;
  page(page: WaczPage): void;
  /** On disk once it resolves; a file that was there is replaced. */
  finish(about: Omit<AboutPackage, 'software' | 'created'>): Promise<void>;
  /** Leaves nothing of it. */
  abandon(): Promise<void>;
}

export interface PackageOptions {
  readonly software: string;
  /** ISO 8601 in UTC: the newest of what is put in, so that the file doesn't depend on the day it is made. */
  readonly created: string;
  /** Fields of the warcinfo record beside the usual. */
  readonly info?: FieldValues;
}

/** Begins one. Throws `archive-unavailable` and `disk-full`, here and later; `unreadable-input` for what is merged. */
export async function openWaczPackage(path: string, options: PackageOptions): Promise<WaczPackage> {
  const { software, created, info = {} } = options;
  const [records, merged, draft] = [`${path}.records`, `${path}.merged`, `${path}.part`];
  const spool = await guarded(() => openWarcSpool(records));
  const packer = createPacker({ written: 1, revisits: true });
  const pages = new Map<string, WaczPage>();
  const known = new Set<string>();

  async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw unwritable(error, path);
    }
  }

  /** False when the same was seen before. */
  function isNew(...marks: readonly (string | Uint8Array)[]): boolean {
    const hash = createHash('sha256');
    for (const mark of marks) hash.update(mark).update('\n');
    const key = hash.digest('base64');
    return !known.has(key) && known.add(key).size > 0;
  }

  async function resource(resource: WarcResource): Promise<void> {
    if (!isNew('resource', resource.url, resource.at, resource.body)) return;
    await spool.append(await packer.resource(resource));
  }

  async function exchange(exchange: WarcExchange): Promise<void> {
    const { request, response, failure, at } = exchange;
    const came = response?.body ?? failure?.name ?? '';
    if (!isNew('exchange', request.method, request.url, at, request.body, came)) return;
    await spool.append(await packer.exchange(exchange));
  }

  function addPage(page: WaczPage): void {
    pages.set(`${page.at} ${page.url}`, page);
  }

  const begun = await packWarcinfo({ software, ...info }, created);
  await spool.append({ bytes: [begun.bytes], keep: () => [] });

  return {
    merge: async (wacz, text) => {
      await guarded(() => writeFile(merged, wacz));
      try {
        for await (const record of readRecords(merged)) {
          const { type, url, at, contentType, body } = record;
          if (type === 'resource' && url !== null && contentType !== certificatesType)
            await resource({ url, at, contentType, body });
        }
        for await (const each of readExchanges(merged)) await exchange(each);
        for (const page of await readPages(merged)) addPage(text === undefined ? page : { ...page, text });
      } finally {
        await rm(merged, { force: true });
      }
    },
    resource,
    page: addPage,
    finish: async (about) => {
      const list = [...pages.values()];
      try {
        await guarded(async () => {
          const files = waczFiles(spool.whole(), list, { ...about, software, created });
          await writeStoredZip(draft, files, new Date(created));
          await rename(draft, path);
          await syncFolder(dirname(path));
        });
      } finally {
        await spool.close();
        await Promise.all([rm(draft, { force: true }), rm(records, { force: true })]);
      }
    },
    abandon: async () => {
      await spool.close();
      await Promise.all([records, merged, draft].map((left) => rm(left, { force: true })));
    },
  };
}
