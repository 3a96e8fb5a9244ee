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

/** The same without what isn't known: nulls, empty lists and what is false go, so that a golden is what a source tells. */
export function expectShortGolden(name: string, value: unknown): void {
  expectGolden(name, toldOf(value));
}

function toldOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toldOf);
  if (typeof value !== 'object' || value === null) return value;
  const told = Object.entries(value).map(([key, each]) => [key, toldOf(each)] as const);
  const isTold = (each: unknown) =>
    each !== null && each !== false && !(Array.isArray(each) && each.length === 0);
  return Object.fromEntries(told.filter(([, each]) => isTold(each)));
}
