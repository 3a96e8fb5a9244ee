import { type Html, html, htmlLines } from '../html/escape.ts';
import { type Parent, type Post, textOf } from '../model/post.ts';
import { authorLine, handleOf } from './author.ts';
import { content, textBlock } from './content.ts';
import { type Drawing, dayElement, fillMarkup, notice } from './drawing.ts';
import { fill, writeNumber } from './language.ts';
import { replyMark } from './marks.ts';
import { kindOf } from './media-words.ts';
import { longestAnswered } from './plain-text.ts';
import { link } from './rich-text.ts';
import { shownAddress } from './shown-address.ts';
import { shortened, shownText } from './shown-text.ts';
import { isInThread, mostOfPart, partsAfter, partsBefore, type ThreadParts } from './thread-parts.ts';
import { contentOf } from './view.ts';

/** Whom it answers, with their words where they are held. */
export function replyLine(post: Post, drawing: Drawing): Html | null {
  const { parent } = post;
  if (parent === null || isInThread(post)) return null;
  const who = html`<bdi>${handleOf(parent.handle) ?? '…'}</bdi>`;
  const line = notice(
    'reply',
    replyMark,
    fillMarkup(drawing.words.replyingTo, { who: link(parent.url, who) }),
  );
  return html`${line}${answered(parent, drawing)}`;
}

function answered({ url, post }: Parent, drawing: Drawing): Html | null {
  if (post === null || contentOf({ post }) === null) return null;
  const cite = shownAddress(url);
  const text = shortened(textOf(shownText(post.segments).segments), longestAnswered);
  const shows = post.media.map((item) => kindOf(item, drawing.words)).join(', ');
  const more = shows === '' ? null : html`<p class="holdfast-small">${shows}</p>`;
  return html`<blockquote class="holdfast-quote holdfast-answered"${cite === null ? null : html` cite="${cite}"`}>${authorLine(post.author, drawing)}${textBlock(post, htmlLines(text), drawing)}${more}</blockquote>`;
}

/** What its author wrote before it in the same thread. */
export function threadBefore({ thread }: Post, drawing: Drawing): Html | null {
  if (thread === null) return null;
  const { near, folded, more } = partsBefore(thread);
  return section(
    drawing.words.earlier,
    [rest(more, drawing), fold(folded, drawing), list(near, drawing)],
    near,
  );
}

export function threadAfter({ thread, omissions }: Post, drawing: Drawing): Html | null {
  if (thread === null) return null;
  const { near, folded, more } = partsAfter(thread, omissions);
  return section(
    drawing.words.later,
    [list(near, drawing), fold(folded, drawing), rest(more, drawing)],
    near,
  );
}

function section(title: string, parts: readonly (Html | null)[], near: ThreadParts['near']): Html | null {
  if (near.length === 0) return null;
  return html`<section class="holdfast-thread"><p class="holdfast-label">${title}</p>${parts}</section>`;
}

function fold(parts: readonly Post[], drawing: Drawing): Html | null {
  if (parts.length === 0) return null;
  return html`<details class="holdfast-rest"><summary>${fill(drawing.words.more, { count: parts.length })}</summary>${list(parts, drawing)}</details>`;
}

function list(parts: readonly Post[], drawing: Drawing): Html | null {
  if (parts.length === 0) return null;
  return html`<ol class="holdfast-parts">${parts.map((part) => threadPart(part, drawing))}</ol>`;
}

function threadPart(part: Post, drawing: Drawing): Html {
  const date =
    part.createdAt === null
      ? null
      : html`<p class="holdfast-small">${link(part.ref?.url ?? null, dayElement(part.createdAt, drawing.words))}</p>`;
  return html`<li class="holdfast-part">${content(part, drawing, mostOfPart)}${date}</li>`;
}

function rest(count: number, { words }: Drawing): Html | null {
  if (count === 0) return null;
  return html`<p class="holdfast-small">${fill(words.more, { count: writeNumber(count, words) })}</p>`;
}
