import type { Input } from './articles/inputs.ts';
import { conflictsOf } from './detect/conflicts.ts';
import { detect } from './detect/detect.ts';
import type { Article } from './model/article.ts';
import type { Embed } from './model/embed.ts';
import type { Platform } from './model/platform.ts';
import type { NamedConflict } from './model/snapshot.ts';

/** What `detect` finds in one input. */
export type DetectedInput =
  | Exclude<Input, { readonly kind: 'article' }>
  | { readonly kind: 'article'; readonly article: Article; readonly embeds: readonly DetectedEmbed[] };

export interface DetectedEmbed extends Embed {
  /** Where the article's words and the post's id can't both be right. */
  readonly conflicts: readonly NamedConflict[];
}

/** The embeds of each article among the inputs, kept nowhere. */
export async function* listEmbeds(
  inputs: AsyncIterable<Input>,
  platforms: readonly Platform[],
  options: { readonly mentions: boolean },
): AsyncIterable<DetectedInput> {
  for await (const input of inputs)
    if (input.kind === 'article')
      yield {
        kind: 'article',
        article: input.article,
        embeds: detect(input.article, platforms, { ...options, ownTags: true }).embeds.map((embed) => ({
          ...embed,
          conflicts: conflictsOf(embed, platforms),
        })),
      };
    else yield input;
}
