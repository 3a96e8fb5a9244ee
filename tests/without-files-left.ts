import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/**
 * Runs code in a process of its own that can open no more files. It is given `part`, what the source file exports, and
 * `tell`, whose first value comes back.
 */
export async function withoutFilesLeft(source: string, code: string): Promise<unknown> {
  const path = join(resolve(import.meta.dirname, '..'), source);
  const script = `
    import { closeSync, openSync } from 'node:fs';
    const part = await import(${JSON.stringify(path)});
    const open = [];
    let told;
    const tell = (value) => { told ??= value; };
    try { for (;;) open.push(openSync('/dev/null')); } catch {}
    ${code}
    for (const file of open) closeSync(file);
    console.log(JSON.stringify(told));`;
  const args = ['-c', 'ulimit -n 64 && exec "$0" --input-type=module -e "$1"', process.execPath, script];
  const { stdout } = await promisify(execFile)('sh', args, { timeout: 20_000 });
  return JSON.parse(stdout);
}
