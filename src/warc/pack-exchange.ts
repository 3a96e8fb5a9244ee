import { type CdxEntry, cdxEntry, resourceEntry } from './cdx.ts';
import { certificatesKey, certificatesOf } from './certificates.ts';
import { type Links, packOutcome, packRequest, packResource } from './exchange-records.ts';
import { digestOf, type PackedRecord } from './pack-record.ts';
import type { WarcExchange, WarcResource } from './record.ts';

/** Makes the records of one file, one after another; each may name those before it. */
export interface Packer {
  /** A request and what came of it; before them the host's certificates, where the file lacks them. */
  exchange(exchange: WarcExchange): Promise<Packed>;
  resource(resource: WarcResource): Promise<Packed>;
}

/** Records ready to be appended. */
export interface Packed {
  readonly bytes: readonly Buffer[];
  /** Takes them as written at that offset; gives their entries in the index. Until then they don't count. */
  keep(offset: number): readonly CdxEntry[];
}

export interface PackerOptions {
  /** Records the file holds already. */
  readonly written: number;
  /** Answers that say what the same address said before refer to it, in place of saying it again. */
  readonly revisits: boolean;
}

export function createPacker({ written, revisits }: PackerOptions): Packer {
  let records = written;
  /** Ids of records, by what tells chains apart. */
  const chains = new Map<string, string>();
  /** Times of answers, by address and payload. */
  const said = new Map<string, string>();

  return {
    resource: async (resource) => {
      const packed = await packResource(resource, records);
      return laid([packed], (offset) => [entryOf(resource, packed, offset)]);
    },
    exchange: async (exchange) => {
      const chain = certificatesOf(exchange);
      const key = chain === null ? '' : certificatesKey(chain);
      const isNew = chain !== null && !chains.has(key);
      const proof = isNew ? await packResource(chain, records) : null;
      const certificates = proof?.id ?? chains.get(key);
      const first = proof === null ? [] : [proof];
      const request = await packRequest(exchange, records + first.length, certificates);
      const links: Links = {
        ordinal: records + first.length + 1,
        concurrentTo: request.id,
        ...(certificates === undefined ? {} : { certificates }),
      };
      const words = revisits ? saidKey(exchange) : null;
      const before = words === null ? null : (said.get(words) ?? null);
      const outcome = await packOutcome(exchange, before, links);
      return laid([...first, request, outcome], (offset) => {
        if (proof !== null) chains.set(key, proof.id);
        if (words !== null && before === null) said.set(words, exchange.at);
        const proofLength = proof?.bytes.length ?? 0;
        const place = {
          digest: outcome.payloadDigest ?? '',
          offset: offset + proofLength + request.bytes.length,
          length: outcome.bytes.length,
        };
        const answer = cdxEntry(exchange, place, before !== null);
        return [
          ...(proof === null || chain === null ? [] : [entryOf(chain, proof, offset)]),
          ...(answer === null ? [] : [answer]),
        ];
      });
    },
  };

  function laid(packed: readonly PackedRecord[], keep: Packed['keep']): Packed {
    return {
      bytes: packed.map(({ bytes }) => bytes),
      keep: (offset) => {
        records += packed.length;
        return keep(offset);
      },
    };
  }
}

/** Tells answers apart by question and payload; null where there is none. */
function saidKey({ request, response }: WarcExchange): string | null {
  if (response === null || response.body.length === 0) return null;
  return `${request.method} ${digestOf(request.body)} ${digestOf(response.body)} ${request.url}`;
}

function entryOf(resource: WarcResource, { bytes, payloadDigest }: PackedRecord, offset: number): CdxEntry {
  return resourceEntry(resource, { digest: payloadDigest ?? '', offset, length: bytes.length });
}
