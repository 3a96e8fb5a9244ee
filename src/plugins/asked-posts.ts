import { messageOf } from '../errors.ts';
import { readAttributes } from '../html/attributes.ts';
import { nameOf } from '../model/platform-of.ts';
import { platformsInArticles } from '../platforms/in-articles.ts';
import type { OpenFallbacks } from './fallbacks.ts';
import { askedMessage } from './missing-posts.ts';

/** A post that a shortcode or an include asked for in vain. */
export interface AskedPost {
  /** Its written ref, or what was asked for in place of one. */
  readonly name: string;
  /** What to tell of it. */
  readonly message: string;
}

/**
 * The shortcodes of `data/hugo` and includes of `data/jekyll` can't tell a build of posts that they find no card of:
 * they mark the link that stands there, or an element without content. Gives the page without marks, and those posts.
 */
export function withoutMarks(
  html: string,
  fallbacks: OpenFallbacks,
): { readonly html: string; readonly asked: readonly AskedPost[] } {
  if (!html.includes(mark)) return { html, asked: [] };
  const asked: AskedPost[] = [];
  const plain = html.replaceAll(marked, (element: string, tag: string, attributes: string) => {
    const post = readAttributes(attributes).get(mark) ?? '';
    const isLinked = tag.toLowerCase() === 'a';
    asked.push(askedPost(post, isLinked, fallbacks));
    return isLinked ? element.replace(markAttribute, '') : '';
  });
  return { html: plain, asked };
}

function askedPost(post: string, isLinked: boolean, fallbacks: OpenFallbacks): AskedPost {
  if (post === '')
    return { name: post, message: 'a shortcode or include names no post: give it one, as in "x:20"' };
  try {
    const name = nameOf(post, platformsInArticles);
    const stale = `${name} is among the fallbacks, and not in the site's data: copy fallbacks.json there again, then build`;
    return { name, message: fallbacks.find(post) === null ? askedMessage(name, isLinked) : stale };
  } catch (error) {
    return { name: post, message: messageOf(error) };
  }
}

const mark = 'data-holdfast-missing';

/** A link's start tag, or an element that nothing is seen of, whole; minifiers take quotes away. */
const marked = /<(a|span)(?=\s)([^<>]*\sdata-holdfast-missing(?=[\s=>])[^<>]*)>(?:<\/span>)?/giu;

const markAttribute = /\sdata-holdfast-missing(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>]*))?/iu;
