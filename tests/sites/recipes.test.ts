import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const checkout = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(checkout, 'README.md'), 'utf8');

/** Code of the README that begins with the name of a file. */
const recipes = [...readme.matchAll(/^```\w+\n(?:\/\/|#) ([\w.-]+)\n([\s\S]*?)^```$/gmu)].map(
  ([, file = '', source = '']) => ({ file, source }),
);

const sites: Readonly<Record<string, string>> = {
  'eleventy.config.js': 'eleventy',
  'astro.config.mjs': 'astro',
  'hugo.toml': 'hugo',
  'after.js': 'hugo',
};

it.each(Object.entries(sites))('the recipe %s is what the site of %s is built with', (file, tool) => {
  const told = recipes.filter((each) => each.file === file).map(({ source }) => source);
  expect(told).toHaveLength(1);
  expect(readFileSync(join(import.meta.dirname, tool, file), 'utf8')).toContain(told[0]);
});

it('the package brings what recipes copy out of it', () => {
  const { files } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
    readonly files: readonly string[];
  };
  const copied = [...readme.matchAll(/node_modules\/holdfast\/([\w/.-]+)/gu)].map(([, path = '']) => path);
  expect(copied).toEqual(['data/hugo/layouts', 'data/jekyll/_includes/']);
  for (const path of copied) {
    expect(readdirSync(join(checkout, path))).not.toEqual([]);
    expect(files.filter((name) => path.startsWith(`${name}/`))).toHaveLength(1);
  }
});

it('what recipes import is there', async () => {
  const imports = [...readme.matchAll(/^(?:\/\/ )?import (.+) from 'holdfast\/(\w+)';$/gmu)];
  expect(new Set(imports.map(([, , plugin]) => plugin)).size).toBe(7);
  for (const [, names = '', plugin = ''] of imports) {
    const exported = Object.keys((await import(`../../src/plugins/${plugin}.ts`)) as object);
    const wanted = names.startsWith('{') ? (names.match(/\w+/gu) ?? []) : ['default'];
    expect(exported, plugin).toEqual(expect.arrayContaining(wanted));
  }
});
