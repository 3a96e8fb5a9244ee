import { type Html, html } from '../html/escape.ts';
import type { Change } from '../model/changes.ts';
import { directionOf } from '../model/direction.ts';
import { type WordChange, wordChanges } from '../model/word-changes.ts';
import { renderCard } from './card.ts';
import { fillMarkup } from './drawing.ts';
import { fill } from './language.ts';
import { bothTexts, markSegments } from './marked-text.ts';
import { changeLine, changeTable, isWithoutSides } from './record-changes.ts';
import { moment, recordHead, recordPage, type Tongue, tongueOf } from './record-frame.ts';
import type { FallbackView } from './view.ts';

export interface DiffSide {
  /** The version's number, from 1, and its snapshot's. */
  readonly number: number;
  readonly id: number;
  /** ISO 8601 in UTC. */
  readonly takenAt: string;
  readonly view: FallbackView;
}

export interface DiffView {
  readonly from: DiffSide;
  readonly to: DiffSide;
  readonly changes: readonly Change[];
}

/** Two versions of a post beside each other, with all that differs, as a page that needs nothing. */
export function renderDiffPage({ from, to, changes }: DiffView): string {
  const tongue = tongueOf(to.view.post ?? from.view.post);
  const { words } = tongue;
  const text = changes.find(({ kind }) => kind === 'text');
  const pieces = text?.kind === 'text' ? wordChanges(text.from, text.to) : null;
  const views = { from: from.view, to: to.view };
  const compared = fill(words.compared, { from: from.number, to: to.number });
  const table = changeTable(changes, views, tongue);
  const others = changes
    .filter(({ kind }) => isWithoutSides(kind) && kind !== 'text')
    .map((change) => html`<li>${changeLine(change, tongue)}</li>`);
  const body = html`${recordHead(to.view, words.changed, html`<p class="chip">${compared}</p>`)}
<section class="sheet"><h2>${words.fields.text}</h2>${textSection(pieces, tongue)}</section>
${table === null && others.length === 0 ? null : html`<section class="sheet">${table}<ul class="changes">${others}</ul></section>`}
<section class="sides">${side(from, pieces, 'del', tongue)}${side(to, pieces, 'ins', tongue)}</section>
<p class="honest">${words.honest}</p>`;
  return recordPage(tongue, `${words.changed}: ${to.view.name}`, body);
}

function textSection(pieces: readonly WordChange[] | null, { words }: Tongue): Html {
  if (pieces === null) return html`<p class="soft">${words.sameWords}</p>`;
  const whole = pieces.map(({ text }) => text).join('');
  return html`<p class="words" dir="${directionOf(whole) ?? 'auto'}">${bothTexts(pieces)}</p><p class="soft small">${words.legend}</p>`;
}

function side(
  { number, id, takenAt, view }: DiffSide,
  pieces: readonly WordChange[] | null,
  mark: 'ins' | 'del',
  tongue: Tongue,
): Html {
  const { words } = tongue;
  const { post } = view;
  const marked =
    post === null || pieces === null
      ? view
      : { ...view, post: { ...post, segments: markSegments(post.segments, pieces, mark) } };
  return html`<figure><figcaption><b>${fill(words.version, { number })}</b> <span class="soft">#${id} · ${fillMarkup(words.keptOn, { date: moment(takenAt, tongue) })}</span></figcaption>${renderCard(marked)}</figure>`;
}
