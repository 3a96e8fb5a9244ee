import { type ErrorName, type Facts, HoldfastError } from '../errors.ts';
import { codeOf } from './lookup.ts';

/** The names a request can fail with. */
export type NetErrorName = Extract<
  ErrorName,
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
  | 'bad-response'
>;

export function isNetErrorName(name: ErrorName): name is NetErrorName {
  return Object.hasOwn(retryable, name);
}

/** Where a request stood when it broke: before any header came, or after. */
export type Stage = 'connecting' | 'waiting' | 'reading';

export interface FailureDetails {
  readonly retryAt?: Date | null;
  readonly facts?: Facts;
  readonly cause?: unknown;
}

/** A network error about a URL; whether it may pass by itself is known by its name. */
export function netError(
  name: NetErrorName,
  url: URL,
  message: string,
  details: FailureDetails = {},
): HoldfastError {
  return new HoldfastError(name, message, {
    retryable: retryable[name],
    retryAt: details.retryAt ?? null,
    facts: { host: url.hostname, url: url.href, ...details.facts },
    cause: details.cause,
  });
}

/**
 * The error of the family that a failure of the client, a socket, TLS or a decoder means.
 * What is not known here is a bug and comes back as it was.
 */
export function readFailure(error: unknown, url: URL, stage: Stage): unknown {
  if (error instanceof HoldfastError) return error;
  const code = codeOf(error) ?? parserCodeOf(error);
  if (code === null) return error;
  const details: FailureDetails = { facts: { code }, cause: error };
  const { host } = url;
  if (timeouts.has(code))
    return netError('timeout', url, `${host} was too slow (${code}); try again later`, details);
  if (isTlsCode(code) || (stage === 'connecting' && code === 'EPROTO'))
    return netError(
      'tls',
      url,
      `the identity of ${host} could not be proven (${code}). If a certificate authority of your own signed it, ` +
        'name the host with --connect-to and the authority with --ca',
      details,
    );
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' || code === 'Z_BUF_ERROR')
    return netError('truncated', url, `${host} sent less than it announced; try again later`, details);
  if (/^(?:HPE_|Z_|ERR__|ERR_BROTLI|ZSTD_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RESPONSE)/u.test(code))
    return netError('bad-response', url, `${host} answered with what is not HTTP (${code})`, details);
  if (!broken.has(code)) return error;
  return stage === 'reading'
    ? netError('truncated', url, `${host} broke off in the middle of its answer (${code})`, details)
    : netError('connect', url, `could not connect to ${host} (${code}); try again later`, details);
}

/** True when the failure says that packets leave this machine for nowhere, not that one host is gone. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof HoldfastError) return isUnreachable(error.cause);
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isUnreachable);
  const code = codeOf(error);
  return code !== null && unreachable.has(code);
}

const retryable = {
  offline: true,
  dns: true,
  connect: true,
  tls: true,
  timeout: true,
  'too-large': false,
  truncated: true,
  'too-many-redirects': false,
  'bad-url': false,
  'refused-address': false,
  'rate-limited': true,
  'host-down': true,
  'bad-response': true,
} as const satisfies Record<NetErrorName, boolean>;

const unreachable = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL']);

const broken = new Set([
  ...unreachable,
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EACCES',
  'EPERM',
  'EHOSTDOWN',
  'EINVAL',
  'EMFILE',
  'EPROTO',
  'UND_ERR_SOCKET',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
  'UND_ERR_ABORTED',
]);

const timeouts = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** The parser's errors lose their codes on the way to us; the name stays. */
function parserCodeOf(error: unknown): string | null {
  return error instanceof Error && error.name === 'HTTPParserError' ? 'HPE_PARSER' : null;
}

function isTlsCode(code: string): boolean {
  return /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|ERROR_IN_CERT_|OUT_OF_MEM$|EE_|CA_|UNSUPPORTED_)/u.test(
    code,
  );
}
