import { styleOf } from '../render/html.ts';
import { cardLanguage } from '../render/language.ts';
import { render } from '../render/render.ts';
import type { RenderOptions } from '../render/render-options.ts';
import type { FallbackView } from '../render/view.ts';

/** The forms a fallback takes inside articles. */
export type PlacedForm = 'html' | 'amp' | 'email' | 'text';

/** What the place in the article asks of a fallback. */
export interface Placing {
  /** BCP 47: language of the article around it; null or absent where it tells none. */
  readonly lang?: string | null;
  /** Of the form `html`: the page has the cards' style already. */
  readonly isStyled?: boolean;
}

/** A post's fallback, ready to be put into articles. */
export interface Fallback {
  /** The post's written ref. */
  readonly name: string;
  /** The element that brings the style of cards of the form `html`; null where they bring none. */
  readonly style: string | null;
  /** The same form and placing give the same bytes. */
  readonly written: (form: PlacedForm, placing?: Placing) => string;
}

/**
 * A fallback made of a view; the style is with each card unless asked otherwise. It speaks the view's own language, else the
 * article's if that is one of ours, else the post's. Each form is rendered once, of which `heard` is told the length.
 */
export function fallbackOf(
  view: FallbackView,
  options: RenderOptions = {},
  heard: (length: number) => void = () => {},
): Fallback {
  const forms = new Map<string, string>();
  const style = styleOf(options);
  return {
    name: view.name,
    style,
    written: (form, { lang: around = null, isStyled = false } = {}) => {
      const lang = view.lang ?? (around === null ? null : cardLanguage(around));
      const isBare = form === 'html' && isStyled && style !== null;
      const key = `${form} ${lang ?? ''}${isBare ? ' bare' : ''}`;
      const known = forms.get(key);
      if (known !== undefined) return known;
      const spoken = lang === null || lang === view.lang ? view : { ...view, lang };
      const made = render(spoken, form, isBare ? { ...options, css: 'none' } : options);
      forms.set(key, made);
      heard(made.length);
      return made;
    },
  };
}
