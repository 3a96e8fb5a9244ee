import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { CdxEntry } from './cdx.ts';
import type { AboutPackage, WaczPage } from './manifest.ts';
import { createPacker, type Packed } from './pack-exchange.ts';
import { type FieldValues, packWarcinfo } from './pack-record.ts';
import type { WarcExchange, WarcResource } from './record.ts';
import { waczFiles } from './wacz-files.ts';
import { zipStored } from './write-zip.ts';

export interface WaczContents extends AboutPackage {
  /** Fields of the warcinfo record beside the usual (WARC 1.1 §6.2). */
  readonly info: FieldValues;
  /** Those a reader may open, the main one first. */
  readonly pages: readonly WaczPage[];
  readonly resources: readonly WarcResource[];
  readonly exchanges: readonly WarcExchange[];
}

/** A WACZ 1.1.1 in memory. The same contents give the same bytes, in whatever order the exchanges come. */
export async function writeWacz(contents: WaczContents): Promise<Buffer> {
  const { software, created, info, pages } = contents;
  const parts: Buffer[] = [];
  const entries: CdxEntry[] = [];
  const hash = createHash('sha256');
  let size = 0;
  const append = (packed: Packed) => {
    const offset = size;
    for (const bytes of packed.bytes) {
      parts.push(bytes);
      hash.update(bytes);
      size += bytes.length;
    }
    entries.push(...packed.keep(offset));
  };

  const { bytes } = await packWarcinfo({ software, ...info }, created);
  append({ bytes: [bytes], keep: () => [] });
  const packer = createPacker({ written: 1, revisits: true });
  for (const resource of contents.resources.toSorted(byTime)) append(await packer.resource(resource));
  for (const [index, exchange] of contents.exchanges.toSorted(inOrder).entries()) {
    append(await packer.exchange(exchange));
    // Thousands of small ones would keep everything else from its turn.
    if (index % 50 === 49) await setImmediate();
  }

  const warc = { sha256: hash.digest('hex'), size, stream: () => Readable.from(inTurns(parts)), entries };
  const zip = zipStored(waczFiles(warc, pages, contents), new Date(created));
  return Buffer.concat(await Array.fromAsync(zip));
}

/** What is much takes a while to be summed up: others have their turn in between. */
async function* inTurns(parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  let since = 0;
  for (const part of parts) {
    yield part;
    since += part.length;
    if (since < 1_048_576) continue;
    since = 0;
    await setImmediate();
  }
}

/** Pages ask for many things at once, and which is answered first is chance. */
function inOrder(a: WarcExchange, b: WarcExchange): number {
  return (
    byTime(a, b) ||
    compare(a.request.url, b.request.url) ||
    compare(a.request.method, b.request.method) ||
    compare(contentOf(a), contentOf(b))
  );
}

function byTime(a: { readonly at: string }, b: { readonly at: string }): number {
  return compare(a.at, b.at);
}

function contentOf({ request, response, failure }: WarcExchange): string {
  const came = response === null ? `failed ${failure?.name}` : `${response.status} ${sha256(response.body)}`;
  return `${sha256(request.body)} ${came}`;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
