import { renderAmp } from './amp.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPage } from './page.ts';
import { renderText } from './text.ts';
import type { FallbackView } from './view.ts';

const renderers = {
  html: renderHtml,
  page: renderPage,
  text: renderText,
  markdown: renderMarkdown,
  json: renderJson,
  amp: renderAmp,
} as const satisfies Record<string, (view: FallbackView) => string>;

/** Every form a fallback can be written in. */
export type FallbackForm = keyof typeof renderers;

export const fallbackForms = Object.keys(renderers) as readonly FallbackForm[];

/** The fallback in one of its forms. Pure: the same view gives the same bytes. */
export function render(view: FallbackView, form: FallbackForm): string {
  return renderers[form](view);
}
