import type { RecordedExchange } from '../model/exchange.ts';
import type { WarcExchange } from './record.ts';

/** An exchange as it is to be written. */
export function warcExchange(exchange: RecordedExchange): WarcExchange {
  const { request, at, durationMs, remoteAddress } = exchange;
  const response = exchange.response ?? null;
  const failure = exchange.failure ?? null;
  return { request, response, failure, at, durationMs, remoteAddress, security: exchange.security ?? null };
}
