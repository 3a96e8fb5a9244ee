import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

const checkout = resolve(import.meta.dirname, '../..');

/** The package as it is published, built in `folder`: its files, and what npm would install for its plugins beside it. */
export async function makePackage(folder: string): Promise<void> {
  const run = promisify(execFile);
  const bin = (name: string) => join(checkout, 'node_modules/.bin', name);
  const compile = ['-p', '.tsconfig.build.json', '--outDir', join(folder, 'dist'), '--sourceMap', 'false'];
  await run(bin('tsc'), compile, { cwd: checkout });
  for (const name of ['package.json', 'data/hugo', 'data/jekyll'])
    cpSync(join(checkout, name), join(folder, name), { recursive: true });
  await run(bin('rolldown'), ['-c', join(checkout, '.rolldown.config.js')], { cwd: folder });
  const { dependencies = {} } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as Manifest;
  // React is the site's own.
  for (const name of packagesOf(pluginFiles(folder)))
    if (name in dependencies) copyPackage(name, join(folder, 'node_modules'));
}

/** Packages that the plugins bring into a site build, each by its name. */
export function packagesOf(files: readonly string[]): ReadonlySet<string> {
  const names = files.flatMap((file) => importsOf(file).filter((name) => /^[a-z@]/u.test(name)));
  return new Set(names.filter((name) => !name.startsWith('node:')).map(packageOf));
}

/** All files the plugins are made of, followed through their imports. */
export function pluginFiles(folder: string): readonly string[] {
  const plugins = join(folder, 'dist/plugins');
  const seen = new Set<string>();
  const open = readdirSync(plugins)
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(plugins, name));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const name of importsOf(file)) if (name.startsWith('.')) open.push(resolve(dirname(file), name));
  }
  return [...seen];
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const imports = /(?:\bfrom|\bimport\(?|\bcreateRequire\(import\.meta\.url\)\()\s*['"]([^'"]+)['"]/gu;
  return [...text.matchAll(imports)].map((match) => match[1] ?? '');
}

function packageOf(name: string): string {
  const parts = name.split('/');
  return parts.slice(0, name.startsWith('@') ? 2 : 1).join('/');
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Copies an installed package and, as npm does, all it depends on. */
function copyPackage(name: string, modules: string): void {
  const from = join(checkout, 'node_modules', name);
  const to = join(modules, name);
  if (existsSync(to)) return;
  // A type-only import of what nobody has to install leaves nothing to copy.
  if (!existsSync(from))
    throw new Error(`${name} isn't installed in ${relative(process.cwd(), checkout) || '.'}`);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
  const { dependencies = {} } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as Manifest;
  for (const other of Object.keys(dependencies))
    if (!existsSync(join(from, 'node_modules', other))) copyPackage(other, modules);
}
