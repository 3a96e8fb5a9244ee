import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { DecoderAnswer, DecoderTask } from './decoder.ts';

export interface DecoderLimits {
  /** Milliseconds for one picture, the decoder's own start not counted. */
  readonly ms: number;
  /** Resident bytes of the whole process; watched where the system tells (Linux). */
  readonly memory: number;
}

/** Memory is looked at twenty times a second: what is taken in between stays below 512 MiB. */
export const usualLimits: DecoderLimits = { ms: 20_000, memory: 448 * 1024 * 1024 };

/** One process that opens one picture at a time; killed when it exceeds a limit, started anew for the next picture. */
export interface Decoder {
  /** What the process said; that it was killed at a limit is an `error` too. One that died is asked once more. */
  ask(task: DecoderTask, bytes: Uint8Array): Promise<DecoderAnswer>;
  close(): Promise<void>;
}

export function startDecoder(limits: DecoderLimits): Decoder {
  let child: ChildProcess | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let isReady = false;

  const running = (): ChildProcess => {
    if (child?.connected && child.exitCode === null && child.signalCode === null) return child;
    isReady = false;
    child = fork(join(import.meta.dirname, `decoder${extname(import.meta.filename)}`), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      // An allow-list: nothing secret of ours stands in the environment of what opens strangers' files.
      env: { PATH: process.env['PATH'] },
    });
    // A failed start or send ends the question under way, by its own listener; later ones have nobody to tell.
    return child.on('error', () => undefined);
  };

  /** The next picture is not to pay for what this one left behind. */
  const recycle = async (process: ChildProcess) => {
    if (process !== child || (await residentBytes(process)) < limits.memory / 2) return;
    process.kill('SIGKILL');
    child = null;
  };

  const askNow = async (task: DecoderTask, bytes: Uint8Array): Promise<DecoderAnswer> => {
    const process = running();
    if (process.pid === undefined) {
      child = null;
      return {
        kind: 'died',
        error: 'no decoder could be started: the system has no process or file left for it',
      };
    }
    const end = Promise.withResolvers<DecoderAnswer>();
    const kill = (why: string) => {
      end.resolve({ kind: 'error', error: why });
      process.kill('SIGKILL');
      // Its end is noticed only later; the next question must not go to it.
      child = null;
    };
    const tooLong = () => kill(`it took longer than ${limits.ms / 1000} s`);
    let timer = setTimeout(tooLong, isReady ? limits.ms : startMs);
    const watch = setInterval(() => {
      residentBytes(process)
        .then((resident) => resident > limits.memory && kill('it took too much memory'))
        .catch(kill);
    }, 50);
    const onMessage = (message: unknown) => {
      const answer = message as DecoderAnswer;
      if (answer.kind !== 'ready') return end.resolve(answer);
      isReady = true;
      clearTimeout(timer);
      timer = setTimeout(tooLong, limits.ms);
    };
    const onEnd = () => end.resolve({ kind: 'died', error: 'the decoder died of it' });
    process.on('message', onMessage).on('exit', onEnd).on('error', onEnd);
    hold(process, true);
    try {
      process.send({ bytes, ...task }, (error) => error !== null && onEnd());
      return await end.promise;
    } finally {
      clearTimeout(timer);
      clearInterval(watch);
      process.off('message', onMessage).off('exit', onEnd).off('error', onEnd);
      hold(process, false);
      await recycle(process);
    }
  };

  return {
    ask: (task, bytes) => {
      const askOnce = async (): Promise<DecoderAnswer> =>
        closed ? { kind: 'error', error: 'it was closed' } : await askNow(task, bytes);
      const next = last.then(async () => {
        const answer = await askOnce();
        // It may have died of something else: the system takes memory from whom it likes.
        return answer.kind === 'died' ? await askOnce() : answer;
      });
      last = next.catch(() => undefined);
      return next;
    },
    close: async () => {
      closed = true;
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      hold(child, true);
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Until it has started; a busy machine needs its time. */
const startMs = 20_000;

/** An idle decoder doesn't keep the program from ending. */
function hold(process: ChildProcess, keep: boolean): void {
  if (keep) process.ref();
  else process.unref();
  // Typed as a pipe's end, which has both.
  const channel = process.channel as { ref?(): void; unref?(): void } | null | undefined;
  if (keep) channel?.ref?.();
  else channel?.unref?.();
}

/** Field 2 of /proc/<pid>/statm, in pages of 4 KiB. */
async function residentBytes(process: ChildProcess): Promise<number> {
  const text = await readFile(`/proc/${process.pid}/statm`, 'utf8').catch(() => '0 0');
  return Number(text.split(' ')[1] ?? 0) * 4_096;
}
