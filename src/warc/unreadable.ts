import { type Facts, HoldfastError } from '../errors.ts';

/** The error for a file that is damaged, hostile or of another kind. */
export function unreadable(message: string, facts: Facts = {}, cause?: unknown): HoldfastError {
  return new HoldfastError('unreadable-input', message, { facts, cause });
}
