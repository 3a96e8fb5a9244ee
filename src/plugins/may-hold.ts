import { createSignFinder, type FindSigns, signKinds } from '../detect/byte-signs.ts';
import { mayHoldTags } from '../detect/html-text-shortcodes.ts';
import { platformsInArticles } from '../platforms/in-articles.ts';

/**
 * Could Markdown hold an embed? A cheap first look, for nearly all files hold none: at hosts, markup and handles as
 * `detect` looks for them in pages, and at anything that looks like a shortcode, a directive or a component.
 */
export function mayHoldInMarkdown(bytes: Uint8Array, text: string): boolean {
  findSigns ??= createSignFinder(platformsInArticles);
  if (findSigns === null || byShape.test(text)) return true;
  const { kinds } = findSigns(bytes);
  if ((kinds & ~signKinds.bracket) !== 0) return true;
  return (kinds & signKinds.bracket) !== 0 && mayHoldTags(text, platformsInArticles);
}

/** Made when it is first asked for. */
let findSigns: FindSigns | null | undefined;

const byShape = /\{\{|\{%|@\[|<[A-Z]|^[^\S\n]*:{2,3}\w/mu;
