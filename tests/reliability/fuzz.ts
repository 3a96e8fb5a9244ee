import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Figure } from './figure.ts';

const checkout = join(import.meta.dirname, '../..');

/** Damaged articles: nothing throws, ranges are in order, a second run changes nothing, what is rewritten comes back byte for byte. */
export const fuzz: Figure = {
  id: 'R9',
  aim: '0 contract breaks',
  run: async ({ full }) => {
    const count = full ? 10_000 : 500;
    const vitest = join(checkout, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--config', 'tests/vitest.config.ts', 'tests/rewrite/fuzz.test.ts'];
    const child = spawn(process.execPath, args, {
      cwd: checkout,
      env: { ...process.env, HOLDFAST_FUZZ: String(count), NO_COLOR: '1' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    const [code] = (await once(child, 'close')) as [number | null];
    const ok = code === 0 && /Tests +\d+ passed/u.test(said);
    const broken = said.split('\n').filter((line) => /damaged article \d+/u.test(line));
    return {
      value: ok ? `0 of ${count} damaged articles` : `at least one of ${count} damaged articles`,
      ok,
      detail: broken.slice(0, 5),
    };
  },
};
