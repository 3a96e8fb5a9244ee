import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { platforms } from '../../src/platforms/index.ts';

const readme = readFileSync(join(import.meta.dirname, '../../src/platforms/README.md'), 'utf8');
const table = readme.slice(readme.indexOf('## What works today'));
const rows = new Map(
  [...table.matchAll(/^\| (?!platform|---)(.+) \|$/gmu)].map(([, row = '']) => {
    const [name = '', ...cells] = row.split(' | ');
    return [name.replace(' and kin', ''), cells] as const;
  }),
);

describe('the table of what works', () => {
  it('has a row for each platform and none besides', () => {
    expect([...rows.keys()].sort()).toEqual(platforms.map(({ name }) => name).sort());
  });

  it('names tests that exist', () => {
    const named = [...rows.values()]
      .flat()
      .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/gu)].map(([, test]) => test));
    expect(named.length).toBeGreaterThan(50);
    const missing = named.filter((test) => !existsSync(join(import.meta.dirname, `${test}.test.ts`)));
    expect(missing).toEqual([]);
  });

  it.each(platforms.map((platform) => [platform.name, platform] as const))(
    'is true of %s',
    (name, platform) => {
      const [detect = '', resolve = '', , , state = '', archive = '', page = ''] = rows.get(name) ?? [];
      const claims = (cell: string) => cell !== '' && !cell.startsWith('–');
      const { sources } = platform;
      expect({
        detect: claims(detect),
        resolve: claims(resolve),
        token:
          resolve.startsWith('with the operator’s token') || resolve.startsWith("with the operator's token"),
        state: claims(state) && sources.length === 0,
        archive: claims(archive),
        shot: page.includes('shot'),
        read: page.includes('read:'),
      }).toEqual({
        detect: platform.markup.length > 0,
        resolve: sources.length > 0,
        token: sources.length > 0 && sources.every(({ needs }) => needs === 'metaToken'),
        state: false,
        archive: platform.readArchived !== undefined,
        shot: platform.page !== null,
        read: platform.page?.read !== undefined,
      });
    },
  );
});
