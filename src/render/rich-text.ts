import { type Html, type HtmlPart, html, htmlLines } from '../html/escape.ts';
import type { Segment } from '../model/post.ts';
import { cleanLine } from './clean-text.ts';
import { pictureTag, shownPicture } from './picture.ts';
import { shownAddress } from './shown-address.ts';
import { type MarkedSegment, shownText } from './shown-text.ts';
import type { FallbackView, ShownPicture } from './view.ts';

/** A post's text as markup: text, line breaks, links and custom emoji, nothing else, whatever was written. */
export function richText(
  segments: readonly MarkedSegment[],
  view: Pick<FallbackView, 'pictureOf'>,
  most?: number,
): { readonly markup: Html; readonly cutFrom: number | null } {
  const shown = shownText(segments, most);
  const parts = shown.segments.map((segment) => marked(segment, segmentMarkup(segment, view)));
  return { markup: html`${parts}`, cutFrom: shown.cutFrom };
}

/** A stranger's address as a link; without one that is safe, the words alone. */
export function link(url: string | null, content: HtmlPart, className?: string): Html {
  const href = shownAddress(url);
  if (href === null) return html`${content}`;
  const named = className === undefined ? null : html` class="${className}"`;
  return html`<a${named} href="${href}" rel="nofollow noopener noreferrer">${content}</a>`;
}

/** A link to a place that the archive's own people chose: absolute, or of the site itself; null for any other. */
export function ownLink(address: string, content: HtmlPart): Html | null {
  const isBeside = /^(?![\\/]{2})(?![a-z][a-z0-9+.-]*:)[^\s\\\0-\u001f]+$/iu.test(address);
  const href = isBeside ? address : shownAddress(address);
  return href === null ? null : html`<a href="${href}">${content}</a>`;
}

function marked({ mark }: MarkedSegment, content: Html): Html {
  if (mark === undefined) return content;
  return mark === 'ins' ? html`<ins>${content}</ins>` : html`<del>${content}</del>`;
}

function segmentMarkup(segment: Segment, view: Pick<FallbackView, 'pictureOf'>): Html {
  if (segment.kind === 'text') return htmlLines(segment.text);
  if (segment.kind === 'link') return textLink(segment.url, segment.text);
  if (segment.kind === 'emoji') return emoji(segment.text, shownPicture(view, segment.picture));
  return link(segment.url, html`<bdi>${htmlLines(segment.text)}</bdi>`);
}

function emoji(text: string, shown: ShownPicture | null): Html {
  if (shown === null) return html`${text}`;
  const alt = cleanLine(text);
  return pictureTag({ ...shown, width: 20, height: 20, className: 'holdfast-emoji', alt });
}

/** Where a link's words don't show the host it leads to (in its ASCII form), a title does. */
function textLink(url: string, text: string): Html {
  const href = shownAddress(url);
  if (href === null) return html`${htmlLines(text)}`;
  const shows = text.toLowerCase().includes(hostOf(href));
  const title = shows ? null : html` title="${href}"`;
  return html`<a href="${href}"${title} rel="nofollow noopener noreferrer"><bdi>${htmlLines(text)}</bdi></a>`;
}

/** Of an address in its normal form, without `www.`; with its port. */
function hostOf(href: string): string {
  return /^https?:\/\/(?:[^/@]*@)?(?:www\.)?([^/]*)/u.exec(href)?.[1] ?? '';
}
