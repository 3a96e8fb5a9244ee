import { renderAmp } from './amp.ts';
import { renderEmail } from './email.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderJsonLd } from './json-ld.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPage } from './page.ts';
import type { RenderOptions } from './render-options.ts';
import { renderSvg } from './svg.ts';
import { renderText } from './text.ts';
import type { FallbackView } from './view.ts';

const renderers = {
  html: renderHtml,
  page: renderPage,
  text: renderText,
  markdown: renderMarkdown,
  json: renderJson,
  jsonld: renderJsonLd,
  amp: renderAmp,
  email: renderEmail,
  svg: renderSvg,
} as const satisfies Record<string, (view: FallbackView, options: RenderOptions) => string>;

/** Every form a fallback can be written in. */
export type FallbackForm = keyof typeof renderers;

export const fallbackForms = Object.keys(renderers) as readonly FallbackForm[];

/** The fallback in one of its forms. Pure: the same view and options give the same bytes. */
export function render(view: FallbackView, form: FallbackForm, options: RenderOptions = {}): string {
  return renderers[form](view, options);
}
