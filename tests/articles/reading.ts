import { type Input, type InputTools, readInputs } from '../../src/articles/inputs.ts';
import { detect } from '../../src/detect/detect.ts';
import { HoldfastError } from '../../src/errors.ts';
import type { Article } from '../../src/model/article.ts';
import { platforms } from '../../src/platforms/index.ts';

/** What answers at an address: a body with its media type, or nothing. */
export type World = Readonly<Record<string, readonly [type: string, body: string | Uint8Array]>>;

/** Reads inputs in a world of scripted answers; `asked` collects the addresses fetched. */
export async function readIn(
  world: World,
  inputs: readonly string[],
  { asked = [], stdin = '' }: { readonly asked?: string[]; readonly stdin?: string | Uint8Array } = {},
): Promise<Input[]> {
  const tools: InputTools = {
    async fetch({ url }) {
      asked.push(url);
      const [type, body] = world[url] ?? [null, ''];
      if (type === null) throw new HoldfastError('dns', `${url}: there is no such host`);
      const headers = [['content-type', type]] as const;
      return { url, status: 200, headers, body: Buffer.from(body), at: '2026-01-01T00:00:00.000Z' };
    },
    matchPost: () => null,
    stdin: async () => Buffer.from(stdin),
  };
  const list: Input[] = [];
  for await (const input of readInputs(inputs, tools)) list.push(input);
  return list;
}

export function articlesOf(inputs: readonly Input[]): Article[] {
  return inputs.flatMap((input) => (input.kind === 'article' ? [input.article] : []));
}

/** Warnings and errors, in words. */
export function problemsOf(inputs: readonly Input[]): string[] {
  return inputs.flatMap((input) => {
    if (input.kind === 'warning') return [`${input.input}: ${input.message}`];
    return input.kind === 'unreadable' ? [input.error.message] : [];
  });
}

/** Each embed of an article: its name, and the bytes its range cuts out. */
export function cutsOf(
  article: Article,
  encoding: BufferEncoding = 'utf8',
): (readonly [name: string, cut: string])[] {
  return detect(article, platforms).embeds.map(({ name, start, end }) => [
    name,
    Buffer.from(article.bytes.subarray(start, end)).toString(encoding),
  ]);
}
