import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

/** A clock that stands on another day, before anything else is loaded. */
function clockAt(milliseconds: number): string {
  const source = `const Real=Date;globalThis.Date=class extends Real{constructor(...at){super(...(at.length?at:[${milliseconds}]))}static now(){return ${milliseconds}}}`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

async function hashesAt(milliseconds: number, env: Readonly<Record<string, string>>): Promise<string[]> {
  const program = join(import.meta.dirname, 'print-forms.ts');
  const { PATH = '' } = process.env;
  const { stdout } = await run(process.execPath, ['--import', clockAt(milliseconds), program], {
    env: { PATH, ...env },
  });
  return stdout.trimEnd().split('\n');
}

describe('every form', () => {
  it('has the same bytes on any day, in any time zone and under any locale', async () => {
    const [here, there, elsewhere] = await Promise.all([
      hashesAt(Date.UTC(2023, 8, 15), { TZ: 'UTC', LANG: 'C' }),
      hashesAt(Date.UTC(2041, 0, 1), {
        TZ: 'Pacific/Kiritimati',
        LANG: 'ar_SA.UTF-8',
        LC_ALL: 'ar_SA.UTF-8',
      }),
      hashesAt(0, { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'fa_IR.UTF-8' }),
    ]);
    expect(here.length).toBeGreaterThan(150);
    expect(there).toEqual(here);
    expect(elsewhere).toEqual(here);
  });
});
