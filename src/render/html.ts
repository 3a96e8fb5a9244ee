import { html, rawHtml } from '../html/escape.ts';
import { renderCard } from './card.ts';
import { cardStyle } from './style.ts';
import type { FallbackView } from './view.ts';

/**
 * The fallback: one line of HTML that shows the post in any page, with no script, nothing fetched from elsewhere,
 * and its style along. One line, because Markdown, feeds and content systems give line ends a meaning.
 */
export function renderHtml(view: FallbackView): string {
  return renderCard(view, { pictures: 'img', style }).source;
}

const style = html`<style>${rawHtml(cardStyle)}</style>`;
