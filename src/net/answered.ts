import { HoldfastError } from '../errors.ts';
import type { RecordedExchange, RecordedFailure } from '../model/exchange.ts';
import type { Wire, WireRequest } from '../model/wire.ts';
import { isNetErrorName, netError } from './failures.ts';

/** Asks once, without following; `url` is the request's, parsed. */
export type Ask = (request: WireRequest, url: URL, timeoutMs: number) => Promise<Answered>;

export interface Answered {
  readonly wire: Wire;
  /** Milliseconds under way, the wait for the host's turn left out. */
  readonly spentMs: number;
}

/** What an exchange means to whoever asked; throws the failure it recorded. */
export function answeredBy(exchange: RecordedExchange): Answered {
  if (exchange.failure !== undefined) throw failureOf(exchange.failure, new URL(exchange.request.url));
  const { status, headers, body } = exchange.response;
  return {
    wire: { url: exchange.request.url, status, headers, body, at: exchange.at },
    spentMs: exchange.durationMs,
  };
}

function failureOf(failure: RecordedFailure, url: URL): HoldfastError {
  return isNetErrorName(failure.name)
    ? netError(failure.name, url, failure.message)
    : new HoldfastError(failure.name, failure.message, { facts: { url: url.href } });
}
