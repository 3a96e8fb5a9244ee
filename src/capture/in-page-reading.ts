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
  /** Lower case. */
  readonly walls: readonly string[];
}

/** What stands in one element that may be the post. */
export interface ElementReading {
  /** CSS pixels; 0 × 0 when it isn't shown. */
  readonly width: number;
  readonly height: number;
  /** Attribute values of the first permalink outside the text. */
  readonly permalink: readonly string[];
  /** Texts of the author's elements. */
  readonly author: readonly string[];
  /** Attribute values of the author's elements. */
  readonly authorMarks: readonly string[];
  /** As shown; null without such an element. */
  readonly text: string | null;
  /** Something else lies on top of it. */
  readonly covered: boolean;
}

export interface PageReading {
  /** The first ten elements that match. */
  readonly elements: readonly ElementReading[];
  /** Which of the walls' texts stand on the page outside the posts' texts. */
  readonly walls: readonly string[];
  /** Length of all text shown. */
  readonly shown: number;
}

/** Reads the elements that may be the post, and the page's words for walls. */
export function readPage(request: ReadRequest): PageReading {
  const cut = (text: string) => text.slice(0, 20_000);
  const marksOf = (element: Element) => [...element.attributes].map((attribute) => cut(attribute.value));
  const allIn = (root: Element, selector: string) => [
    ...(root.matches(selector) ? [root] : []),
    ...root.querySelectorAll(selector),
  ];
  const shownText = (element: Element) => (element as HTMLElement).innerText ?? element.textContent ?? '';

  /** Lies over a post to be clicked on and shows nothing itself: a link without words, say. */
  const isClear = (element: Element) => {
    if (element.childNodes.length > 0 || !['A', 'DIV', 'SPAN'].includes(element.tagName)) return false;
    const style = getComputedStyle(element);
    const drawn = ['::before', '::after'].map((part) => getComputedStyle(element, part).content);
    return (
      /^(?:transparent|rgba\(.*, 0\))$/.test(style.backgroundColor) &&
      [style.backgroundImage, style.backdropFilter, style.boxShadow, style.outlineStyle].every(
        (value) => value === 'none',
      ) &&
      [style.borderTopWidth, style.borderLeftWidth].every((width) => width === '0px') &&
      drawn.every((content) => content === 'none' || content === 'normal')
    );
  };

  const isCovered = (element: Element) => {
    const box = element.getBoundingClientRect();
    const x = box.left + box.width / 2;
    const y = Math.max(0, box.top) + Math.min(box.height, window.innerHeight - Math.max(0, box.top)) / 2;
    const top = document.elementsFromPoint(x, y).find((each) => !isClear(each));
    return top !== undefined && !element.contains(top) && !top.contains(element);
  };

  const readElement = (element: Element): ElementReading => {
    const box = element.getBoundingClientRect();
    const texts = allIn(element, request.text);
    const authors = allIn(element, request.author).slice(0, 20);
    const links = allIn(element, request.permalink).filter(
      (link) => !texts.some((text) => text.contains(link)),
    );
    const first = texts[0];
    return {
      width: box.width,
      height: box.height,
      permalink: links[0] === undefined ? [] : marksOf(links[0]),
      author: authors.map((author) => cut(shownText(author))),
      authorMarks: authors.flatMap(marksOf),
      text: first === undefined ? null : cut(shownText(first)),
      covered: isCovered(element) || (first !== undefined && isCovered(first)),
    };
  };

  const body = document.body === null ? '' : shownText(document.body);
  let words = body.slice(0, 200_000).toLowerCase();
  for (const text of [...document.querySelectorAll(request.text)].slice(0, 50))
    words = words.replace(shownText(text).toLowerCase(), ' ');
  return {
    elements: [...document.querySelectorAll(request.element)].slice(0, 10).map(readElement),
    walls: request.walls.filter((wall) => words.includes(wall)),
    shown: body.trim().length,
  };
}
