import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { mutants } from './planted.ts';

const checkout = resolve(import.meta.dirname, '../../..');

test.each(mutants)('what "$name" replaces stands once in its file', async ({ file, sound }) => {
  const source = await readFile(join(checkout, file), 'utf8');
  expect(source.split(sound)).toHaveLength(2);
});
