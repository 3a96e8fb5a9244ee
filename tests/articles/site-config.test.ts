import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSiteCheck } from '../../src/articles/site-config.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-site-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function check(files: Readonly<Record<string, string>>, name = 'content/posts/a.md'): string | null {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  return createSiteCheck()(join(home, name))?.path.slice(home.length + 1) ?? null;
}

describe('a Hugo site', () => {
  it('leaves HTML in Markdown out unless its configuration says otherwise, wherever that is', () => {
    expect(check({ 'hugo.toml': 'title = "x"' })).toBe('hugo.toml');
    expect(check({ 'config/_default/markup.toml': '[goldmark.renderer]\n  unsafe = true\n' })).toBeNull();
  });

  it('is told from others that have a file of that name', () => {
    expect(check({ 'config.toml': 'base_url = "https://a.example"' })).toBeNull();
    expect(check({ 'config.toml': 'baseURL = "https://a.example"' })).toBe('config.toml');
    expect(
      check({ 'config.toml': '{"baseURL": "x", "markup": {"goldmark": {"renderer": {"unsafe": true}}}}' }),
    ).toBeNull();
  });

  it('is none where there is no such file', () => {
    expect(check({ 'package.json': '{}' })).toBeNull();
  });

  it('takes HTML in its other files', () => {
    expect(check({ 'hugo.toml': '' }, 'content/posts/a.html')).toBeNull();
  });
});

describe('a Docusaurus site', () => {
  it('reads Markdown as MDX unless told otherwise', () => {
    expect(check({ 'docusaurus.config.ts': 'export default { title: "x" };' })).toBe('docusaurus.config.ts');
    expect(
      check({ 'docusaurus.config.ts': "export default { markdown: { format: 'detect' } };" }),
    ).toBeNull();
  });
});
