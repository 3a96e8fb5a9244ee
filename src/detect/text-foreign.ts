import { leaningsOf, ownLanguage, ownScript } from './text-language.ts';

/** How many more words of one other language than of the article's a text has; below 0 when it is the article's own. */
export function foreignness(text: string, article: string): number {
  const leanings = leaningsOf(text, article);
  let most = Number.NEGATIVE_INFINITY;
  for (const [key, count] of leanings) {
    if (key === ownLanguage || key === ownScript) continue;
    most = Math.max(most, count - against(leanings, key));
  }
  return most === Number.NEGATIVE_INFINITY ? -(leanings.get(ownLanguage) ?? 0) : most;
}

/**
 * The part from which on a sequence is foreign: the index where the other language's lead over the article's, summed
 * to the end, is greatest. Null when it leads nowhere by two words, or by one right after a part of the article's.
 */
export function foreignFrom(parts: readonly string[], article: string): number | null {
  const leanings = parts.map((part) => leaningsOf(part, article));
  const languages = new Set(leanings.flatMap((each) => [...each.keys()]));
  let best: { readonly at: number; readonly lead: number } | null = null;
  for (const language of languages) {
    if (language === ownLanguage || language === ownScript) continue;
    const leads = leanings.map((each) => (each.get(language) ?? 0) - against(each, language));
    let lead = 0;
    for (let at = parts.length - 1; at >= 0; at -= 1) {
      lead += leads[at] ?? 0;
      const enough = (leads[at - 1] ?? 0) <= -2 ? 1 : 2;
      if (lead >= enough && (best === null || lead > best.lead)) best = { at, lead };
    }
  }
  return best?.at ?? null;
}

/** What of the article speaks against a key: its script's words against another script, else its common words. */
function against(leanings: ReadonlyMap<string, number>, key: string): number {
  return leanings.get(key.startsWith('script-') ? ownScript : ownLanguage) ?? 0;
}
