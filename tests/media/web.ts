import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { openImages } from '../../src/media/images.ts';
import type { MediaTools } from '../../src/media/media-tools.ts';
import { netTo, serveHttp } from '../net/loopback.ts';

/** What stands at an address: bytes, or a status without any. */
export type Place = Uint8Array | string | number;

export interface Web {
  /** `http://host/path` and what it gives; everything else is 404. */
  readonly places: Map<string, Place>;
  readonly asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  /** What was kept, by its hash. */
  readonly kept: Map<string, Uint8Array>;
  readonly tools: MediaTools;
  close(): Promise<void>;
}

/** A server on loopback that is every host, asked through the real net, and a real decoder. */
export async function openWeb(): Promise<Web> {
  const places = new Map<string, Place>();
  const asked: Web['asked'] = [];
  const kept = new Map<string, Uint8Array>();
  const server = await serveHttp((request, response) => {
    const url = `http://${request.headers.host}${request.url}`;
    asked.push({ url, headers: request.headers });
    const place = places.get(url) ?? 404;
    response.statusCode = typeof place === 'number' ? place : 200;
    response.end(typeof place === 'number' ? 'no' : place);
  });
  const net = netTo({ http: server }, { timeouts: { headers: 10_000, idle: 10_000, total: 30_000 } });
  const images = openImages();
  return {
    places,
    asked,
    kept,
    tools: {
      fetch: net.fetch,
      images,
      keep: async (bytes) => {
        const hash = hashOf(bytes);
        kept.set(hash, bytes);
        return hash;
      },
    },
    close: async () => {
      await Promise.all([images.close(), net.close()]);
      await server.close();
    },
  };
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
