import { HoldfastError } from '../errors.ts';
import { type Care, missingMessage } from './put-fallbacks.ts';

/** Posts that a build's fallbacks don't have, by the pages that embed them. */
export class MissingPosts {
  readonly #pages = new Map<string, Set<string>>();

  /** Notes what one page lacks. */
  add(path: string, names: readonly string[]): void {
    if (names.length === 0) return;
    const known = this.#pages.get(path) ?? new Set();
    for (const name of names) known.add(name);
    this.#pages.set(path, known);
  }

  /** Tells of all of them, page by page, and forgets them; throws `unknown-post` where that is not allowed. */
  tell({ strict, warn }: Pick<Care, 'strict' | 'warn'>): void {
    const pages = [...this.#pages].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#pages.clear();
    const lines = pages.map(([path, names]) => `${path}: ${missingMessage([...names])}`);
    if (strict === true && lines.length > 0)
      throw new HoldfastError('unknown-post', lines.join('\n'), { facts: { pages: lines.length } });
    for (const line of lines) warn(line);
  }
}
