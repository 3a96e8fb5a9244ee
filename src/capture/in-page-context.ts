/**
 * Runs inside a page, in an isolated world: it shares the page's document and nothing else, so no script of the page can
 * change what is seen of the language. Each function stands alone (its source is what is sent), takes and gives JSON,
 * and what it gives is a stranger's data. What is found is remembered in that world for `in-page-region.ts`.
 */

export interface EmbedSearch {
  /** Addresses without scheme, and ids: one of them stands in an attribute of the embed. */
  readonly marks: readonly string[];
  /** Words of the embed, where none of the marks stands in the article. */
  readonly text: string | null;
}

/** `frame`: what a platform's script made, or a custom element; `quote`: what was in its place; `text`: plain paragraphs. */
export interface EmbedFinding {
  readonly kind: 'frame' | 'quote' | 'link' | 'text';
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Address of a frame's page; null for all else. */
  readonly src: string | null;
}

/** What is remembered from one call to the next. */
export interface EmbedMemory {
  holdfastEmbed?: Element | Range;
}

/** Looks for the embed, as it stands in the page now; null where there is none that shows. */
export function findEmbed({ marks, text }: EmbedSearch): EmbedFinding | null {
  const end = performance.now() + 1_500;
  const memory = globalThis as EmbedMemory;
  delete memory.holdfastEmbed;
  const all = (root: Document | ShadowRoot) =>
    (root instanceof Document ? Document : DocumentFragment).prototype.querySelectorAll.call(root, '*');
  const boxOf = (element: Element) => Element.prototype.getBoundingClientRect.call(element);
  const closest = (element: Element, selector: string) => Element.prototype.closest.call(element, selector);
  const body = Reflect.get(Document.prototype, 'body', document) as Element | null;
  if (body === null) return null;

  /** As it would read unescaped: twice over, since addresses stand in addresses. */
  const plain = (value: string) => {
    let text = value
      .slice(0, 50_000)
      .replaceAll('\\/', '/')
      .replaceAll(/\\u002f/gi, '/');
    for (let turn = 0; turn < 2 && text.includes('%'); turn += 1)
      text = text.replaceAll(/%([2-7][0-9a-f])/gi, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      );
    return text.replaceAll('&amp;', '&');
  };
  const standsIn = (value: string, mark: string) => {
    for (let at = value.indexOf(mark); at >= 0; at = value.indexOf(mark, at + 1)) {
      const around = [value.charAt(at - 1), value.charAt(at + mark.length)];
      if (!around.some((letter) => /[\p{L}\p{N}_]/u.test(letter))) return true;
    }
    return false;
  };
  const names = (element: Element) => {
    for (const { value } of Reflect.get(Element.prototype, 'attributes', element)) {
      if (value.length < 4) continue;
      const read = plain(value);
      if (marks.some((mark) => standsIn(read, mark))) return true;
    }
    return false;
  };
  const isSeen = (element: Element) => {
    const { width, height } = boxOf(element);
    return width >= 2 && height >= 2 && element.checkVisibility({ visibilityProperty: true });
  };

  interface Candidate {
    readonly element: Element;
    readonly kind: 'frame' | 'quote' | 'link';
    readonly rank: number;
  }
  /** What an element that names the post is of it. */
  const candidateOf = (element: Element): Candidate | null => {
    if (closest(element, 'head, script, style, template, noscript, nav') !== null) return null;
    const quote = closest(element, 'blockquote');
    const isFrame = /^(?:iframe|embed|object)$|-/i.test(element.localName);
    if (isFrame) return { element, kind: 'frame', rank: 5 };
    const links = quote === null ? [] : [...quote.querySelectorAll('a[href]')];
    // A quote ends with the link to what is quoted; other posts may be linked to before.
    if (quote !== null)
      return { element: quote, kind: 'quote', rank: element === quote || links.at(-1) === element ? 4 : 3 };
    if (element.localName !== 'a') return { element, kind: 'quote', rank: 2.5 };
    const block = closest(element, 'p, li, figure, td, dd, h1, h2, h3, h4, h5, h6, div, section') ?? element;
    const words = (block.textContent ?? '').trim().length;
    const isAlone = (element.textContent ?? '').trim().length * 2 >= words;
    return { element: block, kind: 'link', rank: isAlone ? 2 : 1 };
  };

  const candidates: Candidate[] = [];
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of marks.length > 0 ? roots : [])
    for (const element of all(root)) {
      if (performance.now() > end) break;
      if (element.shadowRoot instanceof ShadowRoot) roots.push(element.shadowRoot);
      const candidate = names(element) ? candidateOf(element) : null;
      if (candidate !== null && isSeen(candidate.element)) candidates.push(candidate);
    }
  const best = candidates.reduce<Candidate | null>(
    (most, each) => (most === null || each.rank > most.rank ? each : most),
    null,
  );

  /** The letters and digits of all text that is shown, and where each text node's begin. */
  const readText = () => {
    const nodes: { readonly node: Text; readonly at: number }[] = [];
    let letters = '';
    const walker = Document.prototype.createTreeWalker.call(document, body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null && letters.length < 2_000_000 && performance.now() < end) {
      const node = walker.currentNode as Text;
      const parent = node.parentElement;
      if (parent === null || closest(parent, 'script, style, template, noscript, textarea') !== null)
        continue;
      nodes.push({ node, at: letters.length });
      letters += lettersOf(node.data);
    }
    return { nodes, letters };
  };
  const lettersOf = (words: string) =>
    words
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const findText = (wanted: string): Range | null => {
    const { nodes, letters } = readText();
    const whole = lettersOf(wanted);
    const parts = [
      whole,
      ...[60, 40, 24].filter((length) => length < whole.length).map((length) => whole.slice(0, length)),
    ];
    for (const part of parts) {
      if (part.length < 8) continue;
      for (let at = letters.indexOf(part); at >= 0; at = letters.indexOf(part, at + 1)) {
        const range = rangeOf(nodes, at, at + part.length);
        const box = range?.getBoundingClientRect();
        if (box !== undefined && box.width >= 2 && box.height >= 2) return range;
      }
    }
    return null;
  };
  const rangeOf = (nodes: ReturnType<typeof readText>['nodes'], from: number, to: number): Range | null => {
    const first = nodes.findLast(({ at }) => at <= from);
    const last = nodes.findLast(({ at }) => at < to);
    if (first === undefined || last === undefined) return null;
    const range = Document.prototype.createRange.call(document);
    range.setStart(first.node, placeOf(first.node.data, from - first.at));
    range.setEnd(last.node, placeOf(last.node.data, to - last.at));
    return range;
  };
  /** Where in the text so many letters and digits have gone by. */
  const placeOf = (data: string, letters: number): number => {
    let left = letters;
    let place = 0;
    for (const sign of data) {
      if (left <= 0) break;
      left -= lettersOf(sign).length;
      place += sign.length;
    }
    return place;
  };

  const words = text === null || (best !== null && best.rank >= 2.5) ? null : findText(text);
  const found = words ?? best?.element ?? null;
  if (found === null) return null;
  memory.holdfastEmbed = found;
  const { width, height } = found.getBoundingClientRect();
  const src = found instanceof HTMLIFrameElement ? found.src.slice(0, 2_000) : null;
  return { kind: words === null ? (best?.kind ?? 'quote') : 'text', width, height, src };
}

/** Brings what was found into the middle of the window, whatever it scrolls in. */
export function showEmbed(_: null): void {
  const embed = (globalThis as EmbedMemory).holdfastEmbed;
  const element = embed instanceof Range ? embed.startContainer.parentElement : embed;
  if (element !== null && element !== undefined)
    Element.prototype.scrollIntoView.call(element, { block: 'center', behavior: 'instant' });
}

/** Goes through the page once, a window at a time, twenty at most: what loads when looked at is looked at. */
export async function lookThrough(_: null): Promise<void> {
  const { scrollHeight } = Reflect.get(Document.prototype, 'documentElement', document);
  const steps = Math.min(20, Math.ceil(scrollHeight / window.innerHeight));
  for (let step = 0; step < steps; step += 1) {
    window.scrollTo({ top: step * window.innerHeight, behavior: 'instant' });
    // Frames, for where scripts may not run timers don't ring.
    for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => requestAnimationFrame(done));
  }
}
