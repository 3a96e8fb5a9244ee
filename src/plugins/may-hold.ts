import { signFinder, signKinds } from '../detect/byte-signs.ts';
import { mayHoldTags } from '../detect/html-text-shortcodes.ts';
import { platformsByName } from './post-names.ts';

/**
 * Could Markdown hold an embed? A cheap first look, for nearly all files hold none: at hosts, markup and handles as
 * `detect` looks for them in pages, and at anything that looks like a shortcode, a directive or a component.
 */
export function mayHoldInMarkdown(bytes: Uint8Array, text: string): boolean {
  const findSigns = signFinder(platformsByName);
  if (findSigns === null || byShape.test(text)) return true;
  const { kinds } = findSigns(bytes);
  if ((kinds & ~signKinds.bracket) !== 0) return true;
  return (kinds & signKinds.bracket) !== 0 && mayHoldTags(text, platformsByName);
}

const byShape = /\{\{|\{%|@\[|<[A-Z]|^[^\S\n]*:{2,3}\w/mu;
