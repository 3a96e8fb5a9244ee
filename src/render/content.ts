import { type Html, html } from '../html/escape.ts';
import type { Post } from '../model/post.ts';
import { linkCard, noteBox, pollBox } from './attachments.ts';
import { authorLine } from './author.ts';
import { type Drawing, dayElement } from './drawing.ts';
import { fill, textDirection, textLanguage, writeNumber } from './language.ts';
import { mediaGrid } from './media.ts';
import { link, richText } from './rich-text.ts';
import { shownAddress } from './shown-address.ts';
import { contentOf } from './view.ts';

/** What a post says and shows, without who wrote it: its text (of `most` characters), media, poll, link and quote. */
export function content(post: Post, drawing: Drawing, most?: number): Html {
  return html`${words(post, drawing, most)}${attached(post, drawing)}${quotedPost(post.quote, drawing)}`;
}

function attached(post: Post, drawing: Drawing): Html {
  return html`${mediaGrid(post.media, post.sensitive, drawing)}${post.poll === null ? null : pollBox(post.poll, drawing)}${post.card === null ? null : linkCard(post.card, drawing)}`;
}

function words(post: Post, drawing: Drawing, most?: number): Html {
  const { markup, cutFrom } = richText(post.segments, drawing.view, most);
  const count =
    cutFrom === null ? null : fill(drawing.words.cut, { count: writeNumber(cutFrom, drawing.words) });
  const ends = [count, post.truncated ? drawing.words.truncated : null].filter((end) => end !== null);
  return html`${textBlock(post, markup, drawing)}${ends.map((end) => html`<p class="holdfast-small">${end}</p>`)}`;
}

/** A post's text in its own language and direction; nothing where it has none. */
export function textBlock(post: Post, markup: Html, { view }: Drawing): Html | null {
  if (markup.source === '') return null;
  const lang = textLanguage(post, view);
  return html`<div class="holdfast-text"${lang === null ? null : html` lang="${lang}"`} dir="${textDirection(post)}">${markup}</div>`;
}

/** One level deep: what a quoted post quotes is only pointed at, and so is one that nobody shows. */
function quotedPost(quote: Post | null, drawing: Drawing): Html | null {
  if (quote === null) return null;
  if (contentOf({ post: quote }) === null) return pointerTo(quote, drawing);
  const pointer = quote.quote === null ? null : pointerTo(quote.quote, drawing);
  const cite = shownAddress(quote.ref?.url ?? null);
  const date =
    quote.createdAt === null
      ? null
      : html`<p class="holdfast-small">${link(cite, dayElement(quote.createdAt, drawing.words))}</p>`;
  return html`<blockquote class="holdfast-quote"${cite === null ? null : html` cite="${cite}"`} aria-label="${drawing.words.quotedPost}">${authorLine(quote.author, drawing)}${words(quote, drawing)}${attached(quote, drawing)}${quote.note === null ? null : noteBox(quote.note, drawing)}${pointer}${date}</blockquote>`;
}

function pointerTo({ ref }: Post, { words: own }: Drawing): Html | null {
  return ref === null ? null : html`<p class="holdfast-small">${link(ref.url, own.quotedPost)}</p>`;
}
