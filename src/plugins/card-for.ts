import { html } from '../html/escape.ts';
import { matchPost, nameOf } from '../model/platform-of.ts';
import { platformsInArticles } from '../platforms/in-articles.ts';
import type { OpenFallbacks } from './fallbacks.ts';

export interface CardFor {
  /** The post's card; where the fallbacks don't have it, a link to the post, or nothing where it has no address. */
  readonly html: string;
  /** The written ref of a post that the fallbacks don't have. */
  readonly missing: string | null;
}

/** What a template that asks for a post, by its written ref or any URL of it, puts there. Throws `bad-ref`. */
export function cardFor(post: string, fallbacks: OpenFallbacks): CardFor {
  const found = fallbacks.find(post);
  if (found !== null) return { html: found.entry.html, missing: null };
  const missing = nameOf(post, platformsInArticles);
  const url = matchPost(missing, platformsInArticles)?.url ?? null;
  return { html: url === null ? '' : html`<a href="${url}">${url}</a>`.source, missing };
}
