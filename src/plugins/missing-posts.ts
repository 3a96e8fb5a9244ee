import { HoldfastError } from '../errors.ts';

export interface Care {
  readonly strict: boolean;
  readonly warn: (message: string) => void;
}

/** Posts that a build's fallbacks don't have, by the pages that show them. */
export class MissingPosts {
  readonly #pages = new Map<
    string,
    { readonly embedded: Set<string>; readonly asked: Map<string, string> }
  >();

  /** Notes posts that a page embeds. */
  add(path: string, names: readonly string[]): void {
    for (const name of names) this.#page(path).embedded.add(name);
  }

  /** Notes a post that a page's template asks for, and what to tell of it. What stands in its place is no embed. */
  addAsked(path: string, name: string, message: string): void {
    this.#page(path).asked.set(name, message);
  }

  /** Tells of all of them, page by page, and forgets them; throws `unknown-post` where that is not allowed. */
  tell({ strict, warn }: Care): void {
    const pages = [...this.#pages].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#pages.clear();
    const lines = pages.flatMap(([path, { embedded, asked }]) => {
      const names = [...embedded].filter((name) => !asked.has(name));
      const messages = [...(names.length === 0 ? [] : [missingMessage(names)]), ...asked.values()];
      return messages.map((message) => `${path}: ${message}`);
    });
    if (strict && lines.length > 0)
      throw new HoldfastError('unknown-post', lines.join('\n'), { facts: { pages: pages.length } });
    for (const line of lines) warn(line);
  }

  #page(path: string) {
    const page = this.#pages.get(path) ?? { embedded: new Set<string>(), asked: new Map<string, string>() };
    this.#pages.set(path, page);
    return page;
  }
}

/** What to tell of posts that a page embeds and the fallbacks don't have. */
export function missingMessage(names: readonly string[]): string {
  const are = names.length === 1 ? 'is' : 'are';
  const stay = names.length === 1 ? 'its embed stays as it is' : 'their embeds stay as they are';
  return `${names.join(', ')} ${are} not among the fallbacks, ${stay}: archive this page with "holdfast archive", then run "holdfast export fallbacks" again`;
}

/** What to tell of a post that a template asks for and the fallbacks don't have. */
export function askedMessage(name: string, isLinked: boolean): string {
  const stands = isLinked ? 'a link to it' : 'nothing';
  return `${name} is not among the fallbacks, ${stands} stands in its place: archive it with "holdfast archive ${name}", then run "holdfast export fallbacks" again`;
}
