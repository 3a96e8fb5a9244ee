import { createHash } from 'node:crypto';
import { type ErrorName, HoldfastError } from '../errors.ts';
import type { RecordedExchange } from '../model/exchange.ts';
import type { WireRequest } from '../model/wire.ts';
import { readExchanges } from '../warc/read-file.ts';
import type { WarcExchange } from '../warc/record.ts';
import type { Player } from './exchange.ts';
import { isNetErrorName } from './failures.ts';
import { keyWithout, type Query, variedNames } from './varied-query.ts';

/**
 * Answers from a WACZ or WARC, with the times of the record: by method, URL and body, and what a page asks for also
 * by its URL without the query parameters that varied in the recording. Repeats come in recorded order, the last one
 * sticks. A recorded failure is handed out as it stands. Throws `unreadable-input` at once, `not-recorded` for a miss.
 */
export async function openPlayer(path: string): Promise<Player> {
  const kept = await readAll(path);
  const exact = Map.groupBy(kept, ({ key }) => key);
  const byPlace = Map.groupBy(kept, ({ place }) => place);
  const learnt = new Map<string, ReadonlySet<string>>();
  const played = new Map<string, number>();

  return {
    play: async (request: WireRequest) => {
      const { key, place, query } = keysOf(request.method ?? 'GET', request.url, request.body);
      const same = exact.get(key);
      if (same !== undefined) return next(key, same);
      const alike = request.purpose === 'page' ? byPlace.get(place) : undefined;
      if (alike !== undefined) {
        const names = learnt.get(place) ?? variedNames(alike);
        learnt.set(place, names);
        const wanted = keyWithout(query, names);
        const matches = alike.filter((each) => keyWithout(each.query, names) === wanted);
        if (matches.length > 0) return next(`${place} ${wanted}`, matches);
      }
      throw notRecorded(request, path);
    },
  };

  function next(key: string, repeats: readonly Kept[]): RecordedExchange {
    const turn = played.get(key) ?? 0;
    played.set(key, turn + 1);
    const kept = repeats[Math.min(turn, repeats.length - 1)];
    if (kept === undefined) throw new Error(`nothing was kept under ${key}`);
    return kept.exchange;
  }
}

interface Keys {
  readonly key: string;
  /** The key without the query. */
  readonly place: string;
  readonly query: Query;
}

interface Kept extends Keys {
  readonly exchange: RecordedExchange;
  readonly answer: string;
  readonly at: string;
}

const maxKeptBytes = 2 * 2 ** 30;

async function readAll(path: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  // Scripts and fonts of pages come again with every page: their bytes are held once.
  const bodies = new Map<string, Uint8Array>();
  let bytes = 0;
  for await (const read of readExchanges(path)) {
    const { request, response, failure, at } = read;
    const hash = response === null ? '' : hashOf(response.body);
    const body = bodies.get(hash) ?? response?.body ?? new Uint8Array();
    if (!bodies.has(hash)) bytes += body.length;
    if (bytes > maxKeptBytes)
      throw new HoldfastError(
        'unreadable-input',
        `${path} holds more than ${maxKeptBytes} bytes of answers: record less in one file`,
        { facts: { path } },
      );
    bodies.set(hash, body);
    const answer = response === null ? `failed ${failure?.name}` : `${response.status} ${hash}`;
    const keys = keysOf(request.method, request.url, request.body);
    kept.push({ ...keys, exchange: asRecorded(read, body), answer, at });
  }
  return kept;
}

function asRecorded(read: WarcExchange, body: Uint8Array): RecordedExchange {
  const { request, response, failure, at, durationMs, remoteAddress, security } = read;
  const base = { request, at, durationMs, remoteAddress, ...(security === null ? {} : { security }) };
  if (response !== null) return { ...base, response: { ...response, body } };
  const said = (failure?.name ?? '') as ErrorName;
  const name = isNetErrorName(said) ? said : 'bad-response';
  return { ...base, failure: { name, message: failure?.message ?? 'nothing is known of the failure' } };
}

function keysOf(method: string, url: string, body: Uint8Array | undefined): Keys {
  const asked = `${method} ${hashOf(body ?? new Uint8Array())}`;
  if (!URL.canParse(url)) return { key: `${asked} ${url}`, place: `${asked} ${url}`, query: [] };
  const { origin, pathname, search, searchParams } = new URL(url);
  return {
    key: `${asked} ${origin}${pathname}${search}`,
    place: `${asked} ${origin}${pathname}`,
    query: [...searchParams],
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function notRecorded(request: WireRequest, path: string): HoldfastError {
  const { method = 'GET', url } = request;
  return new HoldfastError(
    'not-recorded',
    `${path} holds no answer to ${method} ${url}: record it, or ask the network without --replay`,
    // A later run with the network finds it out: nothing is known, and nothing is lost.
    { retryable: true, facts: { method, url, path } },
  );
}
