import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';

/** Compares a value with the golden of that name; `UPDATE=1` writes it anew, a missing one fails. */
export function expectGolden(name: string, value: unknown): void {
  const path = join(import.meta.dirname, '../goldens', name);
  const text = `${JSON.stringify(value, null, 1)}\n`;
  if (process.env['UPDATE'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path), `${name} is missing: run with UPDATE=1 and read what it writes`).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
