import type { MarkupElement } from '../../model/platform.ts';
import { httpsUrl } from '../lenient.ts';

/** The parts of a message that are its own: what it answers to and the page it links to are seen, but not looked into. */
export function ownParts(message: MarkupElement): readonly MarkupElement[] {
  const parts: MarkupElement[] = [];
  const waiting: (MarkupElement | string)[] = message.children.toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') continue;
    parts.push(next);
    if (next.classes.some((name) => foreign.has(name))) continue;
    for (let at = next.children.length - 1; at >= 0; at -= 1) waiting.push(next.children[at] ?? '');
  }
  return parts;
}

/** The first of the parts with that class, less the prefix all of them have. */
export function partOf(parts: readonly MarkupElement[], name: string): MarkupElement | null {
  return partsOf(parts, name)[0] ?? null;
}

export function partsOf(parts: readonly MarkupElement[], name: string): MarkupElement[] {
  return parts.filter(({ classes }) => classes.includes(`tgme_widget_message_${name}`));
}

/** The address in `style="background-image:url('…')"`, where pictures stand on this page. */
export function styledPicture(element: MarkupElement | null): string | null {
  const style = element?.attribute('style') ?? '';
  const match = /background-image:\s*url\(\s*(?:'([^']*)'|"([^"]*)"|([^'")\s]*))\s*\)/iu.exec(style);
  return webAddress(match?.[1] ?? match?.[2] ?? match?.[3] ?? null);
}

/** An encrypted address, whole; null for any other. */
export function webAddress(href: string | null): string | null {
  const url = href === null || href === '' ? null : URL.parse(href, 'https://t.me/');
  return url !== null && httpsUrl.safeParse(url.href).success ? url.href : null;
}

/** The account an address of Telegram leads to; null for posts and all else. */
export function accountIn(href: string | null): string | null {
  return /^https?:\/\/(?:t|telegram)\.me\/([a-z]\w{3,31})\/?$/iu.exec(href ?? '')?.[1] ?? null;
}

const foreign: ReadonlySet<string> = new Set([
  'tgme_widget_message_reply',
  'tgme_widget_message_link_preview',
]);
