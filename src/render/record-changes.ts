import { type Html, html, htmlLines } from '../html/escape.ts';
import type { Change } from '../model/changes.ts';
import { directionOf } from '../model/direction.ts';
import { type Picture, type Post, textOf } from '../model/post.ts';
import { countWords, wordChanges } from '../model/word-changes.ts';
import { cleanLine, cleanLines } from './clean-text.ts';
import { fill, writeDate } from './language.ts';
import { bothTexts } from './marked-text.ts';
import { shownPicture } from './picture.ts';
import type { Tongue } from './record-frame.ts';
import type { FallbackView } from './view.ts';

type Side = 'from' | 'to';
type Views = Readonly<Record<Side, Pick<FallbackView, 'pictureOf'>>>;

/** What a change is of: `Photo 2`. */
export function nameOfChange(change: Change, { words }: Tongue): string {
  if (change.kind !== 'medium' && change.kind !== 'alt') return words.fields[change.kind];
  const medium = fill(words.media[change.medium], { number: change.number });
  return change.kind === 'medium' ? medium : fill(words.described, { what: medium });
}

/** A change in a few words: `Text: +3 −2`, `Photo 2: replaced`, `Name: A → B`. */
export function changeLine(change: Change, tongue: Tongue): Html {
  const { words } = tongue;
  const name = nameOfChange(change, tongue);
  switch (change.kind) {
    case 'text': {
      const { added, removed } = countWords(wordChanges(change.from, change.to));
      return html`${name}: ${added + removed === 0 ? words.unlike : html`<bdi class="nowrap" dir="ltr">+${added} −${removed}</bdi>`}`;
    }
    case 'avatar':
    case 'medium':
      return html`${name}: ${words.how[change.how]}`;
    case 'state':
      return fromTo(name, words.states[change.from], words.states[change.to], tongue);
    case 'known':
      return fromTo(name, words.known[change.from], words.known[change.to], tongue);
    case 'name':
    case 'handle':
      return fromTo(name, calledIn(change, 'from', tongue), calledIn(change, 'to', tongue), tongue);
    case 'date':
      return fromTo(name, dateOf(change.from, tongue), dateOf(change.to, tongue), tongue);
    case 'links':
    case 'cut':
    case 'alt':
    case 'order':
    case 'poll':
    case 'note':
    case 'quote':
    case 'content':
    case 'edits':
      return html`${name}`;
  }
  return change satisfies never;
}

function fromTo(name: string, from: string, to: string, { words }: Tongue): Html {
  const arrow = words.dir === 'rtl' ? '←' : '→';
  return html`${name}: <bdi>${from}</bdi> ${arrow} <bdi>${to}</bdi>`;
}

/** A name, or a handle as people write it. */
function calledIn(
  change: Extract<Change, { kind: 'name' | 'handle' | 'date' | 'note' }>,
  side: Side,
  { words }: Tongue,
): string {
  const name = cleanLine(change[side] ?? '');
  if (name === '') return words.none;
  return change.kind === 'handle' ? `@${name}` : name;
}

/** A row for each change that has two sides. Words that changed are marked. */
export function changeTable(changes: readonly Change[], views: Views, tongue: Tongue): Html | null {
  const { words } = tongue;
  const rows = changes
    .filter(({ kind }) => !isWithoutSides(kind))
    .map((change) => {
      const [from, to] = [cell(change, 'from', views, tongue), cell(change, 'to', views, tongue)];
      return html`<tr><th scope="row">${nameOfChange(change, tongue)}</th><td data-label="${words.before}">${from}</td><td data-label="${words.after}">${to}</td></tr>`;
    });
  if (rows.length === 0) return null;
  return html`<table><thead><tr><th scope="col">${words.field}</th><th scope="col">${words.before}</th><th scope="col">${words.after}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** True for what stands in no row: the text has its own place, of the rest there is nothing to show. */
export function isWithoutSides(kind: Change['kind']): boolean {
  return kind === 'text' || kind === 'links' || kind === 'order' || kind === 'content';
}

function cell(change: Change, side: Side, views: Views, tongue: Tongue): Html {
  const { words } = tongue;
  switch (change.kind) {
    case 'avatar':
    case 'medium':
      return pictureCell(change[side], views[side], change.how === 'had' || change.how === 'not-had', tongue);
    case 'alt':
    case 'note':
      return sideOfText(change.from ?? '', change.to ?? '', side, words.none);
    case 'state':
      return html`${words.states[change[side]]}`;
    case 'known':
      return html`${words.known[change[side]]}`;
    case 'name':
    case 'handle':
      return html`<bdi>${calledIn(change, side, tongue)}</bdi>`;
    case 'date':
      return html`${dateOf(change[side], tongue)}`;
    case 'cut':
      return html`${change[side] ? words.cutText : words.wholeText}`;
    case 'poll':
      return change[side] === null
        ? html`${words.none}`
        : html`<ul class="changes">${change[side].map((option) => html`<li dir="auto">${cleanLine(option)}</li>`)}</ul>`;
    case 'edits':
      return change[side] === null
        ? html`${words.none}`
        : html`${change[side].map((id) => html`<code>${cleanLine(id)}</code> `)}`;
    case 'quote':
      return quoteCell(change[side], words.none);
    case 'text':
    case 'content':
    case 'links':
    case 'order':
      return html``;
  }
  return change satisfies never;
}

/** What one of the two texts has, with what only it has marked. */
function sideOfText(from: string, to: string, side: Side, none: string): Html {
  if ((side === 'from' ? from : to) === '') return html`${none}`;
  const own = side === 'from' ? 'removed' : 'added';
  const pieces = wordChanges(from, to).filter(({ kind }) => kind === 'same' || kind === own);
  return html`<span dir="${directionOf(side === 'from' ? from : to) ?? 'auto'}">${bothTexts(pieces)}</span>`;
}

function quoteCell(quote: Post | null, none: string): Html {
  if (quote === null) return html`${none}`;
  const words = textOf(quote.segments);
  const who = quote.author.handle === null ? null : html`<bdi>@${cleanLine(quote.author.handle)}</bdi> `;
  return html`${who}<span dir="auto">${htmlLines(cleanLines(words))}</span> <code>${quote.ref?.id ?? ''}</code>`;
}

/** The picture itself, how large it is and the beginning of its name in the archive. */
function pictureCell(
  picture: Picture | null,
  view: Pick<FallbackView, 'pictureOf'>,
  isOfCopies: boolean,
  { words }: Tongue,
): Html {
  if (picture === null) return html`${words.none}`;
  const still = 'poster' in picture ? ((picture as { poster: Picture | null }).poster ?? picture) : picture;
  const shown = shownPicture(view, still);
  const image = shown === null ? null : html`<img src="${shown.src}" alt="">`;
  const { width, height, blob } = picture;
  const size =
    width === null || height === null
      ? null
      : html`<span class="soft small">${fill(words.pixels, { width, height })}</span>`;
  const name = blob === null ? null : html` <code class="small">${blob.slice(0, 12)}…</code>`;
  const lacking = blob === null ? html`${isOfCopies ? words.how['not-had'] : words.none}` : null;
  return html`${image}${size}${name}${image === null ? lacking : null}`;
}

function dateOf(iso: string | null, { words, dates }: Tongue): string {
  return iso === null ? words.none : writeDate(iso, dates);
}
