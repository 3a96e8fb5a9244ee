import { type Html, html, htmlLines } from '../html/escape.ts';
import { directionOf } from '../model/direction.ts';
import type { Card, Note, Poll } from '../model/post.ts';
import { cleanLine, cleanLines } from './clean-text.ts';
import { type Drawing, dayElement, fillMarkup } from './drawing.ts';
import { fill, writeNumber } from './language.ts';
import { pictureTag, shownPicture } from './picture.ts';
import { link } from './rich-text.ts';
import { shortened } from './shown-text.ts';
import { type FallbackView, keptAtOf } from './view.ts';

/** A poll's options with bars as long as their share, drawn in SVG: `style` attributes are forbidden in many pages. */
export function pollBox(poll: Poll, { view, words }: Drawing): Html {
  const total = totalVotes(poll);
  const most = Math.max(1, ...poll.options.map(({ votes }) => votes ?? 0));
  const options = poll.options.map(({ text, votes }) => {
    const share = votes === null || total === null ? null : shareOf(votes, total);
    const bar =
      share === null
        ? null
        : html`<svg class="holdfast-bar" aria-hidden="true" width="100%" height="100%"><rect width="${share}%" height="100%" rx="6"/></svg>`;
    const figure = share === null ? null : html`<span class="holdfast-share"><bdi>${share}%</bdi></span>`;
    const first = share !== null && votes === most ? ' holdfast-most' : '';
    return html`<li class="holdfast-option${first}">${bar}<span class="holdfast-choice" dir="auto">${lineOf(text)}</span>${figure}</li>`;
  });
  const count =
    total === null ? null : html`<span>${fill(words.votes, { count: writeNumber(total, words) })}</span>`;
  const told = [count, ...ended(poll, total, { view, words })].filter((part) => part !== null);
  return html`<div class="holdfast-poll"><ul class="holdfast-options">${options}</ul>${told.length === 0 ? null : html`<p class="holdfast-small">${separated(told)}</p>`}</div>`;
}

/** Votes are final if they were read after its end; else they are told with the day they were read. */
export function isFinal({ endsAt }: Poll, view: Pick<FallbackView, 'keptAt' | 'takenAt'>): boolean {
  return endsAt !== null && Date.parse(endsAt) <= Date.parse(keptAtOf(view));
}

function ended(
  poll: Poll,
  total: number | null,
  { view, words }: Pick<Drawing, 'view' | 'words'>,
): readonly (Html | null)[] {
  const { endsAt } = poll;
  const day = (sentence: string, iso: string) =>
    html`<span>${fillMarkup(sentence, { date: dayElement(iso, words) })}</span>`;
  if (total !== null && isFinal(poll, view)) return [html`<span>${words.finalResults}</span>`];
  const read = total === null ? null : day(words.asOf, keptAtOf(view));
  return [read, endsAt === null ? null : day(words.until, endsAt)];
}

/** All votes; null unless every option's are known. */
export function totalVotes(poll: Poll): number | null {
  let total = 0;
  for (const { votes } of poll.options) {
    if (votes === null) return null;
    total += Math.max(0, votes);
  }
  return total;
}

/** Whole per cent. */
export function shareOf(votes: number, total: number): number {
  return total === 0 ? 0 : Math.min(100, Math.max(0, Math.round((votes / total) * 100)));
}

/** The preview of a linked page. */
export function linkCard(card: Card, { view }: Drawing): Html {
  const shown = shownPicture(view, card.picture);
  const picture = shown === null ? null : pictureTag({ ...shown, className: 'holdfast-preview', alt: '' });
  const line = (name: string, text: string | null) =>
    text === null || cleanLine(text) === ''
      ? null
      : html`<span class="holdfast-${name}" dir="auto">${lineOf(text)}</span>`;
  const title = line('title', card.title ?? card.url);
  // beside its title, not across from it: names of sites are mostly Latin
  const side = directionOf(card.title ?? '') ?? 'auto';
  const site = cleanLine(card.site ?? '');
  const from =
    site === '' ? null : html`<span class="holdfast-site" dir="${side}"><bdi>${lineOf(site)}</bdi></span>`;
  const lines = html`${from}${title}${line('summary', card.description)}`;
  const content = html`${picture}<span class="holdfast-lines">${lines}</span>`;
  return html`<div class="holdfast-card">${link(card.url, content, 'holdfast-whole')}</div>`;
}

/** The platform's or its readers' note under the post. */
export function noteBox(note: Note, { words }: Drawing): Html {
  const text = html`<p class="holdfast-note-text" dir="auto">${htmlLines(noteText(note))}</p>`;
  return html`<aside class="holdfast-note"><p class="holdfast-label">${link(note.url, words.note)}</p>${text}</aside>`;
}

/** A note's words, as far as they are shown. */
export function noteText({ text }: Note): string {
  return shortened(cleanLines(text).trim(), longestNote);
}

/** A title, a description or a poll's option, as far as it is shown. */
export function lineOf(text: string): string {
  return shortened(cleanLine(text), longestLine);
}

const longestLine = 500;
const longestNote = 5000;

/** Those that are there in a row, each but the first with a dot before it, which isn't seen where a line begins. */
export function separated(parts: readonly (Html | null)[]): Html {
  const [first, ...others] = parts.filter((part) => part !== null);
  if (first === undefined || others.length === 0) return html`${first ?? null}`;
  const dotted = others.map(
    (part) => html`<span class="holdfast-item"><span class="holdfast-dot"> · </span>${part}</span>`,
  );
  return html`<span class="holdfast-row">${first}${dotted}</span>`;
}
