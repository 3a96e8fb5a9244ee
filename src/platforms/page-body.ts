import { parseHtml } from '../html/tree.ts';
import type { UnknownAnswer } from '../model/answer.ts';
import type { MarkupElement } from '../model/platform.ts';
import type { Wire } from '../model/wire.ts';
import { unknown } from './json-answer.ts';
import { readStatus } from './status-answer.ts';

/** A page as a tree, or why it can't be had. */
export type PageBody = { readonly kind: 'page'; readonly root: MarkupElement } | UnknownAnswer;

/** Reads a body as a page, whatever its declared type says; a status other than 200 speaks for itself. Never throws. */
export function readPageBody(wire: Pick<Wire, 'status' | 'body'>): PageBody {
  return readStatus(wire) ?? readMarkup(wire.body);
}

/** The same of bytes alone. */
export function readMarkup(body: Uint8Array): PageBody {
  const page = new TextDecoder().decode(body);
  if (page.trim() === '') return unknown('empty', 'the body is empty');
  if (!page.trimStart().startsWith('<')) return unknown('bad-shape', 'not a page');
  return { kind: 'page', root: parseHtml(page) };
}

/** What a page calls itself: the first title in it, blanks collapsed, at most 200 characters. */
export function titleOf(root: MarkupElement): string {
  const words = root.descendants('title')[0]?.children.filter((child) => typeof child === 'string') ?? [];
  return words.join('').replace(/\s+/gu, ' ').trim().slice(0, 200);
}

/** No answer: a page that holds nothing of the post, named by its title. */
export function foreignPage(root: MarkupElement): UnknownAnswer {
  return unknown('walled', `a page without the post (${titleOf(root) || 'untitled'})`);
}
