import { HoldfastError } from '../errors.ts';

/** The error for XML or JSON that can't be read to its end. */
export function broken(name: string, language: 'XML' | 'JSON', line: number, what: string): HoldfastError {
  const message = `${name}: the ${language} can't be read from line ${line} on: ${what}`;
  return new HoldfastError('unreadable-input', message, { facts: { input: name, line } });
}

/** 1-based. */
export function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
