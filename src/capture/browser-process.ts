import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionTransport } from 'puppeteer';
import { isGroupRunning, killGroup } from './process-group.ts';

/** A browser's processes and the pipe they are spoken to through. */
export interface BrowserProcess {
  /** Of the first process, and of the group all others belong to. */
  readonly pid: number;
  readonly transport: ConnectionTransport;
  isRunning(): boolean;
  /** The last it wrote to its standard error, at most 4,000 characters. */
  said(): string;
  /** Ends the whole group at once, by force. Resolves when all of it has ended, or a second after the first has. */
  kill(): Promise<void>;
}

/**
 * Starts a program that speaks the DevTools protocol on its file descriptors 3 and 4 (`--remote-debugging-pipe`), as
 * the leader of a process group, in the folder given. Rejects with the system's error when it can't be run. Started here and not by
 * puppeteer, whose own way lets the system's refusal to start a process end ours, and waits for ever for a program
 * that starts and says nothing.
 */
export async function startProcess(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  folder: string,
): Promise<BrowserProcess> {
  const child = spawn(resolve(program), args, {
    cwd: folder,
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  // Without it there are no pipes either, not even as objects.
  await once(child, 'spawn');
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  // Whatever becomes of the pipes is known by the process's end.
  for (const pipe of child.stdio) pipe?.on('error', () => undefined);
  const { pid } = child;
  if (pid === undefined) throw new Error('a process was started and has no number');
  // What is left of the group goes with its first process: later its number may be another's.
  child.once('exit', () => killAll(child, pid));
  const end = async () => {
    if (isRunning(child)) {
      const exit = once(child, 'exit');
      killAll(child, pid);
      await exit;
    }
    // Who has much memory to give back takes its time.
    for (let tries = 0; tries < 50 && isGroupRunning(pid); tries++) await sleep(20);
  };
  let ended: Promise<void> | null = null;
  return {
    pid,
    transport: transportOver(child.stdio[3] as Writable, child.stdio[4] as Readable),
    isRunning: () => isRunning(child),
    said: () => said,
    kill: () => {
      ended ??= end();
      return ended;
    },
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function killAll(child: ChildProcess, pid: number): void {
  if (process.platform === 'win32') child.kill('SIGKILL');
  else killGroup(pid);
}

const isPlain = /^[\x20-\x7e]*$/;

/** Messages are JSON texts, each ended by a zero byte. */
function transportOver(write: Writable, read: Readable): ConnectionTransport {
  let parts: Buffer[] = [];
  const transport: ConnectionTransport = {
    // Bodies of answers go through here: what is plain need not be encoded letter by letter.
    send: (message) => void write.write(`${message}\0`, isPlain.test(message) ? 'latin1' : 'utf8'),
    close: () => {
      write.destroy();
      read.destroy();
    },
  };
  const hear = async (message: string) => {
    try {
      // It is read where it is heard, and a promise for that, whatever its type says.
      await (transport.onmessage?.(message) as unknown);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      // What doesn't speak the protocol is no browser, or none any more.
      transport.close();
    }
  };
  const take = (bytes: Buffer) => {
    let start = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      const message = Buffer.concat([...parts, bytes.subarray(start, end)]).toString();
      parts = [];
      start = end + 1;
      // Each in a turn of its own: what one message wakes runs before the next comes.
      setImmediate(() => void hear(message));
    }
    if (start < bytes.length) parts.push(bytes.subarray(start));
  };
  read.on('data', take).once('close', () => transport.onclose?.());
  return transport;
}
