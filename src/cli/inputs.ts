import type { Ingested } from '../holdfast.ts';
import type { Session } from './command.ts';

export interface SeenInputs {
  /** The posts found, in order, each once. */
  readonly names: readonly string[];
  readonly articles: number;
  readonly unreadable: number;
}

/** Takes in all inputs; says on stderr which could not be read and why, and goes on with the rest. */
export async function collectInputs(
  session: Pick<Session, 'output' | 'progress'>,
  inputs: AsyncIterable<Ingested>,
): Promise<SeenInputs> {
  const names = new Set<string>();
  let articles = 0;
  let unreadable = 0;
  for await (const input of inputs) {
    switch (input.kind) {
      case 'article':
        articles += 1;
        for (const embed of input.embeds) names.add(embed.name);
        break;
      case 'post':
        names.add(input.name);
        break;
      case 'warning':
        session.output.problem(`warning: ${input.input}: ${input.message}`);
        break;
      case 'unreadable':
        unreadable += 1;
        session.output.problem(`holdfast: ${input.error.message}`);
        session.output.record({ input: input.input, error: input.error.name, message: input.error.message });
    }
    session.progress.reading({ articles, posts: names.size });
  }
  return { names: [...names], articles, unreadable };
}
