import { renderCard } from './card.ts';
import type { FallbackView } from './view.ts';

/** The fallback for feeds and mail: readers that drop style sheets, classes and whatever they don't know. */
export function renderEmail(view: FallbackView): string {
  return renderCard(view, { pictures: 'img', style: null, inlineStyle }).source;
}

const inlineStyle =
  'max-width:550px;margin:1.5em auto;padding:16px;border:1px solid #cfd9de;border-radius:16px;overflow-wrap:anywhere';
