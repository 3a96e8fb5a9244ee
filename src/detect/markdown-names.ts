import type { Platform, TagNames } from '../model/platform.ts';

/** A platform whose posts go by a name. */
export interface Named {
  readonly platform: Platform;
  /** The name is anybody's, so that only an address tells whose post it is. */
  readonly isShared: boolean;
}

/** Platforms whose posts go by a name in Markdown, whatever its case, dashes and underscores. */
export type Names = (name: string) => readonly Named[];

/** `shared` are names that take any network's address. */
export function namesOf(
  platforms: readonly Platform[],
  kind: keyof TagNames,
  shared: readonly string[] = [],
): Names {
  const all = platforms.map((platform) => ({ platform, isShared: true }));
  const known = new Map<string, readonly Named[]>(shared.map((name) => [name, all]));
  for (const platform of platforms)
    for (const key of new Set(
      (platform.tags === undefined ? [] : tagNames(platform.tags, kind)).map(normal),
    )) {
      known.set(key, [{ platform, isShared: false }, ...(known.get(key) ?? [])]);
    }
  return (name) => known.get(normal(name)) ?? known.get(normal(name).replace(dress, '')) ?? [];
}

/** What sites' own tags and components put around a name: `{{< tweet-single >}}`, `<ClientTweet>`, `<EmbettyTweet>`. */
const dress =
  /^(?:custom|client|static|simple|single|lazy|lite|react|my|embedded|embetty|responsive|s(?=tweet|toot))|(?:single|card|wrapper|static|simple|lite|lazy|shortcode|component|block)$/gu;

/** Generators' tags are often named as the components are: `{% youtubeEmbed "…" %}`. */
function tagNames(tags: TagNames, kind: keyof TagNames): readonly string[] {
  return kind === 'shortcodes' ? [...tags.shortcodes, ...tags.components] : tags.components;
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[-_]/gu, '');
}
