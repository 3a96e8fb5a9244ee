import type { RecordedExchange } from '../model/exchange.ts';
import type { WireRequest } from '../model/wire.ts';

/** Keeps the traffic of a run. Resolves once the exchange can't be lost by a crash of the caller. */
export interface Recorder {
  record(exchange: RecordedExchange): Promise<void>;
}

/** Answers from a record, one hop at a time. Throws `not-recorded` for what it never saw. */
export interface Player {
  play(request: WireRequest): Promise<RecordedExchange>;
}
