import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { steadyFlags } from '../../../src/capture/flags.ts';

/** A browser spoken to with nothing in between: JSON over its pipe, as the DevTools protocol has it. */
export interface BareBrowser {
  send<Result = unknown>(method: string, params?: object, sessionId?: string): Promise<Result>;
  /** Resolves at the session's next event of that name. */
  next(method: string, sessionId: string): Promise<unknown>;
  close(): Promise<void>;
}

/** With the flags that ours gets, but for those that keep it from the network. */
export function startBareBrowser(path: string, folder: string): BareBrowser {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const profile = `--user-data-dir=${join(folder, 'profile')}`;
  const flags = ['--remote-debugging-pipe', '--headless', profile, ...steadyFlags, ...root, 'about:blank'];
  const child = spawn(path, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const calls = new Map<number, PromiseWithResolvers<unknown>>();
  const events = new Map<string, PromiseWithResolvers<unknown>>();
  let last = 0;

  readMessages(output, (message) => {
    if (message.id === undefined) {
      const key = `${message.sessionId} ${message.method}`;
      events.get(key)?.resolve(message.params);
      events.delete(key);
      return;
    }
    const call = calls.get(message.id);
    calls.delete(message.id);
    if (message.error === undefined) call?.resolve(message.result);
    else call?.reject(new Error(message.error.message));
  });

  return {
    send: <Result>(method: string, params: object = {}, sessionId?: string) => {
      const call = Promise.withResolvers<unknown>();
      const id = ++last;
      calls.set(id, call);
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      return call.promise as Promise<Result>;
    },
    next: (method, sessionId) => {
      const event = Promise.withResolvers<unknown>();
      events.set(`${sessionId} ${method}`, event);
      return event.promise;
    },
    close: () => end(child),
  };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

function readMessages(output: Readable, hear: (message: Message) => void): void {
  let parts: Buffer[] = [];
  output.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      hear(JSON.parse(Buffer.concat([...parts, rest.subarray(0, end)]).toString()) as Message);
      parts = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) parts.push(rest);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
