import type { Attribution } from './text-attribution.ts';
import { isByline, mayBeByline } from './text-byline.ts';
import { writingOf } from './text-language.ts';
import type { Patterns } from './text-patterns.ts';

/** What an attribution and the text before it are, in the article they stand in. */
export interface Claim {
  readonly anchor: Attribution;
  readonly quoted: string;
  /** What stands between the text and the attribution: the page's words around embeds, if not blank. */
  readonly between: string;
  /** The first characters behind the attribution. */
  readonly after: string;
  /** Language of the article as a whole. */
  readonly language: string | null;
  readonly patterns: Patterns;
}

/**
 * How well the text speaks for an attribution that alone could be another thing. `weak`: only if the article has more
 * of that form.
 */
export function supportOf(claim: Claim): 'sure' | 'weak' | 'none' {
  const { anchor } = claim;
  if (anchor.date === null) return isSupported(claim) ? 'sure' : 'none';
  return anchor.dash ? 'sure' : supportWithoutDash(claim);
}

/** A line that holds only name, handle and day is a byline as well: it needs a text that shows it is a post's. */
function supportWithoutDash({
  anchor,
  quoted,
  between,
  language,
  patterns,
}: Claim): 'sure' | 'weak' | 'none' {
  const name = anchor.name ?? '';
  if (quoted === '' || isByline(name)) return 'none';
  if (patterns.lastLinks.test(quoted) || between.trim() !== '') return 'sure';
  if (mayBeByline(name)) return 'none';
  if (!anchor.ownLine || anchor.closed !== 'line') return 'sure';
  return hasSign(quoted, patterns) || isForeign(quoted, language) ? 'sure' : 'weak';
}

/**
 * Without a date an attribution needs more: a text before it and, if neither a dash nor the line's end says that it is
 * one, a text that ends in a link of the network's or is in another language than the article.
 */
function isSupported({ anchor, quoted, after, language, patterns }: Claim): boolean {
  if (quoted.length < 10) return false;
  if (anchor.dash && (anchor.closed === 'line' || /^\s+\P{Lo}/u.test(after))) return true;
  if (patterns.lastLinks.test(quoted)) return true;
  return isForeign(quoted, language) && (anchor.dash || (anchor.closed === 'line' && !anchor.ownLine));
}

function isForeign(quoted: string, language: string | null): boolean {
  const written = writingOf(quoted).language;
  return written !== null && language !== null && written !== language;
}

/** A tag, a mention, an emoji or a link as networks shorten it. */
export function hasSign(quoted: string, { shortLink }: Pick<Patterns, 'shortLink'>): boolean {
  return (
    /(?<![\p{L}\p{N}])[#@][\p{L}_]|\p{Emoji_Presentation}|\ufe0f/u.test(quoted) || shortLink.test(quoted)
  );
}
