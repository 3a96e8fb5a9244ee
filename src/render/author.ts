import { type Html, html } from '../html/escape.ts';
import type { Author } from '../model/post.ts';
import { separated } from './attachments.ts';
import { cleanLine } from './clean-text.ts';
import type { Drawing } from './drawing.ts';
import { platformMark, verifiedMark } from './marks.ts';
import { pictureTag, shownPicture } from './picture.ts';
import { link } from './rich-text.ts';
import { isOnlyQuoted } from './view.ts';
import { type VerifiedKind, verifiedKinds, type Words } from './words.ts';

/** Names are cut here; the platforms allow 50 to 100 characters. */
const longestName = 200;

/** Who wrote it: picture or initials, name, handle, and the mark of the platform it was written on. */
export function authorHeader(author: Author, drawing: Drawing): Html {
  const { view, words } = drawing;
  const vouched = !isOnlyQuoted(view);
  const mark = platformMark(view.platform.name, view.platform.look);
  const kind = kindOf(author);
  const office = vouched && (kind === 'business' || kind === 'government') ? words.verifiedAs[kind] : null;
  return html`<header class="holdfast-head">${avatar(author, drawing)}<div class="holdfast-author">${names(author, tickOf(author, drawing), office)}</div>${mark}</header>`;
}

/** The same on one line, for a post inside a post. */
export function authorLine(author: Author, drawing: Drawing): Html {
  return html`<header class="holdfast-line">${avatar(author, drawing)}${names(author, tickOf(author, drawing), null)}</header>`;
}

/** The kind of verification in words; null where the platform showed none. */
export function verificationOf(author: Pick<Author, 'verified'>, words: Words): string | null {
  if (author.verified === null) return null;
  const kind = kindOf(author);
  return kind === null ? words.verified : words.verifiedAs[kind];
}

function tickOf(author: Author, { view, words }: Drawing): Html | null {
  const label = isOnlyQuoted(view) ? null : verificationOf(author, words);
  return label === null ? null : verifiedMark(label, kindOf(author) ?? 'verified');
}

function kindOf({ verified }: Pick<Author, 'verified'>): VerifiedKind | null {
  return verifiedKinds.find((kind) => kind === verified) ?? null;
}

/** How a person is called where there is room for one word. */
export function nameOf(author: Pick<Author, 'name' | 'handle'>): string | null {
  const name = cleanLine(author.name ?? '')
    .slice(0, longestName)
    .toWellFormed();
  return name || handleOf(author.handle);
}

/** Who preserved the post; empty where nobody says. */
export function preserverOf({ preservedBy }: { readonly preservedBy: string | null }): string {
  return cleanLine((preservedBy ?? '').slice(0, longestName));
}

/** `@handle` */
export function handleOf(handle: string | null): string | null {
  const clean = cleanLine(handle ?? '')
    .slice(0, longestName)
    .toWellFormed();
  return clean === '' ? null : `@${clean}`;
}

/** `office`: whom the account speaks for, where the platform checked that. */
function names(author: Author, tick: Html | null, office: string | null): Html {
  const name = nameOf(author);
  const handle = handleOf(author.handle);
  const first =
    name === null
      ? null
      : html`<p class="holdfast-name">${link(author.url, html`<bdi>${name}</bdi>`)}${tick}</p>`;
  const second =
    handle === null || handle === name
      ? null
      : html`<p class="holdfast-handle">${separated([html`<bdi>${breakable(handle)}</bdi>`, office === null ? null : html`${office}`])}</p>`;
  return html`${first}${second}`;
}

/** `@name@server` breaks between its halves first. */
function breakable(handle: string): Html {
  const server = handle.indexOf('@', 1);
  return server === -1 ? html`${handle}` : html`${handle.slice(0, server)}<wbr>${handle.slice(server)}`;
}

function avatar(author: Author, { view }: Drawing): Html {
  const shown = shownPicture(view, author.avatar);
  if (shown !== null)
    return pictureTag({ ...shown, width: 48, height: 48, className: 'holdfast-avatar', alt: '' });
  return html`<span class="holdfast-avatar" aria-hidden="true">${initials(nameOf(author) ?? '')}</span>`;
}

/** The first and the last word's letter where letters stand apart; one where they join or are whole words. */
function initials(name: string): string {
  const letters = (name.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    String.fromCodePoint(word.codePointAt(0) ?? 0).toUpperCase(),
  );
  const standApart = letters.filter((letter) =>
    /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(letter),
  );
  const [first = '', ...others] = standApart[0] === letters[0] ? standApart : letters.slice(0, 1);
  return first + (others.at(-1) ?? '');
}
