import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { openCapturer } from '../../../src/capture/capture.ts';
import { silentLog } from '../../../src/log.ts';
import { fetchFrom, makeRoom } from '../../capture/world.ts';

/** A process of a browser's, as /proc/<pid>/status tells it. */
export interface Confined {
  /** `renderer`, `gpu-process`; empty for the first. */
  readonly type: string;
  /** 2 when the kernel filters its calls. */
  readonly seccomp: number;
  /** Process namespaces it is in, one within another. */
  readonly namespaces: number;
}

// Runs as somebody who is not root, and is told the folder of a browser that they may run.
const [{ cache }] = (await once(process, 'message')) as [{ readonly cache: string }];
const room = makeRoom();
const capturer = openCapturer({
  cache,
  chrome: null,
  fetch: fetchFrom({}),
  log: silentLog,
  noSandbox: false,
  work: room.work,
});
await capturer.card({
  html: '<!doctype html><html><head></head><body><p>card</p></body></html>',
  selector: 'p',
  theme: 'light',
  width: 300,
  dpr: 1,
});
const confined: Confined[] = room.processes().map(({ pid, command }) => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    type: /--type=([\w-]+)/.exec(command)?.[1] ?? '',
    seccomp: Number(/^Seccomp:\s+(\d)/m.exec(status)?.[1]),
    namespaces: (/^NSpid:(.*)$/m.exec(status)?.[1] ?? '').trim().split(/\s+/).length,
  };
});
await capturer.close();
room.clear();
await new Promise((done) => process.send?.(confined, done));
process.disconnect();
