import { detect } from '../../src/detect/detect.ts';
import type { Embed } from '../../src/model/embed.ts';
import type { Platform } from '../../src/model/platform.ts';
import { writeRef } from '../../src/ref.ts';
import type { Case, Label } from './corpus.ts';

/** A label with what was found for it, or something found that no label speaks of. */
export interface Verdict {
  readonly article: string;
  readonly platform: string;
  readonly kind: string;
  readonly language: string;
  readonly format: string;
  readonly outcome: 'found' | 'missed' | 'wrong';
  /** What was found says the label's text to the letter; null where the label has none. */
  readonly exact: boolean | null;
  /** What detection said of its own finding, 0…1; `-` where nothing was found. */
  readonly confidence: string;
  /** For people: the post. */
  readonly post: string;
}

/** What detection makes of an article, held against its labels. Labels of platforms not in the list don't count. */
export function judge(
  { article, format, language, labels }: Case,
  platforms: readonly Platform[],
): Verdict[] {
  const embeds = detect(article, platforms).embeds;
  const left = format === 'text' ? [...embeds] : onePerPost(embeds);
  const known = onePerLabel(labels, platforms);
  const common = { article: article.name, language, format };
  const verdicts = known.map(({ label, names }): Verdict => {
    const same = left.filter((embed) => isSame(embed, label, names));
    const found = same.find(({ quoted }) => quoted?.text === label.text) ?? same[0];
    if (found !== undefined) left.splice(left.indexOf(found), 1);
    return {
      ...common,
      platform: label.platform,
      kind: kindOf(label),
      outcome: found === undefined ? 'missed' : 'found',
      exact: label.text === null || label.text === '' ? null : found?.quoted?.text === label.text,
      confidence: found?.confidence.toFixed(2) ?? '-',
      post: [...names][0] ?? `${label.platform}:@${label.handle}`,
    };
  });
  const wrong = left.map(
    ({ platform, kind, name, confidence }): Verdict => ({
      ...common,
      confidence: confidence.toFixed(2),
      platform,
      kind,
      outcome: 'wrong',
      exact: null,
      post: name,
    }),
  );
  return [...verdicts, ...wrong];
}

interface Known {
  readonly label: Label;
  /** Written refs that would be right. */
  readonly names: ReadonlySet<string>;
}

/** A post that stands in a page twice is listed twice; in texts each copy is told by its own words. */
function onePerLabel(labels: readonly Label[], platforms: readonly Platform[]): Known[] {
  const seen = new Set<string>();
  return labels.flatMap((label) => {
    const platform = platforms.find(({ id }) => id === label.platform);
    if (platform === undefined) return [];
    const names = namesOf(label, platform);
    if ([...names].some((name) => seen.has(name))) return [];
    for (const name of names) seen.add(name);
    return [{ label, names }];
  });
}

/** The corpus has bare ids, and addresses where ids need a host. */
function namesOf({ id, url }: Label, platform: Platform): ReadonlySet<string> {
  const parsed = url === null ? null : URL.parse(url);
  const refs = [
    parsed === null ? null : platform.match(parsed, 'markup'),
    id === null ? null : platform.refOf(id),
    // at://AUTHORITY/COLLECTION/KEY
    platform.refOf(url?.replace(/^at:\/\/([^/]+)\/[^/]+\//u, '$1/') ?? ''),
  ];
  return new Set(refs.flatMap((ref) => (ref === null ? [] : [writeRef(ref)])));
}

function onePerPost(embeds: readonly Embed[]): Embed[] {
  return [...new Map(embeds.map((embed) => [embed.name, embed])).values()];
}

/** By ref; flattened posts by their handle, or, where none survived, by the same media link. */
function isSame(embed: Embed, label: Label, names: ReadonlySet<string>): boolean {
  if (names.size > 0 && embed.ref !== null) return names.has(embed.name);
  const { quoted } = embed;
  if (embed.platform !== label.platform || quoted === null || label.markup !== null) return false;
  if (label.handle !== null) return quoted.handle === label.handle;
  return quoted.handle === null && quoted.links.includes(label.mediaLinks[0] ?? '');
}

/** Our kind of markup by the corpus's words for it. */
function kindOf({ markup }: Label): string {
  if (markup === null) return 'flattened';
  return kinds.find(([words]) => words.test(markup))?.[1] ?? markup;
}

const kinds: readonly (readonly [words: RegExp, kind: string])[] = [
  [/component/u, 'component'],
  [/liquid/u, 'liquid'],
  [/shortcode/u, 'shortcode'],
  [/^wp:/u, 'figure'],
  [/^amp-/u, 'amp'],
  [/iframe/u, 'iframe'],
  [/quote/u, 'blockquote'],
  [/script/u, 'script'],
  [/div/u, 'widget'],
];
