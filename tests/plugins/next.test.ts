import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withHoldfast } from '../../src/plugins/next.ts';
import { css, exportedFolder } from './exported.ts';

it("copies what cards show to where Next serves it, and leaves Next's configuration", () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-next-'));
  const config = { output: 'export', basePath: '/blog' };
  const fallbacks = exportedFolder({ base: '/blog/posts/' });
  expect(withHoldfast(config, { fallbacks, public: folder })).toBe(config);
  expect(readFileSync(join(folder, 'posts/holdfast.css'), 'utf8')).toBe(css);
  expect(readFileSync(join(folder, 'posts/assets/0a1b.webp'), 'utf8')).toBe('a picture');
});

it('says what to do without fallbacks', () => {
  const missing = { fallbacks: join(tmpdir(), 'no-such-folder') };
  expect(() => withHoldfast({}, missing)).toThrow(/run "holdfast export fallbacks --out DIR"/);
});
