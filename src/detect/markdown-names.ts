import type { PlatformInArticles, TagNames } from '../model/platform.ts';

/** A platform whose posts go by a name. */
export interface Named {
  readonly platform: PlatformInArticles;
  /** The name is anybody's, so that only an address tells whose post it is. */
  readonly isShared: boolean;
}

/** Platforms whose posts go by a name in Markdown, whatever its case, dashes and underscores. */
export type Names = (name: string) => readonly Named[];

/** `shared` are names that take any network's address. */
export function namesOf(
  platforms: readonly PlatformInArticles[],
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
  return (name) =>
    known.get(normal(name)) ??
    known.get(normal(name).replace(dress, '')) ??
    known.get(partOf(name, known)) ??
    [];
}

/** What sites' own tags and components put around a name: `{{< tweet-single >}}`, `<ClientTweet>`, `<EmbettyTweet>`. */
const dress =
  /^(?:custom|client|static|simple|single|lazy|lite|react|my|embedded|embetty|responsive|s(?=tweet|toot))|(?:single|card|wrapper|static|simple|lite|lazy|shortcode|component|block)$/gu;

/** The part of a name that is one of those known: `youtube` of `fig-youtube`. */
function partOf(name: string, known: ReadonlyMap<string, readonly Named[]>): string {
  const parts = name.toLowerCase().split(/[-_]/u);
  if (parts.length === 1 || parts.some((part) => others.has(part))) return '';
  return parts.find((part) => part.length > 4 && known.get(part)?.some(({ isShared }) => !isShared)) ?? '';
}

/** Names with such a part are of other things of a network. */
const others: ReadonlySet<string> = new Set(
  (
    'timeline profile follow share sharing button feed channel playlist user users list hashtag search link links icon ' +
    'icons comments thumbnail thumb image img meta card stats count counter live chat subscribe handle username id url'
  ).split(' '),
);

/** Generators' tags are often named as the components are: `{% youtubeEmbed "…" %}`. */
function tagNames(tags: TagNames, kind: keyof TagNames): readonly string[] {
  return kind === 'shortcodes' ? [...tags.shortcodes, ...tags.components] : tags.components;
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[-_]/gu, '');
}
