/**
 * The closed family of errors Holdfast throws on purpose. Anything else thrown is a bug.
 * Each says what happened and, in its message, what to do next.
 */

/** Every name an error of ours can have. Tables over it use `satisfies Record<ErrorName, …>`. */
export type ErrorName =
  // what the user gave us
  | 'usage'
  | 'config'
  | 'unreadable-input'
  | 'bad-ref'
  | 'unknown-post'
  | 'unknown-article'
  // the network: failures to find out, never answers
  | 'offline'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'truncated'
  | 'too-many-redirects'
  | 'bad-url'
  | 'refused-address'
  | 'rate-limited'
  | 'host-down'
  | 'server-error'
  | 'bad-response'
  | 'not-recorded'
  // the archive
  | 'archive-unavailable'
  | 'archive-newer'
  | 'disk-full'
  | 'lease-lost'
  | 'blob-missing'
  | 'blob-damaged'
  // taken out for good, or kept from being taken out
  | 'redacted'
  | 'held'
  // the browser and pictures
  | 'browser-missing'
  | 'browser-failed'
  | 'capture-unverified'
  | 'image-unreadable';

export interface ErrorDetails {
  /** True when the same call may succeed later without anybody changing anything. */
  readonly retryable?: boolean;
  /** Earliest moment worth a retry, where the other side named one. */
  readonly retryAt?: Date | null;
  /** What was known when it was thrown: hosts, paths, sizes, limits. */
  readonly facts?: Facts;
  readonly cause?: unknown;
}

export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Thrown for everything foreseen; `name` tells which, `facts` what was known. */
export class HoldfastError extends Error {
  override readonly name: ErrorName;
  readonly retryable: boolean;
  readonly retryAt: Date | null;
  readonly facts: Facts;

  constructor(name: ErrorName, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = name;
    this.retryable = details.retryable ?? false;
    this.retryAt = details.retryAt ?? null;
    this.facts = details.facts ?? {};
  }
}

/** True for an error of the family, of one of the given names if any are given. */
export function isHoldfastError(error: unknown, ...names: readonly ErrorName[]): error is HoldfastError {
  return error instanceof HoldfastError && (names.length === 0 || names.includes(error.name));
}

/** The message of anything thrown, for a log line or a reason. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
