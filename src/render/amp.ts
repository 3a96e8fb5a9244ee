import { renderCard } from './card.ts';
import type { FallbackView } from './view.ts';

/**
 * The fallback for AMP documents: no `img`, which AMP has its own element for, and no style sheet, which AMP
 * allows in the head only.
 */
export function renderAmp(view: FallbackView): string {
  return renderCard(view, { pictures: 'amp', style: null, inlineStyle }).source;
}

const inlineStyle =
  'max-width:550px;margin:1.5em auto;padding:16px;border:1px solid #cfd9de;border-radius:16px;overflow-wrap:anywhere';
