import { type Html, html } from '../html/escape.ts';
import type { Post } from '../model/post.ts';
import { isGone } from '../model/state.ts';
import { replyLine, threadAfter, threadBefore } from './around.ts';
import { noteBox, separated } from './attachments.ts';
import { authorHeader, preserverOf } from './author.ts';
import { cleanLine } from './clean-text.ts';
import { content } from './content.ts';
import { type Drawing, dayElement, fillMarkup, notice, timeElement } from './drawing.ts';
import { fateOf } from './fate.ts';
import { fill, wordsOf } from './language.ts';
import { archiveMark, goneMark, platformMark, quoteMark } from './marks.ts';
import { omissionsOf } from './omitted.ts';
import { link, ownLink } from './rich-text.ts';
import { shownAddress } from './shown-address.ts';
import { longestReason, shortened } from './shown-text.ts';
import { addressOf, contentOf, type FallbackView, isOnlyQuoted, isTakenOut, keptAtOf } from './view.ts';

/**
 * The card: an article that says first what became of the post, then the post, then who kept it. A style is put first
 * inside, where the card brings one along.
 */
export function renderCard(view: FallbackView, style: Html | null = null): Html {
  const words = wordsOf(view);
  const post = contentOf(view);
  const drawing: Drawing = { view, words };
  return html`<article class="holdfast"${lookOf(view)} lang="${words.lang}" dir="${words.dir}">${style}${removal(drawing)}${provenance(drawing)}${stateBanner(drawing)}${post === null ? nothingKept(drawing) : wholePost(post, drawing)}${footer(drawing)}</article>`;
}

/** What of a platform's look the style has to know, where the platform vouches for the post. */
function lookOf(view: FallbackView): Html | null {
  const { avatars, links } = view.platform.look;
  if (isOnlyQuoted(view)) return null;
  return html`${avatars === undefined ? null : html` data-avatars="${avatars}"`}${links === undefined ? null : html` data-links="${links}"`}`;
}

/** That it was taken out of the archive, and why in the words of whoever did. */
function removal({ view, words }: Drawing): Html | null {
  if (view.redacted === undefined) return null;
  const { at, what, reason } = view.redacted;
  const told = fillMarkup(words.redacted[what], { date: dayElement(at, words) });
  const why = shortened(cleanLine(reason), longestReason);
  return notice('provenance', goneMark, html`${told}<br><bdi>${why}</bdi>`);
}

/** Where it comes from, if not from the platform. Stands above everything a stranger wrote. */
function provenance({ view, words }: Drawing): Html | null {
  if (isTakenOut(view)) return null;
  if (isOnlyQuoted(view)) return notice('provenance', quoteMark, words.quoted);
  return view.known === 'archive' ? notice('provenance', archiveMark, words.fromArchive) : null;
}

function stateBanner({ view, words }: Drawing): Html | null {
  const fate = fateOf(view, words);
  if (fate === null) return null;
  const days = Object.entries(fate.days).map(([key, iso]) => [key, dayElement(iso, words)] as const);
  const state = html`<strong>${fate.state}</strong>`;
  return notice('state', goneMark, fillMarkup(fate.sentence, { state, ...Object.fromEntries(days) }));
}

function nothingKept({ view, words }: Drawing): Html {
  const mark = platformMark(view.platform.name, view.platform.look);
  return html`<header class="holdfast-head"><p class="holdfast-nothing">${isTakenOut(view) ? view.platform.name : words.notKept}</p>${mark}</header>`;
}

function wholePost(post: Post, drawing: Drawing): Html {
  const address = addressOf(drawing.view);
  const cite = shownAddress(address);
  const said = html`<blockquote class="holdfast-said"${cite === null ? null : html` cite="${cite}"`}>${content(post, drawing)}</blockquote>`;
  const note = post.note === null ? null : noteBox(post.note, drawing);
  return html`${authorHeader(post.author, drawing)}${replyLine(post, drawing)}${threadBefore(post, drawing)}${said}${omitted(post, drawing)}${note}${dateLine(post, drawing)}${threadAfter(post, drawing)}`;
}

/** That the post was more than is here. */
function omitted(post: Post, { words }: Drawing): Html | null {
  const lines = omissionsOf(post, words);
  return html`${lines.map((line) => html`<p class="holdfast-small">${line}</p>`)}`;
}

function dateLine(post: Post, { view, words }: Drawing): Html | null {
  const date = post.createdAt === null ? null : link(addressOf(view), timeElement(post.createdAt, words));
  const edited = post.edits !== null && post.edits.ids.length > 1 ? html`<span>${words.edited}</span>` : null;
  const newer = post.edits?.stale === true ? html`<span>${words.newer}</span>` : null;
  if (date === null && edited === null && newer === null) return null;
  return html`<p class="holdfast-date">${separated([date, edited, newer])}</p>`;
}

/** Who kept it and when, where that is proven, and where it stood; a provisional post has no address to link to. */
function footer({ view, words }: Drawing): Html {
  const date = dayElement(keptAtOf(view), words);
  const name = preserverOf(view);
  const kept =
    name === ''
      ? fillMarkup(words.archivedBy, { date })
      : fillMarkup(words.preservedBy, { date, name: html`<bdi>${name}</bdi>` });
  const address = addressOf(view);
  const label = fill(words.originalOn, { platform: view.platform.name });
  const original =
    address === null
      ? html`<span>${label}</span>`
      : link(address, label, isGone(view.state) ? 'holdfast-dead' : undefined);
  const evidence = view.proof === null ? null : ownLink(view.proof, words.evidence);
  return html`<footer class="holdfast-foot">${separated([html`<span>${kept}</span>`, evidence, original])}</footer>`;
}
