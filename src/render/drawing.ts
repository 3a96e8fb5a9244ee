import { type Html, type HtmlPart, html } from '../html/escape.ts';
import { partsOf, writeDate, writeDay } from './language.ts';
import type { FallbackView } from './view.ts';
import type { Words } from './words.ts';

/** What every part of a card is drawn with. */
export interface Drawing {
  readonly view: FallbackView;
  readonly words: Words;
}

/** A day as `time`, in words and for machines. */
export function dayElement(iso: string, words: Words): Html {
  return html`<time datetime="${machineDate(iso.slice(0, 10))}">${writeDay(iso, words)}</time>`;
}

/** A moment as `time`, as exact as it is known. */
export function timeElement(iso: string, words: Words): Html {
  return html`<time datetime="${machineDate(iso)}">${writeDate(iso, words)}</time>`;
}

/** Our words with markup in the places of `{…}`. */
export function fillMarkup(words: string, values: Readonly<Record<string, HtmlPart>>): Html {
  return html`${partsOf(words).map((part, at) => (at % 2 === 0 ? part : (values[part] ?? null)))}`;
}

/** A line of ours: an icon and words, in an element no text of a stranger can make. */
export function notice(name: string, icon: Html | null, content: HtmlPart): Html {
  return html`<p class="holdfast-${name}">${icon}<span class="holdfast-words">${content}</span></p>`;
}

/** Only what is a date may stand in `datetime`. */
function machineDate(iso: string): string {
  return /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/u.test(iso) ? iso : '';
}
