import type { RecordedExchange } from './exchange.ts';

/** What a source answered with, as it came. Everything else is derived from it. */
export interface Wire {
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly status: number;
  /** Lower-case names, in order, repeats kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Content-decoded, whole. */
  readonly body: Uint8Array;
  /** ISO 8601 in UTC: when it was answered (on replay, when it was recorded). */
  readonly at: string;
}

/** One request to the outside world. */
export interface WireRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'OPTIONS' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /**
   * What it is for: `api`, `article` and `media` count against their host's rate;
   * `page` (what a page in the browser asks for) shares the host's concurrency and pauses only.
   */
  readonly purpose: 'api' | 'media' | 'article' | 'page';
  /** Largest decoded body, in bytes. */
  readonly maxBytes?: number;
  /** Whole time, headers to last byte, in milliseconds. */
  readonly timeoutMs?: number;
  /** `manual` hands a 3xx back; `follow` (default) goes on, each hop checked anew. */
  readonly redirect?: 'follow' | 'manual';
  readonly signal?: AbortSignal;
  /** Is told every hop of it, failures too, before its answer is handed back. */
  readonly onExchange?: (exchange: RecordedExchange) => void;
}

/**
 * Asks the outside world. Any status is an answer, 429 and 5xx too unless the host is told to be left alone
 * by then; what isn't an answer is thrown: `offline dns connect tls timeout too-large truncated
 * too-many-redirects bad-url refused-address rate-limited host-down bad-response not-recorded`.
 */
export type Fetch = (request: WireRequest) => Promise<Wire>;

/** The first header of that name (lower case), or null. */
export function headerOf(wire: Pick<Wire, 'headers'>, name: string): string | null {
  return wire.headers.find(([key]) => key === name)?.[1] ?? null;
}
