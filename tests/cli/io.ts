import type { Io } from '../../src/cli/output.ts';

/** Streams that remember, in place of a process's. */
export function ioOf(changes: Partial<Io> = {}) {
  const written = { out: '', err: '' };
  const io: Io = {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    outBytes: (bytes) => {
      written.out += Buffer.from(bytes).toString();
    },
    stdin: () => Promise.resolve(new Uint8Array()),
    env: { HOLDFAST_WEB_ARCHIVES: '0' },
    colour: false,
    signal: new AbortController().signal,
    signalNow: new AbortController().signal,
    ...changes,
  };
  return { io, written };
}
