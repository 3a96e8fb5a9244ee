import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type NextOptions, rehypeHoldfast, withHoldfast } from '../../src/plugins/next.ts';
import rehypePlugin, { type TreePluginOptions } from '../../src/plugins/rehype.ts';
import { css, exportedFolder } from './exported.ts';

it("copies what cards show to where Next serves it, and leaves Next's configuration", () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-next-'));
  const config = { output: 'export', basePath: '/blog' };
  const fallbacks = exportedFolder({ base: '/blog/posts/' });
  expect(withHoldfast(config, { fallbacks, public: folder })).toBe(config);
  expect(readFileSync(join(folder, 'posts/holdfast.css'), 'utf8')).toBe(css);
  expect(readFileSync(join(folder, 'posts/assets/0a1b.webp'), 'utf8')).toBe('a picture');
});

it('takes a function that makes the configuration, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-next-'));
  const fallbacks = exportedFolder({ base: '/blog/posts/' });
  const make = async (phase: string) => ({ basePath: '/blog', phase });
  const made = await withHoldfast(make, { fallbacks, public: folder })('build');
  expect(made).toEqual({ basePath: '/blog', phase: 'build' });
  expect(readFileSync(join(folder, 'posts/holdfast.css'), 'utf8')).toBe(css);
});

it('names the rehype plugin to MDX, with options that change whenever the fallbacks do', () => {
  const fallbacks = exportedFolder();
  const [name, options] = rehypeHoldfast({ fallbacks, css: 'none' });
  expect(name).toBe('holdfast/rehype');
  expect(options).toMatchObject({ fallbacks, css: 'none', when: 'dead', warn: 'stderr' });
  expect(JSON.parse(JSON.stringify(options))).toEqual(options);
  expect(rehypeHoldfast({ fallbacks: exportedFolder() })[1].stamp).toBe(options.stamp);
  const others = exportedFolder({ posts: {} });
  expect(rehypeHoldfast({ fallbacks: others })[1].stamp).not.toBe(options.stamp);
  expect(() => rehypePlugin(options)).not.toThrow();
  expect(() => rehypeHoldfast({ fallbacks, wen: 'dead' } as TreePluginOptions)).toThrow(/no option `wen`/);
});

it('says what to do without fallbacks', () => {
  const missing = { fallbacks: join(tmpdir(), 'no-such-folder') };
  expect(() => withHoldfast({}, missing)).toThrow(/run "holdfast export fallbacks --out DIR"/);
  expect(() => withHoldfast({}, {} as NextOptions)).toThrow(/holdfast\/next: give the folder/);
  const mistyped = { fallbacks: exportedFolder(), strict: true } as NextOptions;
  expect(() => withHoldfast({}, mistyped)).toThrow(/no option `strict`: they are fallbacks, public$/);
});
