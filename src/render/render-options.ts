import type { Theme } from '../model/capture.ts';

/** How a card comes by its style: with each card, by a link to a file beside the page, or by the page's own doing. */
export const cssWays = ['inline', 'link', 'none'] as const;

export type CssWay = (typeof cssWays)[number];

export interface RenderOptions {
  /** Of the form `html`; `inline` without. */
  readonly css?: CssWay;
  /** Address of the style sheet for `link`: relative or of the site itself; `holdfast.css` without. */
  readonly stylesheet?: string;
  /** Of the forms `email` and `jsonld`: the absolute address that relative ones of pictures are read against. */
  readonly base?: string;
  /** Of the form `svg`: its colours; those of the reader's system without. */
  readonly theme?: Theme | undefined;
  /** Of the form `svg`: CSS pixels that the card was once measured as. */
  readonly height?: number;
}
