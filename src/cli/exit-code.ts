import { type ErrorName, HoldfastError } from '../errors.ts';

/** What each exit code means, as the help prints it. */
export const exitCodes = {
  0: 'done',
  1: 'a bug: please report it',
  2: 'nothing could start: wrong usage or configuration',
  3: 'finished, some posts only as quoted or waiting for a retry',
  4: 'an input was unreadable or a post failed for good, the rest is done',
  5: 'verification failed',
  6: "the archive can't be read or written",
  130: 'stopped by Ctrl-C, state safe',
  143: 'stopped by SIGTERM, state safe',
} as const;

export type ExitCode = keyof typeof exitCodes;

/** Of several codes the first that applies, in the order 6, 5, 4, 3, 0. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return order.find((code) => codes.includes(code)) ?? 0;
}

/** The code for an error that ended a command. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof HoldfastError ? codeOfName[error.name] : 1;
}

const order = [1, 2, 6, 5, 4, 3] as const satisfies readonly ExitCode[];

const codeOfName = {
  usage: 2,
  config: 2,
  'bad-ref': 2,
  'unknown-post': 4,
  'unknown-article': 4,
  'unreadable-input': 4,
  offline: 3,
  dns: 3,
  connect: 3,
  tls: 3,
  timeout: 3,
  'too-large': 4,
  truncated: 3,
  'too-many-redirects': 4,
  'bad-url': 4,
  'refused-address': 4,
  'rate-limited': 3,
  'host-down': 3,
  'server-error': 3,
  'bad-response': 4,
  'not-recorded': 3,
  'archive-unavailable': 6,
  'archive-newer': 6,
  'disk-full': 6,
  'lease-lost': 3,
  'blob-missing': 5,
  'blob-damaged': 5,
  redacted: 4,
  held: 4,
  'browser-missing': 3,
  'browser-failed': 3,
  'capture-unverified': 3,
  'image-unreadable': 4,
} as const satisfies Record<ErrorName, ExitCode>;
