import { type Html, html, rawHtml } from '../html/escape.ts';
import { renderCard } from './card.ts';
import type { RenderOptions } from './render-options.ts';
import { cardStyle } from './style.ts';
import type { FallbackView } from './view.ts';

/**
 * The fallback: one line of HTML that shows the post in any page, with no script, nothing fetched from elsewhere,
 * and its style along unless asked otherwise. One line, because Markdown, feeds and content systems give line ends a
 * meaning.
 */
export function renderHtml(view: FallbackView, options: RenderOptions = {}): string {
  return renderCard(view, styleFor(options)).source;
}

/** The element that brings the style of such a card; null where it brings none. */
export function styleOf(options: RenderOptions): string | null {
  return styleFor(options)?.source ?? null;
}

function styleFor({ css = 'inline', stylesheet = 'holdfast.css' }: RenderOptions): Html | null {
  if (css === 'none') return null;
  return css === 'inline' ? inlined : html`<link rel="stylesheet" href="${stylesheet}">`;
}

const inlined = html`<style>${rawHtml(cardStyle)}</style>`;
