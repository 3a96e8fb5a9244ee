import { buffer } from 'node:stream/consumers';
import type { Io } from './output.ts';

/**
 * The process's own streams and signals. The first signal asks for an orderly end within ten seconds, the second gives
 * back at once what is in hand and ends within two, the third just ends.
 */
export function processIo(): Io {
  const stop = new AbortController();
  const stopNow = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      const end = () => process.exit(signal === 'SIGTERM' ? 143 : 130);
      if (stopNow.signal.aborted) end();
      if (stop.signal.aborted) {
        stopNow.abort(signal);
        setTimeout(end, 2_000).unref();
      }
      stop.abort(signal);
    });
  process.stdout.on('error', endOnClosedPipe);
  return {
    out: (text) => process.stdout.write(text),
    outBytes: (bytes) => process.stdout.write(bytes),
    err: (text) => process.stderr.write(text),
    stdin: async () => new Uint8Array(await buffer(process.stdin)),
    env: process.env,
    colour: process.stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    signal: stop.signal,
    signalNow: stopNow.signal,
  };
}

/** `holdfast … | head` closes the pipe early: that is no failure of ours. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

/**
 * Ends the process with a code once all output is out. A name server that does not answer keeps threads of the
 * system's resolver, and with them the process, alive for seconds after everything is done; they are not waited for.
 */
export function endProcess(code: number): void {
  process.exitCode = code;
  const timer = setInterval(() => {
    if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit(code);
  }, 100);
  timer.unref();
}
