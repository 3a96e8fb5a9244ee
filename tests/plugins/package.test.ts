import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const checkout = resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const plugins = globSync('src/plugins/*.ts', { cwd: checkout }).filter((path) => !path.endsWith('.d.ts'));

describe('the package', () => {
  it('has a source for all it exports', () => {
    const paths = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === 'string'
        ? []
        : [entry.types.replace('.d.ts', '.ts'), entry.default.replace('.js', '.ts')],
    );
    expect(paths).toContain('./dist/plugins/rehype.ts');
    expect(paths.filter((path) => !existsSync(join(checkout, path.replace('/dist/', '/src/'))))).toEqual([]);
  });

  it('brings no database, browser or picture library into a site build', () => {
    const allowed = [
      'hast',
      'mdast',
      'react',
      'hast-util-from-html',
      'hast-util-to-html',
      'zod',
      'parse5',
      'html-encoding-sniffer',
      'chardet',
    ];
    expect([...packagesOf(plugins)].filter((name) => !allowed.includes(name))).toEqual([]);
    const installed = { ...manifest.dependencies, ...manifest.peerDependencies };
    const undeclared = allowed.filter((name) => !(name in installed) && !(`@types/${name}` in installed));
    expect(undeclared).toEqual([]);
  });

  it('has types that a strict project compiles with', async () => {
    const folder = mkdtempSync(join(madeFolder(), 'consumer-'));
    try {
      const installed = join(folder, 'node_modules/holdfast');
      mkdirSync(installed, { recursive: true });
      copyFileSync(join(checkout, 'package.json'), join(installed, 'package.json'));
      const declare = [
        '--declaration',
        '--emitDeclarationOnly',
        '--noCheck',
        '--skipLibCheck',
        '--rootDir',
        'src',
      ];
      const rename = ['--allowImportingTsExtensions', '--rewriteRelativeImportExtensions'];
      await tsc(checkout, [
        ...declare,
        ...rename,
        '--outDir',
        join(installed, 'dist'),
        ...plugins,
        'src/plugins/react.d.ts',
      ]);
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      writeFileSync(join(folder, 'build.ts'), consumer);
      const said = await tsc(folder, ['--noEmit', '--skipLibCheck', 'false', 'build.ts']);
      expect(said).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const consumer = `
import rehypeHoldfast from 'holdfast/rehype';
import remarkHoldfast from 'holdfast/remark';
import vite from 'holdfast/vite';
import eleventy from 'holdfast/eleventy';
import astro from 'holdfast/astro';
import folder from 'holdfast/folder';
import { HoldfastPost, withHoldfast } from 'holdfast/next';
import type { Root } from 'hast';
import { unified } from 'unified';

const options = { fallbacks: 'fallbacks', when: 'always', css: 'link', strict: true } as const;
unified().use(remarkHoldfast, options).use(rehypeHoldfast, { ...options, warn: 'stderr' });
const transform: (tree: Root, file: { message(reason: string): unknown }) => void = rehypeHoldfast(options);
// @ts-expect-error there is no such value
unified().use(rehypeHoldfast, { fallbacks: 'fallbacks', when: 'never' });
const config: { output: 'export' } = withHoldfast({ output: 'export' }, { fallbacks: 'fallbacks' });
const node: Promise<string> = HoldfastPost({ post: 'x:20', fallbacks: 'fallbacks' });
export { transform, config, node, eleventy };
export default [vite(options).length, astro(options).name, folder('_site', options).changed];
`;

/** Where packages of this checkout are found from. */
function madeFolder(): string {
  const folder = join(checkout, 'node_modules/.cache/holdfast-types');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** What the compiler says; nothing, where all is well. */
async function tsc(cwd: string, args: readonly string[]): Promise<string> {
  const options = ['--ignoreConfig', '--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext'];
  const more = ['--target', 'es2024', '--lib', 'ES2024,ESNext.Array,DOM,DOM.Iterable', '--types', 'node'];
  try {
    const program = join(checkout, 'node_modules/.bin/tsc');
    return (await promisify(execFile)(program, [...options, ...more, ...args], { cwd })).stdout;
  } catch (error) {
    return String((error as { readonly stdout?: string }).stdout);
  }
}

/** Packages that files bring along, followed through their imports. */
function packagesOf(files: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const open = files.map((file) => join(checkout, file));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, name = ''] of text.matchAll(/(?:\bfrom|\bimport\(?)\s*'([^']+)'/g)) {
      if (name.startsWith('.')) open.push(resolve(dirname(file), name));
      else if (!name.startsWith('node:')) packages.add(name);
    }
  }
  return packages;
}
