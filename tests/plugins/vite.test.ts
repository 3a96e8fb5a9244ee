import { globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, createLogger, createServer, type InlineConfig, type Plugin } from 'vite';
import { describe, expect, it } from 'vitest';
import holdfast, { type PluginOptions } from '../../src/plugins/vite.ts';
import { cspHash } from '../../src/render/style.ts';
import { cardOf, css, entryOf, exportedFolder, loader, tweet } from './exported.ts';

const page = (inner: string, head = '') =>
  `<!doctype html><html><head><title>a</title>${head}</head><body>${inner}</body></html>`;
const link = (base = '/holdfast/') =>
  `<link rel="stylesheet" href="${base}holdfast.css" integrity="${cspHash(css)}">`;

const developed: InlineConfig = { server: { host: '127.0.0.1', port: 0 } };

/** A site of one page, and what Vite warns of. */
function site(html: string, options: Partial<PluginOptions> = {}, more: InlineConfig = {}) {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-vite-'));
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'index.html'), html);
  const warned: string[] = [];
  const logger = { ...createLogger('silent'), warn: (line: string) => warned.push(line) };
  const config: InlineConfig = {
    root,
    configFile: false,
    logLevel: 'silent',
    customLogger: logger,
    plugins: [holdfast({ fallbacks: exportedFolder(), ...options })],
    ...more,
  };
  return { config, warned, read: (path: string) => readFileSync(join(root, 'dist', path), 'utf8') };
}

describe('Vite', () => {
  it('puts cards into built pages, and their files beside them', async () => {
    const { config, warned, read } = site(page(`${tweet('20')}${loader}${tweet('30')}`));
    await build(config);
    expect(read('index.html')).toBe(page(`${cardOf('x:20')}${loader}${tweet('30')}`, link()));
    expect(read('holdfast/holdfast.css')).toBe(css);
    expect(read('holdfast/assets/0a1b.webp')).toBe('a picture');
    expect(warned).toEqual([]);
  });

  it('warns of posts that are missing, or fails', async () => {
    const { config, warned, read } = site(page(`${tweet('21')}${loader}`));
    await build(config);
    expect(read('index.html')).toBe(page(`${tweet('21')}${loader}`));
    expect(warned).toEqual([expect.stringMatching(/index\.html: x:21 is not among the fallbacks/)]);
    const strict = site(page(tweet('21')), { strict: true });
    await expect(build(strict.config)).rejects.toThrow(/x:21 is not among the fallbacks/);
  });

  it('puts files below the base of the site, and tells when they would be outside', async () => {
    const posts = { 'x:20': entryOf('x:20') };
    const fallbacks = exportedFolder({ base: '/blog/posts/', posts });
    const inside = site(page(tweet('20')), { fallbacks }, { base: '/blog/' });
    await build(inside.config);
    expect(inside.read('index.html')).toBe(page(cardOf('x:20'), link('/blog/posts/')));
    expect(inside.read('posts/holdfast.css')).toBe(css);
    const outside = site(page(tweet('20')), {}, { base: '/blog/' });
    await build(outside.config);
    expect(outside.warned).toEqual([expect.stringMatching(/--base \/blog\/holdfast\//)]);
  });

  it('puts cards into Markdown before it is made a module', async () => {
    const markdown = `# A\n\n${tweet('20')}\n${loader}\n\n- one\n\n  <https://x.com/frog/status/20>\n\n${tweet('21')}\n`;
    const given = site('<script type="module">import a from "./a.md";document.title = a;</script>');
    const { config, warned } = given;
    writeFileSync(join(String(config.root), 'a.md'), markdown);
    const seen: string[] = [];
    const reader: Plugin = {
      name: 'markdown',
      transform: (code, id) => {
        if (!id.endsWith('.md')) return null;
        seen.push(code);
        return 'export { default } from "/holdfast/assets/0a1b.webp"';
      },
    };
    await build({ ...config, plugins: [...(config.plugins ?? []), reader] });
    const marked = (card: string) =>
      expect.stringMatching(new RegExp(`<!--holdfast [^>]*-->${card}<!--/holdfast-->`));
    expect(seen).toEqual([marked(`${link().replace('+', '\\+')}${cardOf('x:20')}`)]);
    expect(seen).toEqual([marked(cardOf('x:20'))]);
    expect(seen[0]).toContain(tweet('21'));
    const [script] = globSync('dist/assets/*.js', { cwd: String(config.root) });
    expect(given.read(String(script).slice('dist/'.length))).toContain('/holdfast/assets/0a1b.webp');
    expect(warned).toEqual([expect.stringMatching(/^\[holdfast\] a\.md: x:21 is not among the fallbacks/)]);
  });

  it('takes no other file of the site for what cards show', async () => {
    const fallbacks = exportedFolder({ base: '/', posts: { 'x:20': entryOf('x:20') } });
    const script = '<script type="module" src="/main.js"></script>';
    const { config, read } = site(page(`${tweet('20')}${script}`), { fallbacks });
    writeFileSync(join(String(config.root), 'main.js'), 'import "/more.js";');
    writeFileSync(join(String(config.root), 'more.js'), 'document.title = "read";');
    await build(config);
    expect(read('holdfast.css')).toBe(css);
    const [built] = globSync('dist/assets/*.js', { cwd: String(config.root) });
    expect(read(String(built).slice('dist/'.length))).toContain('document.title');
  });

  it('makes Markdown again when its cards have changed, while a site is developed', async () => {
    const fallbacks = exportedFolder();
    const { config } = site(page(''), { fallbacks }, developed);
    writeFileSync(join(String(config.root), 'a.md'), tweet('20'));
    const reader: Plugin = {
      name: 'markdown',
      transform: (code, id) => (id.endsWith('.md') ? `export default ${JSON.stringify(code)}` : null),
    };
    const server = await createServer({ ...config, plugins: [...(config.plugins ?? []), reader] });
    try {
      await server.listen();
      const read = async () => (await server.transformRequest('/a.md'))?.code ?? '';
      expect(await read()).toContain('card of x:20');
      const file = join(fallbacks, 'fallbacks.json');
      const changed = readFileSync(file, 'utf8').replaceAll('card of', 'other card of');
      // Vite's watcher misses what changes before it has begun with a file.
      const readAgain = async () => {
        writeFileSync(`${file}.new`, changed);
        renameSync(`${file}.new`, file);
        return await read();
      };
      await expect.poll(readAgain, { timeout: 60_000, interval: 500 }).toContain('other card of x:20');
    } finally {
      await server.close();
    }
  });

  it('shows cards while a site is developed', async () => {
    const { config } = site(page(tweet('20')), {}, developed);
    const server = await createServer(config);
    try {
      await server.listen();
      const address = server.httpServer?.address();
      const at = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      expect(await (await fetch(`${at}/`)).text()).toContain(cardOf('x:20'));
      const style = await fetch(`${at}/holdfast/holdfast.css`);
      expect([style.headers.get('content-type'), await style.text()]).toEqual([
        'text/css; charset=utf-8',
        css,
      ]);
    } finally {
      await server.close();
    }
  });
});
