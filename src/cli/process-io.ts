import { buffer } from 'node:stream/consumers';
import type { Io } from './output.ts';
import { openScreen, type Screen } from './screen.ts';

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
  const err = writeToErr();
  const screen = openTerminal(err);
  return {
    out: (text) => process.stdout.write(text),
    outBytes: (bytes) => process.stdout.write(bytes),
    err: screen?.write ?? err,
    stdin: async () => new Uint8Array(await buffer(process.stdin)),
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask: askPerson } : {}),
    env: process.env,
    colour: process.stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    outIsTerminal: process.stdout.isTTY,
    ...(process.stdout.isTTY ? { columns: () => process.stdout.columns || 80 } : {}),
    progress: screen ?? 'lines',
    signal: stop.signal,
    signalNow: stopNow.signal,
  };
}

/** An end of input, as by Ctrl-D, is no answer. */
async function askPerson(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return await Promise.race([lines.question(question), ended]);
  } finally {
    lines.close();
  }
}

/** Once stderr can't be written, there is nobody to tell: the work goes on. */
function writeToErr(): (text: string) => void {
  let isOpen = true;
  process.stderr.on('error', () => {
    isOpen = false;
  });
  return (text) => {
    if (isOpen) process.stderr.write(text);
  };
}

/** Stderr as a screen, where it is a terminal with somebody before it. */
function openTerminal(write: (text: string) => void): Screen | null {
  const { stderr, env } = process;
  if (!stderr.isTTY || env['TERM'] === 'dumb' || isSet(env['CI'])) return null;
  const screen = openScreen(write, () => stderr.columns || 80);
  process.on('exit', () => screen.show([]));
  process.on('SIGCONT', screen.forget);
  return screen;
}

function isSet(variable: string | undefined): boolean {
  return !['', '0', 'false'].includes(variable ?? '');
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
