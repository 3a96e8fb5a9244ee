import { type Html, html, safeUrl } from '../html/escape.ts';
import type { Post } from '../model/post.ts';
import { isGone } from '../model/state.ts';
import { linkCard, noteBox, pollBox, separated } from './attachments.ts';
import { authorHeader, authorLine, handleOf } from './author.ts';
import { cleanLine } from './clean-text.ts';
import { type Drawing, dayElement, fillMarkup, notice, timeElement } from './drawing.ts';
import { fill, languageOf, textDirection, wordsFor, writeNumber } from './language.ts';
import { archiveMark, goneMark, platformMark, quoteMark, replyMark } from './marks.ts';
import { mediaGrid } from './media.ts';
import type { PictureStyle } from './picture.ts';
import { link, richText } from './rich-text.ts';
import { addressOf, contentOf, type FallbackView, isOnlyQuoted, isTakenOut } from './view.ts';

export interface CardOptions {
  readonly pictures: PictureStyle;
  /** Put first inside the card: its style, where it brings one along. */
  readonly style: Html | null;
  /** AMP and mail know no style sheets in the body. */
  readonly inlineStyle?: string;
}

/** The card: an article that says first what became of the post, then the post, then who kept it. */
export function renderCard(view: FallbackView, options: CardOptions): Html {
  const words = wordsFor(view.post);
  const post = contentOf(view);
  const drawing: Drawing = { view, words, pictures: options.pictures };
  const styled = options.inlineStyle === undefined ? null : html` style="${options.inlineStyle}"`;
  return html`<article class="holdfast"${lookOf(view)} lang="${words.lang}" dir="${words.dir}"${styled}>${options.style}${removal(drawing)}${provenance(drawing)}${stateBanner(drawing)}${post === null ? nothingKept(drawing) : wholePost(post, drawing)}${footer(drawing)}</article>`;
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
  const told = fillMarkup(words.redacted[what], 'date', dayElement(at, words));
  return notice('provenance', goneMark, html`${told}<br><bdi>${cleanLine(reason)}</bdi>`);
}

/** Where it comes from, if not from the platform. Stands above everything a stranger wrote. */
function provenance({ view, words }: Drawing): Html | null {
  if (isTakenOut(view)) return null;
  if (isOnlyQuoted(view)) return notice('provenance', quoteMark, words.quoted);
  return view.known === 'archive' ? notice('provenance', archiveMark, words.fromArchive) : null;
}

function stateBanner({ view, words }: Drawing): Html | null {
  if (view.state === 'live' || view.state === 'unknown') return null;
  const noticed =
    view.since === null ? null : html` ${fillMarkup(words.noticed, 'date', dayElement(view.since, words))}`;
  return notice('state', goneMark, html`<strong>${words.states[view.state]}</strong>${noticed}`);
}

function nothingKept({ view, words }: Drawing): Html {
  const mark = isOnlyQuoted(view) ? null : platformMark(view.platform.name, view.platform.look);
  return html`<header class="holdfast-head"><p class="holdfast-nothing">${isTakenOut(view) ? view.platform.name : words.notKept}</p>${mark}</header>`;
}

function wholePost(post: Post, drawing: Drawing): Html {
  const address = addressOf(drawing.view);
  const cite = address === null ? null : safeUrl(address);
  return html`${authorHeader(post.author, drawing)}${replyLine(post, drawing)}<blockquote class="holdfast-said"${cite === null ? null : html` cite="${cite}"`}>${content(post, drawing)}${quotedPost(post.quote, drawing)}</blockquote>${post.note === null ? null : noteBox(post.note, drawing)}${dateLine(post, drawing)}`;
}

function replyLine(post: Post, { words }: Drawing): Html | null {
  if (post.parent === null) return null;
  const who = html`<bdi>${handleOf(post.parent.handle) ?? '…'}</bdi>`;
  return notice('reply', replyMark, fillMarkup(words.replyingTo, 'who', link(post.parent.url, who)));
}

function content(post: Post, drawing: Drawing): Html {
  return html`${text(post, drawing)}${mediaGrid(post.media, post.sensitive, drawing)}${post.poll === null ? null : pollBox(post.poll, drawing)}${post.card === null ? null : linkCard(post.card, drawing)}`;
}

function text(post: Post, drawing: Drawing): Html | null {
  const { words } = drawing;
  const { markup, cutFrom } = richText(post.segments, drawing.view, drawing.pictures);
  const lang = languageOf(post);
  const block =
    markup.source === ''
      ? null
      : html`<div class="holdfast-text"${lang === null ? null : html` lang="${lang}"`} dir="${textDirection(post)}">${markup}</div>`;
  const count = cutFrom === null ? null : fill(words.cut, { count: writeNumber(cutFrom, words) });
  const ends = [count, post.truncated ? words.truncated : null].filter((end) => end !== null);
  return html`${block}${ends.map((end) => html`<p class="holdfast-small">${end}</p>`)}`;
}

/** One level deep: what a quoted post quotes is only pointed at, and so is one that nobody shows. */
function quotedPost(quote: Post | null, drawing: Drawing): Html | null {
  if (quote === null) return null;
  if (contentOf({ post: quote }) === null) return pointerTo(quote, drawing);
  const pointer = quote.quote === null ? null : pointerTo(quote.quote, drawing);
  const cite = quote.ref === null ? null : safeUrl(quote.ref.url);
  return html`<blockquote class="holdfast-quote"${cite === null ? null : html` cite="${cite}"`} aria-label="${drawing.words.quotedPost}">${authorLine(quote.author, drawing)}${content(quote, drawing)}${pointer}${quote.createdAt === null ? null : html`<p class="holdfast-small">${link(cite, dayElement(quote.createdAt, drawing.words))}</p>`}</blockquote>`;
}

function pointerTo({ ref }: Post, { words }: Drawing): Html | null {
  return ref === null ? null : html`<p class="holdfast-small">${link(ref.url, words.quotedPost)}</p>`;
}

function dateLine(post: Post, { view, words }: Drawing): Html | null {
  const date = post.createdAt === null ? null : link(addressOf(view), timeElement(post.createdAt, words));
  const edited = post.edits !== null && post.edits.ids.length > 1 ? html`<span>${words.edited}</span>` : null;
  const newer = post.edits?.stale === true ? html`<span>${words.newer}</span>` : null;
  if (date === null && edited === null && newer === null) return null;
  return html`<p class="holdfast-date">${separated([date, edited, newer])}</p>`;
}

/** Who kept it and when, and where it stood. A provisional post has no address to give. */
function footer({ view, words }: Drawing): Html {
  const kept = html`<span>${fillMarkup(words.archivedBy, 'date', dayElement(view.takenAt, words))}</span>`;
  const address = addressOf(view);
  const vouched = !isOnlyQuoted(view);
  const label = vouched ? fill(words.originalOn, { platform: view.platform.name }) : words.original;
  const original =
    address === null ? null : link(address, label, isGone(view.state) ? 'holdfast-dead' : undefined);
  return html`<footer class="holdfast-foot">${separated([kept, original])}</footer>`;
}
