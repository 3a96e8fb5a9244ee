import { html } from '../html/escape.ts';
import { matchPost, nameOf } from '../model/platform-of.ts';
import { platformsInArticles } from '../platforms/in-articles.ts';
import { entryIn } from './card-language.ts';
import type { OpenFallbacks } from './fallbacks.ts';

export interface CardFor {
  /** The post's card; where the fallbacks don't have it, a link to the post, or nothing where it has no address. */
  readonly html: string;
  /** The written ref of a post that the fallbacks don't have. */
  readonly missing: string | null;
}

/**
 * What a template that asks for a post, by its written ref or any URL of it, puts there, in its page's language where that
 * is known. Throws `bad-ref`.
 */
export function cardFor(post: string, fallbacks: OpenFallbacks, lang?: string | null): CardFor {
  const found = fallbacks.find(post);
  if (found !== null) return { html: entryIn(found.entry, lang).html, missing: null };
  const missing = nameOf(post, platformsInArticles);
  const url = matchPost(missing, platformsInArticles)?.url ?? null;
  return { html: url === null ? '' : html`<a href="${url}">${url}</a>`.source, missing };
}
