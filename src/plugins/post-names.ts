import type { MarkupRule, PlatformInArticles } from '../model/platform.ts';
import { platformsInArticles } from '../platforms/in-articles.ts';

/** All platforms, as a site build asks them: which post an embed shows, and not what the article says of it. */
export const platformsByName: readonly PlatformInArticles[] = namesOnly(platformsInArticles);

/** The same embeds, without what is quoted where that needn't be read to know the post. */
export function namesOnly(platforms: readonly PlatformInArticles[]): readonly PlatformInArticles[] {
  return platforms.map((platform) => ({ ...platform, markup: platform.markup.map(nameOnly) }));
}

function nameOnly(rule: MarkupRule): MarkupRule {
  if (rule.readRef === undefined) return rule;
  return {
    ...rule,
    read(element, match) {
      const ref = rule.readRef?.(element, match) ?? null;
      return ref === null ? rule.read(element, match) : { ref, quoted: null };
    },
  };
}
