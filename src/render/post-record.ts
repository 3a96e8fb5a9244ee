import { type Html, html, htmlLines } from '../html/escape.ts';
import { directionOf } from '../model/direction.ts';
import { isGone, type State } from '../model/state.ts';
import { nameOf } from './author.ts';
import { renderCard } from './card.ts';
import { cleanLine, cleanLines } from './clean-text.ts';
import { fill } from './language.ts';
import { fillParts, moment, recordHead, recordPage, type Tongue, tongueOf } from './record-frame.ts';
import { timeLineList } from './record-time-line.ts';
import type { ArticleView, CaptureView, EvidenceView, RecordView } from './record-view.ts';
import { link } from './rich-text.ts';
import { isOnlyQuoted } from './view.ts';

/**
 * A post with all its versions, what became of it and when, where it is embedded and what proves it, as a page that
 * needs nothing: for people to read, keep and pass on.
 */
export function renderPostRecord(view: RecordView): string {
  const { now, madeAt } = view;
  const tongue = tongueOf(now.post);
  const { words } = tongue;
  const chip = html`<span class="chip${isGone(now.state) ? ' gone' : ''}">${words.states[now.state]}</span>`;
  const quoted = isOnlyQuoted(now) ? html`<p class="notice">${words.honestQuoted}</p>` : null;
  const card = renderCard(now);
  const body = html`${recordHead(now, words.record, chip)}${quoted}
<div class="post"><div>${card}</div><section class="sheet first"><h2>${words.history}</h2>${standing(view, tongue)}${timeLineList(view.timeLine, view.versions, tongue)}</section></div>
${section(words.articles, view.articles, (articles) => articleList(articles, tongue))}
${section(words.pictures, view.captures, (captures) => captureList(captures, tongue))}
${section(words.evidence, view.evidence, (evidence) => evidenceTable(evidence, tongue))}
${verification(view.evidence, tongue)}
<p class="honest">${words.honest}</p>
<p class="soft small">${fillParts(words.made, { date: moment(madeAt, tongue) })}</p>`;
  const author = now.post === null ? null : nameOf(now.post.author);
  return recordPage(tongue, author === null ? now.name : `${author}: ${now.name}`, body);
}

/** Between which two moments it came to be what it is. */
function standing({ intervals }: RecordView, tongue: Tongue): Html {
  const { words } = tongue;
  const [before, present] = [intervals.at(-2), intervals.at(-1)];
  if (present === undefined) return html`<p class="standing">${words.neverSure}</p>`;
  const { state, first, last } = present;
  const seen = (pattern: string, { of, at }: { readonly of: State; readonly at: string }) =>
    fillParts(pattern, { state: html`<b>${words.states[of]}</b>`, date: moment(at, tongue) });
  if (before !== undefined)
    return html`<p class="standing">${seen(words.lastSeen, { of: before.state, at: before.last.at })} ${seen(words.firstSeen, { of: state, at: first.at })}</p>`;
  const parts = {
    state: html`<b>${words.states[state]}</b>`,
    from: moment(first.at, tongue),
    to: moment(last.at, tongue),
  };
  return html`<p class="standing">${fillParts(words.seenFrom, parts)}</p>`;
}

function section<Item>(
  title: string,
  items: readonly Item[],
  write: (items: readonly Item[]) => Html,
): Html | null {
  return items.length === 0 ? null : html`<section class="sheet"><h2>${title}</h2>${write(items)}</section>`;
}

function articleList(articles: readonly ArticleView[], { words }: Tongue): Html {
  const items = articles.map(({ name, start, end, text }) => {
    const told =
      text === null || text.trim() === ''
        ? null
        : html`<p class="soft small">${words.quotedAs}</p><blockquote dir="${directionOf(text) ?? 'auto'}">${htmlLines(cleanLines(text).trim())}</blockquote>`;
    return html`<li>${link(name, html`<bdi>${cleanLine(name)}</bdi>`)} <span class="soft small">${fill(words.bytes, { start, end })}</span>${told}</li>`;
  });
  return html`<ul class="list">${items}</ul>`;
}

function captureList(captures: readonly CaptureView[], tongue: Tongue): Html {
  const { words } = tongue;
  const items = captures.map(({ kind, at, verified, src, width, height }) => {
    const what = kind === 'context' ? words.context : verified ? words.verified : words.reconstruction;
    return html`<figure><img src="${src}" alt="${what}" width="${width}" height="${height}"><figcaption>${what}<br><span class="soft small">${moment(at, tongue)}</span></figcaption></figure>`;
  });
  return html`<div class="shots">${items}</div>`;
}

/** Those seen at once, and those there are on a page at all. */
const firstEvidence = 8;
const mostEvidence = 200;

function evidenceTable(evidence: readonly EvidenceView[], tongue: Tongue): Html {
  const { words } = tongue;
  const rows = evidence.slice(0, mostEvidence).map((one) => evidenceRow(one, tongue));
  const head = html`<thead><tr><th scope="col">${words.what}</th><th scope="col">${words.when}</th><th scope="col">${words.hash}</th></tr></thead>`;
  const table = (some: readonly Html[]) => html`<table>${head}<tbody>${some}</tbody></table>`;
  const rest = rows.slice(firstEvidence);
  const more = fill(words.more, { count: evidence.length - firstEvidence });
  const folded = rest.length === 0 ? null : html`<details><summary>${more}</summary>${table(rest)}</details>`;
  return html`<p class="soft">${words.evidenceIs}</p>${table(rows.slice(0, firstEvidence))}${folded}`;
}

function evidenceRow({ kind, hash, at, source }: EvidenceView, tongue: Tongue): Html {
  const { words } = tongue;
  const what = kind === 'wire' ? fill(words.wire, { source: source ?? '' }) : words[kind];
  return html`<tr><th scope="row">${what}</th><td data-label="${words.when}">${at === null ? '—' : moment(at, tongue)}</td><td data-label="${words.hash}"><code class="hash small">${hash}</code></td></tr>`;
}

function verification(evidence: readonly EvidenceView[], { words }: Tongue): Html {
  const path = evidence.find((one) => one.path !== null)?.path ?? null;
  const file = path === null ? null : html`<p>${words.verifyFile}</p><pre>sha256sum ${path}</pre>`;
  return html`<section class="sheet"><h2>${words.verify}</h2><p>${words.verifyBy}</p><pre>holdfast verify</pre>${file}</section>`;
}
