import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';

/** Each page stands beside what is found in it; `UPDATE=1` writes that anew, to be read by a person. */
const folder = join(import.meta.dirname, '../cases/detect/html');
const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));

describe('whole pages', () => {
  for (const page of pages)
    it(`reads ${page.replace(/\.html$/u, '').replaceAll('-', ' ')}`, () => {
      const bytes = readFileSync(join(folder, page));
      const found = detect({ name: page, bytes, format: 'html', charset: null, url: null }, platforms);
      const shown = found.embeds.map((embed) => ({
        ...embed,
        source: new TextDecoder(found.encoding).decode(bytes.subarray(embed.start, embed.end)),
      }));
      const text = `${JSON.stringify({ ...found, embeds: shown }, null, 1)}\n`;
      const golden = join(folder, page.replace(/\.html$/u, '.json'));
      if (process.env['UPDATE'] === '1') writeFileSync(golden, text);
      expect(existsSync(golden), `${golden} is missing: run with UPDATE=1 and read it`).toBe(true);
      expect(text).toBe(readFileSync(golden, 'utf8'));
    });
});
