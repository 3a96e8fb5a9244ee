import type { JobReason } from '../model/job.ts';

/** Why a job waits, or failed, in words. */
export const reasonWords = {
  offline: 'no network',
  'rate-limited': 'a host asked for a pause',
  'host-down': 'a host is down and left alone for a while',
  network: 'network trouble',
  'server-error': 'a server failed',
  'no-answer': 'no certain answer yet',
  unconfirmed: 'what became of it is asked once more',
  'not-recorded': 'not in the recording',
  'browser-missing': 'no browser could be started: see "holdfast doctor"',
  'browser-failed': 'the browser failed',
  'capture-unverified': "the platform's page did not show the post",
  'disk-full': 'the disk is full',
  interrupted: 'the last run was interrupted',
  poisoned: 'its worker died three times',
  'gave-up': 'gave up after many tries',
  bug: 'a bug in Holdfast',
} as const satisfies Record<JobReason, string>;
