import type { WarcExchange, WarcRequest, WarcResponse } from '../../src/warc/record.ts';
import type { WaczWriterOptions } from '../../src/warc/wacz-writer.ts';

/** Always the same moment, so that files are the same too. */
export const fixed: WaczWriterOptions = {
  software: 'holdfast/0.0.0-test',
  now: () => new Date('2026-01-02T03:04:05.678Z'),
};

/** A GET of a small page, or whatever is said otherwise. */
export function answered(
  url: string,
  response: Partial<WarcResponse> = {},
  request: Partial<WarcRequest> = {},
): WarcExchange {
  return {
    request: { method: 'GET', url, headers: [['accept', '*/*']], body: new Uint8Array(), ...request },
    response: { status: 200, statusText: 'OK', headers: [], body: Buffer.from('body of it'), ...response },
    failure: null,
    at: '2026-01-02T03:04:05.600Z',
    durationMs: 12,
    remoteAddress: '192.0.2.7',
    security: null,
  };
}

export function failed(url: string, name: string, message: string): WarcExchange {
  return { ...answered(url), response: null, failure: { name, message }, remoteAddress: null };
}

/** Bodies as plain arrays, so that a Buffer equals any other view of the same bytes. */
export function comparable(exchange: WarcExchange): object {
  const { request, response } = exchange;
  return {
    ...exchange,
    request: { ...request, body: [...request.body] },
    response: response === null ? null : { ...response, body: [...response.body] },
  };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
