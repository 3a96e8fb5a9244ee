import { createReadStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isHoldfastError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import type { CdxEntry } from './cdx.ts';
import type { WaczPage } from './manifest.ts';
import { createPacker } from './pack-exchange.ts';
import { packWarcinfo } from './pack-record.ts';
import { pairRecords } from './pair-records.ts';
import { readWarcRecords } from './read-warc.ts';
import type { WarcExchange, WarcRecord } from './record.ts';
import { syncFolder } from './sync-folder.ts';
import { unwritable } from './unwritable.ts';
import { waczFiles } from './wacz-files.ts';
import { openWarcSpool, type WarcSpool } from './warc-spool.ts';
import { writeStoredZip } from './write-zip.ts';

export interface WaczWriterOptions {
  /** Name and version of the program, for the warcinfo record and the manifest. */
  readonly software: string;
  readonly now: () => Date;
}

/**
 * A WACZ in the making. Records go to `FILE.partial`, a WARC that can be read at any time, as they come; FILE itself
 * appears only when it is whole. Calls may overlap; records stand in the order of the calls.
 */
export interface WaczWriter {
  /** Resolves once the operating system has the bytes: a crash of this process can't lose them. */
  add(exchange: WarcExchange): Promise<void>;
  /** Writes FILE, on disk when it resolves, and removes `FILE.partial`. A FILE that was there is replaced. */
  finish(): Promise<void>;
}

/**
 * Begins a WACZ. What a killed run left in `FILE.partial` is taken over first.
 * Throws `config` where the file can't be made, later `disk-full` and `archive-unavailable`.
 */
export async function openWaczWriter(path: string, options: WaczWriterOptions): Promise<WaczWriter> {
  const { software, now } = options;
  const partial = `${path}.partial`;
  const { spool, leftOver } = await begin(path, partial);
  // Repeats are kept whole: a recording can be cut off anywhere, and what is left must still tell all it holds.
  const packer = createPacker({ written: 1, revisits: false });
  let last: Promise<unknown> = Promise.resolve();
  let finished: Promise<void> | null = null;

  const info = await packWarcinfo({ software }, now().toISOString());
  await spool.append({ bytes: [info.bytes], keep: () => [] });
  if (leftOver !== null) await takeOver(leftOver);

  return {
    add: async (exchange) => {
      if (finished !== null) throw new Error(`a request was recorded after ${path} was finished`);
      await inTurn(() => addNow(exchange));
    },
    finish: () => {
      finished ??= inTurn(finishNow);
      return finished;
    },
  };

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    // A failure is its caller's; the next in turn goes on.
    last = turn.catch(() => undefined);
    return turn;
  }

  async function takeOver(from: string): Promise<void> {
    const found = pairRecords(untilDamage(readWarcRecords(createReadStream(from))));
    for await (const exchange of found) await addNow(exchange);
    await spool.sync();
    await rm(from, { force: true });
  }

  async function addNow(exchange: WarcExchange): Promise<void> {
    await spool.append(await packer.exchange(exchange));
  }

  async function finishNow(): Promise<void> {
    const draft = `${path}.finishing`;
    try {
      await writePackage(draft);
      await rename(draft, path);
      await syncFolder(dirname(path));
      await rm(partial, { force: true });
    } catch (error) {
      await rm(draft, { force: true });
      throw unwritable(error, path);
    } finally {
      await spool.close();
    }
  }

  function writePackage(draft: string): Promise<void> {
    const created = now();
    const warc = spool.whole();
    const about = { title: 'Traffic of a run of Holdfast', software, created: created.toISOString() };
    return writeStoredZip(draft, waczFiles(warc, pagesOf(warc.entries), about), created);
  }
}

/** Every HTML document that was got, once, as it came first. */
function pagesOf(entries: readonly CdxEntry[]): readonly WaczPage[] {
  const documents = entries.filter(
    ({ method, status, mime }) =>
      method === 'GET' && status === 200 && /^(?:text\/html|application\/xhtml\+xml)$/.test(mime),
  );
  const pages = documents.map(({ url, at }) => ({ url, at, title: null }));
  return [...new Map(pages.toReversed().map((page) => [page.url, page])).values()].reverse();
}

async function begin(path: string, partial: string): Promise<{ spool: WarcSpool; leftOver: string | null }> {
  const left = `${partial}.old`;
  try {
    makeFolder(dirname(path));
    // Both are there only if a run was killed while it took over: the older one has everything.
    if (!(await exists(left)) && (await exists(partial))) await rename(partial, left);
    const leftOver = (await exists(left)) ? left : null;
    return { spool: await openWarcSpool(partial), leftOver };
  } catch (error) {
    throw unwritable(error, partial, 'config');
  }
}

/** What a killed run wrote last may be half a record: everything before it counts. */
async function* untilDamage(records: AsyncIterable<WarcRecord>): AsyncGenerator<WarcRecord> {
  try {
    yield* records;
  } catch (error) {
    if (!isHoldfastError(error, 'unreadable-input')) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
