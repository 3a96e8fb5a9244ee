import { parseHtml } from '../../src/html/tree.ts';
import type { MarkupReading, Platform } from '../../src/model/platform.ts';

/** What the first rule that fits reads of one element; null when none does. */
export function readMarkup(platform: Platform, source: string): MarkupReading | null {
  const [element] = parseHtml(source).children;
  if (element === undefined || typeof element === 'string') throw new Error('no element');
  for (const rule of platform.markup) {
    const fits = rule.classes.length === 0 || rule.classes.some((name) => element.classes.includes(name));
    const isHinted = source.toLowerCase().includes(rule.hint.toLowerCase());
    if (rule.element !== element.name || !fits || !isHinted) continue;
    const reading = rule.read(element, (href) => {
      const url = URL.parse(href.startsWith('//') ? `https:${href}` : href);
      return url === null ? null : platform.match(url, 'markup');
    });
    if (reading !== null) return reading;
  }
  return null;
}
