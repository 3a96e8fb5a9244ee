import { render } from '../render/render.ts';
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

/** A fallback made of a view, in forms that need nothing beside them. */
export function fallbackOf(view: FallbackView): Fallback {
  return { name: view.name, written: (form) => render(view, form) };
}
