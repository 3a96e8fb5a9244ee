import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../../src/capture/find-browser.ts';
import { cache } from '../../capture/world.ts';
import type { Figure } from '../figure.ts';
import type { Confined } from './sandbox-inside.ts';

/** The user everybody may be: no more than a number. */
const nobody = '65534';

/** Whether pages are drawn in Chromium's own sandbox, once Holdfast does not run as root. */
export const sandbox: Figure = {
  id: 'T6',
  aim: 'every renderer in its sandbox',
  run: async () => {
    const isRoot = process.getuid?.() === 0;
    const way = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--'];
    if (isRoot && spawnSync(way[0] ?? '', [...way.slice(1), 'true']).status !== 0)
      return { value: 'not tried', ok: false, detail: ['needs setpriv, or not to be root'] };
    await findBrowser({ chrome: null, cache });
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-sandbox-'));
    try {
      mkdirSync(join(folder, 'cache'));
      // Its fonts it makes itself: their list names the folder they lie in.
      for (const name of readdirSync(cache).filter((each) => each.startsWith('chromium-')))
        cpSync(join(cache, name), join(folder, 'cache', name), { recursive: true });
      if (isRoot) execFileSync('chown', ['-R', `${nobody}:${nobody}`, folder]);
      const confined = await ask(isRoot ? way : [], join(folder, 'cache'));
      const renderers = confined.filter(({ type }) => type === 'renderer');
      const held = renderers.filter(({ seccomp, namespaces }) => seccomp === 2 && namespaces > 1);
      return {
        value: `${held.length} of ${renderers.length} renderers in their sandbox`,
        ok: renderers.length > 0 && held.length === renderers.length,
        detail: confined.map(
          ({ type, seccomp, namespaces }) =>
            `${type || 'browser'}: seccomp ${seccomp}, ${namespaces} process namespaces`,
        ),
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function ask(way: readonly string[], folder: string): Promise<readonly Confined[]> {
  const module = new URL('sandbox-inside.ts', import.meta.url).pathname;
  const [program, ...args] = [...way, process.execPath, module];
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answer = once(child, 'message') as Promise<[readonly Confined[]]>;
  child.send({ cache: folder });
  const ended = once(child, 'exit').then(() => [[]] as [readonly Confined[]]);
  const [confined] = await Promise.race([answer, ended]);
  return confined;
}
