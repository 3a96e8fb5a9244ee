import type { Eyes } from './in-page-eyes.ts';
import { eyes } from './in-page-eyes.ts';
import type { Area, Nodes } from './in-page-nodes.ts';
import { nodes } from './in-page-nodes.ts';

/**
 * Runs inside a page, in an isolated world: it shares the page's document and nothing else, so no script of the page can
 * change what is seen of the language. Each function stands alone (its source is what is sent), takes and gives JSON,
 * and what it gives is a stranger's data.
 */

export interface ReadRequest {
  readonly element: string;
  readonly text: string;
  readonly author: string;
  readonly permalink: string;
  /** The post's id, as the permalink names it. Other posts are not looked at closely. */
  readonly id: string;
  /** Selectors of what stands on walls, by name. */
  readonly signs: Readonly<Record<string, string>>;
}

/** What stands in one element that may be the post. */
export interface ElementReading {
  /** It is all of the page. */
  readonly whole: boolean;
  /** CSS pixels; 0 × 0 when it isn't shown. */
  readonly width: number;
  readonly height: number;
  /** Attribute values of the first permalink outside the text. */
  readonly permalink: readonly string[];
  /** Texts of the author's elements, as shown. */
  readonly author: readonly string[];
  /** Attribute values of the author's elements that are shown. */
  readonly authorMarks: readonly string[];
  /** As shown; null without such an element. */
  readonly text: string | null;
  /** Some of its author's name or text is there but can't be seen. */
  readonly hidden: boolean;
  /** Words of what lies over it; null where nothing does. */
  readonly cover: string | null;
}

export interface PageReading {
  /** The first forty elements that match. */
  readonly elements: readonly ElementReading[];
  /** Words shown outside those elements. */
  readonly around: string;
  /** Words shown in those elements, outside their texts and authors. */
  readonly within: string;
  readonly title: string;
  /** All of the document has come. */
  readonly loaded: boolean;
  /** Names of the signs that are there. */
  readonly signs: readonly string[];
  /** The elements are larger than can be read. */
  readonly cut: boolean;
}

/** Reads what is drawn of the post asked for, and the page's words. Bounded in time, nodes and size. */
export const readPage = Object.assign(
  (request: ReadRequest): PageReading => {
    const parts = nodes();
    return read(request, parts, eyes(parts));
  },
  {
    toString: () =>
      `(request) => { const parts = (${String(nodes)})(); return (${String(read)})(request, parts, (${String(eyes)})(parts)); }`,
  },
);

function read(request: ReadRequest, parts: Nodes, sight: Eyes): PageReading {
  /** Whether the element that is being read may be the post asked for. */
  let isClose = false;
  const { body, prop, call, spend, firstOf, allIn, firstIn, nextOf, styleOf, boxOf, holds, parentOf } = parts;
  const cut = (text: string, most = 20_000) => text.slice(0, most);
  type Notes = { hidden: boolean; cover: Element | null };

  const lettersIn = (text: string) => (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
  /** The part of a text that is seen where it stands. Past the letters that are compared it is taken as it stands. */
  const seenOf = (node: Text, parent: Element, before: string, frame: Area, notes: Notes): string => {
    const data = (prop(CharacterData, 'data', node) as string).slice(0, 20_000);
    if (!isClose) return data;
    if (!sight.isPlain(parent)) {
      notes.hidden ||= data.trim() !== '';
      return '';
    }
    const clip = sight.meet(sight.clipOf(parent), frame);
    let seen = '';
    let at = 0;
    for (; at < data.length && lettersIn(before + seen) < 80; at += 12) {
      const piece = data.slice(at, at + 12);
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + piece.length);
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
      const isClear = boxes.every((box) => isSeen(box, clip, parent, notes));
      if (lettersIn(piece) === 0 || (boxes.length > 0 && isClear)) seen += piece;
      else notes.hidden = true;
    }
    return seen + data.slice(at);
  };
  const isSeen = (box: DOMRect, clip: Area, parent: Element, notes: Notes): boolean => {
    const part = sight.meet(box, clip);
    const [width, height] = [part.right - part.left, part.bottom - part.top];
    if (width <= 0 || height < 4 || width * height * 2 < box.width * box.height) return false;
    const look = sight.lookAt(parent, (part.left + part.right) / 2, (part.top + part.bottom) / 2);
    if (typeof look === 'object') notes.cover ??= look.cover;
    return typeof look === 'object' || look === 'seen';
  };

  /** Words in the order of the page's tree as drawn. What is covered counts: that something lies over it is said apart. */
  const textOf = (top: Element, frame: Area, notes: Notes): string => {
    const stack: { readonly node: Node | string; readonly solo: boolean }[] = [{ node: top, solo: true }];
    let text = '';
    for (let next = stack.pop(); next !== undefined && text.length < 20_000; next = stack.pop()) {
      const { node, solo } = next;
      if (typeof node === 'string') {
        text += node;
        continue;
      }
      if (!spend()) break;
      const sibling = solo ? null : nextOf(node);
      if (sibling !== null) stack.push({ node: sibling, solo: false });
      const parent = parentOf(node);
      if (node instanceof Text && parent !== null && parts.isThere(parent))
        text += seenOf(node, parent, text, frame, notes);
      if (!(node instanceof Element)) continue;
      const { display } = styleOf(node);
      if (display === 'none') continue;
      const edge = /^(?:inline|contents|ruby)/.test(display) && parts.tagOf(node) !== 'br' ? '' : '\n';
      const [before, after] = isClose
        ? (['::before', '::after'] as const).map((part) => sight.generatedOf(node, part)?.words ?? '')
        : [];
      text += edge + (before ?? '');
      stack.push({ node: (after ?? '') + edge, solo: true });
      const { solo: given, first } = firstIn(node);
      stack.push(...[...given].reverse().map((each) => ({ node: each, solo: true })));
      if (first !== null) stack.push({ node: first, solo: false });
    }
    return cut(text);
  };

  /** Words of a tree that are shown, one blank between them; those of some elements left out. */
  const wordsOf = (top: Element, without: ReadonlySet<Node>, most = 20_000): string => {
    const words: string[] = [];
    const stack: Node[] = [top];
    let [length, left] = [0, 20_000];
    for (
      let node = stack.pop();
      node !== undefined && length < most && left > 0 && !parts.isLate();
      node = stack.pop(), left -= 1
    ) {
      const sibling = node === top ? null : nextOf(node);
      if (sibling !== null) stack.push(sibling);
      if (without.has(node)) continue;
      const parent = parentOf(node);
      if (node instanceof Text && parent !== null && parts.isThere(parent)) {
        words.push(node.data.trim());
        length += node.data.length;
      }
      if (
        node instanceof Element &&
        !(call(Element, 'checkVisibility', node) as boolean) &&
        styleOf(node).display === 'none'
      )
        continue;
      const { solo, first } = firstIn(node);
      for (const each of solo) if (each instanceof Element) words.push(cut(each.textContent ?? '', 500));
      if (first !== null) stack.push(first);
    }
    return words
      .filter((word) => word !== '')
      .join(' ')
      .slice(0, most);
  };

  /** Something of the rest of the page that lies over a good part of an element. */
  const coverOf = (element: Element, box: Area): Element | null => {
    const [right, bottom] = [
      Math.min(box.right, window.innerWidth),
      Math.min(box.bottom, window.innerHeight),
    ];
    const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
    const covers = [1, 3, 5].flatMap((row) =>
      [1, 3, 5].flatMap((column) => {
        const [x, y] = [left + ((right - left) * column) / 6, top + ((bottom - top) * row) / 6];
        const first = sight
          .allAt(document, x, y)
          .find((each) => each === element || sight.paintsAt(each, x, y));
        return first === undefined || holds(element, first) || holds(first, element) ? [] : [first];
      }),
    );
    return covers.length > 2 ? (covers[0] ?? null) : null;
  };
  const wordsOver = (cover: Element, element: Element): string => {
    let top = cover;
    for (let up = parentOf(top); up !== null && !holds(up, element); up = parentOf(up)) top = up;
    return wordsOf(top, new Set(), 2_000);
  };

  const namesId = (mark: string): boolean =>
    request.id.split('/').every((part) => mark.includes(part) || mark.includes(encodeURIComponent(part)));
  const readElement = (element: Element): ElementReading => {
    const box = boxOf(element);
    const texts = allIn(element, request.text, 20);
    const authors = allIn(element, request.author, 20);
    const links = allIn(element, request.permalink, 50);
    const link = links.find((each) => !texts.some((text) => holds(text, each)));
    const marks = link === undefined ? [] : parts.marksOf(link);
    isClose = marks.some(namesId);
    // What wasn't looked at closely names nothing.
    const permalink = isClose ? marks : [];
    const notes: Notes = { hidden: false, cover: null };
    const first = texts[0];
    const text = first === undefined ? null : textOf(first, box, notes);
    const names = authors.map((author) => cut(textOf(author, box, notes), 500));
    const isShown = (author: Element, index: number) =>
      !isClose || names[index]?.trim() !== '' || (sight.isPlain(author) && boxOf(author).width > 4);
    const cover = notes.cover ?? (isClose ? coverOf(element, box) : null);
    return {
      whole: element === body,
      width: box.width,
      height: box.height,
      permalink,
      author: names,
      authorMarks: authors.filter(isShown).flatMap(parts.marksOf),
      text,
      hidden: notes.hidden,
      cover: cover === null ? null : wordsOver(cover, element),
    };
  };

  const loaded = prop(Document, 'readyState', document) === 'complete';
  const nothing = { elements: [], around: '', within: '', title: '', loaded, signs: [] };
  if (body === null || parts.isHuge()) return { ...nothing, cut: body !== null };
  const putBack = sight.openEyes();
  try {
    const found = firstOf(document, request.element, 40);
    const elements = found.map(readElement);
    const isCut = parts.isCut() || sight.isTired();
    const own = new Set(
      [request.text, request.author].flatMap((selector) => firstOf(document, selector, 200)),
    );
    own.delete(body);
    const signs = Object.entries(request.signs).filter(([, selector]) =>
      firstOf(document, selector, 20).some((each) => parts.isThere(each) || !holds(body, each)),
    );
    return {
      elements,
      around: wordsOf(body, new Set([...own, ...found])),
      within: found.map((each) => wordsOf(each, own)).join(' '),
      title: cut(prop(Document, 'title', document) as string, 300),
      loaded,
      signs: signs.map(([name]) => name),
      cut: isCut,
    };
  } finally {
    putBack();
  }
}
