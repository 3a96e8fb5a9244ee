import { createTwoFilesPatch } from 'diff';

interface Names {
  readonly before: string;
  readonly after: string;
}

/** How one text became another, as `diff -u` and `git` write it; empty where they are the same. */
export function unifiedDiff(before: string, after: string, names: Names): string {
  if (before === after) return '';
  return createTwoFilesPatch(names.before, names.after, before, after, undefined, undefined, {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
}

/** The same of bytes in whatever encoding, as `patch` needs it: each byte is taken for a character of its own. */
export function unifiedDiffOfBytes(before: Uint8Array, after: Uint8Array, names: Names): Uint8Array {
  const bytewise = { before: oneByOne(Buffer.from(names.before)), after: oneByOne(Buffer.from(names.after)) };
  return Buffer.from(unifiedDiff(oneByOne(before), oneByOne(after), bytewise), 'latin1');
}

function oneByOne(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
