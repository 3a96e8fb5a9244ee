import type { RecordedExchange } from '../model/exchange.ts';
import { warcExchange } from '../warc/from-exchange.ts';
import type { WarcExchange, WarcResource } from '../warc/record.ts';

/** What was loaded, as far as there is room for it. */
export interface KeptExchanges {
  /** True when it is kept whole. Where there is no more room for bodies, it is kept without its body. */
  add(exchange: RecordedExchange): boolean;
  /** The same for what came by no exchange; once for each address and time. */
  addResource(resource: WarcResource): boolean;
  readonly exchanges: readonly WarcExchange[];
  readonly resources: readonly WarcResource[];
  readonly leftOut: LeftOut;
  clear(): void;
}

/** How much there was no room for. */
export interface LeftOut {
  /** Kept without their bodies. */
  readonly bodies: number;
  /** Not kept at all. */
  readonly exchanges: number;
}

/** Keeps up to `maxBytes` of everything, and an eighth as much again of exchanges without their bodies. */
export function keepExchanges(maxBytes: number): KeptExchanges {
  const exchanges: WarcExchange[] = [];
  const resources: WarcResource[] = [];
  const headsOnly = maxBytes / 8;
  /** Those of one connection are one and the same. */
  const chains = new Set<unknown>();
  let held = 0;
  let heldBeyond = 0;
  let bodies = 0;
  let others = 0;

  const fits = (bytes: number) => {
    if (held + bytes > maxBytes) return false;
    held += bytes;
    return true;
  };

  return {
    exchanges,
    resources,
    get leftOut() {
      return { bodies, exchanges: others };
    },
    add(exchange) {
      const chain = exchange.security?.certificates ?? [];
      const proof = chains.has(chain) ? 0 : chain.reduce((sum, { length }) => sum + length, 0);
      const around = sizeAround(exchange) + proof;
      const body = exchange.response?.body.length ?? 0;
      const kept = warcExchange(exchange);
      if (fits(around + body)) {
        chains.add(chain);
        exchanges.push(kept);
        return true;
      }
      if (heldBeyond + around > headsOnly) others += 1;
      else {
        heldBeyond += around;
        bodies += 1;
        chains.add(chain);
        exchanges.push(withoutBody(kept));
      }
      return false;
    },
    addResource(resource) {
      if (resources.some(({ url, at }) => url === resource.url && at === resource.at)) return true;
      const isKept = fits(resource.body.length + resource.url.length);
      if (isKept) resources.push(resource);
      else others += 1;
      return isKept;
    },
    clear() {
      exchanges.length = 0;
      resources.length = 0;
    },
  };
}

function withoutBody(exchange: WarcExchange): WarcExchange {
  const { response } = exchange;
  if (response === null) return exchange;
  return { ...exchange, response: { ...response, body: new Uint8Array(), bodyLeftOut: true } };
}

/** Bytes of all but the answer's body, and what an object around them takes, roughly. */
function sizeAround({ request, response }: RecordedExchange): number {
  const headers = [...request.headers, ...(response?.headers ?? [])];
  const text = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 64, 0);
  return 1_024 + request.url.length + request.body.length + text;
}
