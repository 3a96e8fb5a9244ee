import type { ErrorName } from '../errors.ts';

/**
 * One request and what came of it, as records keep it. One per hop: a redirect is an exchange of its own,
 * and so is a failure, because a replay must fail where the recording did.
 */
export type RecordedExchange = ExchangeBase & (AnsweredExchange | FailedExchange);

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  /** Lower-case names, as sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Empty when there was none. */
  readonly body: Uint8Array;
}

export interface RecordedResponse {
  readonly status: number;
  /** Empty where the protocol has none. */
  readonly statusText: string;
  /** Lower-case names, in order, repeats kept; as they came, `content-encoding` and `content-length` included. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Content-decoded, whole. */
  readonly body: Uint8Array;
}

export interface RecordedFailure {
  readonly name: ErrorName;
  readonly message: string;
}

interface ExchangeBase {
  readonly request: RecordedRequest;
  /** ISO 8601 in UTC: when the request was made. */
  readonly at: string;
  readonly durationMs: number;
  /** The address that was connected to; null when none was. */
  readonly remoteAddress: string | null;
  /** Of an encrypted connection, where it is known. */
  readonly security?: ConnectionSecurity;
}

interface AnsweredExchange {
  readonly response: RecordedResponse;
  readonly failure?: never;
}

interface FailedExchange {
  readonly failure: RecordedFailure;
  readonly response?: never;
}

/** How the other side of an encrypted connection proved who it is. */
export interface ConnectionSecurity {
  /** `TLSv1.3`. */
  readonly protocol: string;
  /** By its name in the standard: `TLS_AES_128_GCM_SHA256`. */
  readonly cipher: string;
  /** DER, the server's own first, then each one's issuer. */
  readonly certificates: readonly Uint8Array[];
}
