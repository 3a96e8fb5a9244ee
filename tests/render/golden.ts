import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const folder = join(import.meta.dirname, '../goldens/render');

/** What the golden file of that name says, its own text where `UPDATE=1` writes it anew; throws for a missing one. */
export function golden(name: string, text: string): string {
  const path = join(folder, name);
  if (process.env['UPDATE'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return readFileSync(path, 'utf8');
}
