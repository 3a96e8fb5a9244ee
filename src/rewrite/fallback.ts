import { render } from '../render/render.ts';
import type { RenderOptions } from '../render/render-options.ts';
import type { FallbackView } from '../render/view.ts';

/** The forms a fallback takes inside articles. */
export type PlacedForm = 'html' | 'amp' | 'email' | 'text';

/** A post's fallback, ready to be put into articles. */
export interface Fallback {
  /** The post's written ref. */
  readonly name: string;
  /** The same form gives the same bytes. */
  readonly written: (form: PlacedForm) => string;
}

/** A fallback made of a view; the style is with each card unless asked otherwise. Each form is rendered once. */
export function fallbackOf(view: FallbackView, options: RenderOptions = {}): Fallback {
  const forms = new Map<PlacedForm, string>();
  return {
    name: view.name,
    written: (form) => {
      const known = forms.get(form) ?? render(view, form, options);
      forms.set(form, known);
      return known;
    },
  };
}
