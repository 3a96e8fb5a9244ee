import { type Html, html } from '../html/escape.ts';
import { directionOf } from '../model/direction.ts';
import { isGone } from '../model/state.ts';
import type { Entry } from '../model/time-line.ts';
import { aroundChanges, wordChanges } from '../model/word-changes.ts';
import { renderCard } from './card.ts';
import { cleanLine } from './clean-text.ts';
import { fill } from './language.ts';
import { bothTexts } from './marked-text.ts';
import { changeLine } from './record-changes.ts';
import { fillParts, moment, type Tongue, times } from './record-frame.ts';
import type { VersionView } from './record-view.ts';

/** All of a post's history, oldest first; versions with what they changed and how they looked. */
export function timeLineList(
  entries: readonly Entry[],
  versions: readonly VersionView[],
  tongue: Tongue,
): Html {
  const items = entries.map((entry) => {
    const version = entry.kind === 'version' ? versions[entry.number - 1] : undefined;
    const gone = version?.changes.some((change) => change.kind === 'state' && isGone(change.to));
    const content =
      version === undefined ? html`${entryInWords(entry, tongue)}` : versionItem(version, tongue);
    return html`<li class="is-${entry.kind}${gone === true ? ' is-gone' : ''}"><span class="when">${when(entry, tongue)}</span>${content}</li>`;
  });
  return html`<ol class="line">${items}</ol>`;
}

function when(entry: Entry, tongue: Tongue): Html {
  const from = moment(entry.at, tongue);
  return 'to' in entry && entry.to.slice(0, 16) !== entry.at.slice(0, 16)
    ? html`${from} – ${moment(entry.to, tongue)}`
    : from;
}

function versionItem({ number, id, cause, changes, view }: VersionView, tongue: Tongue): Html {
  const { words } = tongue;
  const lines = changes.map((change) => html`<li>${changeLine(change, tongue)}</li>`);
  const text = changes.find(({ kind }) => kind === 'text');
  const said =
    text?.kind === 'text'
      ? html`<p class="words small" dir="${directionOf(text.to) ?? directionOf(text.from) ?? 'auto'}">${bothTexts(aroundChanges(wordChanges(text.from, text.to), () => ' … '))}</p>`
      : null;
  const card =
    view === null
      ? null
      : html`<details><summary>${words.showVersion}</summary>${renderCard(view)}</details>`;
  return html`<b>${fill(words.version, { number })}</b> <span class="soft small">#${id} · ${words.causes[cause]}</span><ul class="changes">${lines}</ul>${said}${card}`;
}

function entryInWords(entry: Entry, { words }: Tongue): Html {
  switch (entry.kind) {
    case 'posted':
      return html`${entry.isQuoted ? words.postedAsQuoted : words.posted}`;
    case 'quoted':
      return fillParts(words.quotedIn, { article: html`<bdi>${cleanLine(entry.article)}</bdi>` });
    case 'articles':
      return html`${fill(words.moreArticles, { count: entry.count })}`;
    case 'copy':
      return fillParts(words.copyBy, { source: html`<bdi>${entry.source}</bdi>` });
    case 'seen':
      return html`${fillParts(words.seenAgain, { count: times(entry.times) })} ${sources(entry.sources)}`;
    case 'gap':
      return html`${fillParts(words.notFoundOut, { count: times(entry.times) })} ${sources(Object.keys(entry.outcomes))}`;
    case 'doubt':
      return html`${fillParts(words.notBelieved, { count: times(entry.times) })} ${sources(Object.keys(entry.outcomes))}`;
    case 'many':
      return html`${fillParts(words.asked, { count: times(entry.times), seen: times(entry.seen), gaps: times(entry.gaps + entry.doubts) })} ${sources(Object.keys(entry.outcomes))}`;
    case 'version':
      return html``;
  }
  return entry satisfies never;
}

function sources(names: readonly string[]): Html {
  return html`<span class="soft small"><bdi>${names.join(', ')}</bdi></span>`;
}
