import type { ConnectionSecurity } from '../model/exchange.ts';

/** Names in lower case, in order, repeats kept. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** One WARC record, whole (WARC 1.1 §5). */
export interface WarcRecord {
  /** `warcinfo response request resource metadata revisit conversion continuation`, or what a newer file says. */
  readonly type: string;
  /** Without the angle brackets; empty where a file lacks it. */
  readonly id: string;
  /** Target URI; null where there is none. */
  readonly url: string | null;
  /** ISO 8601 in UTC, as written. */
  readonly at: string;
  readonly fields: HeaderList;
  /** Media type of the block; empty when not said. */
  readonly contentType: string;
  /** The head of the HTTP message in the block; null where the block is none. */
  readonly http: HttpHead | null;
  /** What follows the HTTP head, chunking undone, content coding not; the whole block where there is no head. */
  readonly body: Uint8Array;
  /** False when the block was longer than the reader was told to keep: `body` is empty then. */
  readonly complete: boolean;
}

export type HttpHead =
  | {
      readonly kind: 'request';
      readonly method: string;
      readonly target: string;
      readonly headers: HeaderList;
    }
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly statusText: string;
      readonly headers: HeaderList;
    };

/** A request and what came of it: two records that belong together. */
export interface WarcExchange {
  readonly request: WarcRequest;
  /** Null for a failure. */
  readonly response: WarcResponse | null;
  /** Null for an answer. */
  readonly failure: WarcFailure | null;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly durationMs: number;
  /** Address connected to, where known. */
  readonly remoteAddress: string | null;
  /** Of an encrypted connection, where known. */
  readonly security: ConnectionSecurity | null;
}

/** Something kept beside the exchanges that was not got by one of them (WARC 1.1 §6.4). */
export interface WarcResource {
  readonly url: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Media type, with its parameters. */
  readonly contentType: string;
  readonly body: Uint8Array;
  /** What it was answered with, where it was the body of an answer; for the index. */
  readonly status?: number;
  /** Fields of its record beside the usual. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
}

export interface WarcRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

export interface WarcResponse {
  readonly status: number;
  readonly statusText: string;
  /** As they came, `content-encoding` and `content-length` included. */
  readonly headers: HeaderList;
  /** Content-decoded. */
  readonly body: Uint8Array;
  /** The body came but was not to be kept: too much of it. `body` is empty then. */
  readonly bodyLeftOut?: true;
}

export interface WarcFailure {
  readonly name: string;
  readonly message: string;
}

/** The first header or field of that name (lower case), or null. */
export function fieldOf(fields: HeaderList, name: string): string | null {
  return fields.find(([key]) => key === name)?.[1] ?? null;
}
