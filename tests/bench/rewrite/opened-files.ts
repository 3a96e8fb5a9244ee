import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';

/**
 * To be loaded before a program (`node --import`): when it ends, writes to HOLDFAST_REPORT which files below HOLDFAST_WATCHED
 * it has opened, by whichever call, and the milliseconds the processor was at it.
 */
export interface Watched {
  readonly opened: readonly string[];
  readonly cpuMs: number;
}

const watched = resolve(process.env['HOLDFAST_WATCHED'] ?? '.');
const report = process.env['HOLDFAST_REPORT'];
const opened: string[] = [];

function note(path: unknown): void {
  if (typeof path === 'string' && resolve(path).startsWith(watched)) opened.push(resolve(path));
}

for (const [home, names] of [
  [fs, ['openSync', 'readFileSync', 'copyFileSync', 'createReadStream', 'open', 'readFile', 'copyFile']],
  [fs.promises, ['open', 'readFile', 'copyFile', 'cp']],
] as const)
  for (const name of names) {
    const calls = home as unknown as Record<string, (...args: unknown[]) => unknown>;
    const original = calls[name];
    if (original === undefined) throw new Error(`no ${name}`);
    calls[name] = (...args) => {
      note(args[0]);
      return original.apply(home, args);
    };
  }
syncBuiltinESMExports();
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const told: Watched = { opened, cpuMs: (user + system) / 1000 };
  if (report !== undefined) fs.writeFileSync(report, JSON.stringify(told));
});
