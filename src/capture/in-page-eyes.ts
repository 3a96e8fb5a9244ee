import type { Area, Nodes } from './in-page-nodes.ts';

/** Runs inside a page, in an isolated world, as a part of other functions: it stands alone, its source is what is sent. */

export type Eyes = ReturnType<typeof eyes>;

/** What is seen of an element at a point: it, nothing, or what lies over it. */
export type Look = { readonly cover: Element } | 'seen' | 'unseen';

/**
 * Tells what is drawn from what is only there: what is faint, clipped, covered, of its ground's colour, or written by a
 * style. What can't be known from elements alone (a picture, a canvas, glyphs of an odd font) is taken as it stands.
 */
export function eyes({
  body,
  prop,
  call,
  styleOf,
  parentOf,
  holds,
  firstOf,
  boxOf,
  tagOf,
  isThere,
  remember,
}: Nodes) {
  const deepest = 1_000;
  let looksLeft = 600;
  let pixel: OffscreenCanvasRenderingContext2D | null = null;
  const colours = new Map<string, readonly number[]>();

  /** Red, green, blue, alpha, each from 0 to 255. */
  const colourOf = (written: string): readonly number[] => {
    const known = colours.get(written);
    pixel ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (known !== undefined || pixel === null) return known ?? [0, 0, 0, 255];
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = written;
    pixel.fillRect(0, 0, 1, 1);
    const colour = [...pixel.getImageData(0, 0, 1, 1).data];
    colours.set(written, colour);
    return colour;
  };
  const alphaOf = (written: string): number => (colourOf(written)[3] ?? 0) / 255;
  /** Relative luminance and contrast of WCAG 2.2. */
  const lightOf = (colour: readonly number[]): number =>
    [0.2126, 0.7152, 0.0722].reduce((sum, part, index) => {
      const value = (colour[index] ?? 0) / 255;
      return sum + part * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0.05);
  const contrastOf = (one: readonly number[], two: readonly number[]): number => {
    const [a, b] = [lightOf(one), lightOf(two)];
    return Math.max(a, b) / Math.min(a, b);
  };

  /** Nothing that it stands in makes it too faint, blurs it, cuts it to a shape or turns its letters round. */
  const isPlain = remember((element) => {
    let opacity = 1;
    let steps = 0;
    for (let at: Element | null = element; at !== null && steps < deepest; at = parentOf(at), steps += 1) {
      const { opacity: own, clipPath, clip, filter, unicodeBidi } = styleOf(at);
      opacity *= Number(own);
      const isOdd =
        (clipPath !== 'none' && at !== body) ||
        clip.startsWith('rect(') ||
        /blur\((?!0)|opacity\(0?(?:\.[01]\d*)?\)/.test(filter) ||
        unicodeBidi.includes('override');
      if (isOdd || opacity < 0.2) return false;
    }
    return isThere(element);
  });

  /** Where in the window an element's contents may be drawn. */
  const clipOf = remember((element): Area => {
    let clip: Area = {
      left: -window.scrollX,
      top: -window.scrollY,
      right: Number.POSITIVE_INFINITY,
      bottom: Number.POSITIVE_INFINITY,
    };
    let at: Element | null = element;
    for (let steps = 0; at !== null && at !== body && steps < deepest; steps += 1) {
      const { overflow, display, position } = styleOf(at);
      if (overflow !== 'visible' && display !== 'inline') clip = meet(clip, boxOf(at));
      const isFree: boolean = at instanceof HTMLElement && (position === 'absolute' || position === 'fixed');
      at = isFree ? (prop(HTMLElement, 'offsetParent', at) as Element | null) : parentOf(at);
    }
    return clip;
  });
  const meet = (a: Area, b: Area): Area => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });

  /** What a style writes or draws beside an element's own contents; null for nothing. */
  const generatedOf = (element: Element, part: '::before' | '::after') => {
    const style = getComputedStyle(element, part);
    const { content, display, visibility, opacity } = style;
    if (content === 'none' || content === 'normal' || display === 'none') return null;
    if (visibility !== 'visible' || Number(opacity) < 0.05) return null;
    // What it comes to can't be asked for: a word that no post begins with.
    const words = /\b(?:attr|counters?)\(/.test(content) ? ' (generated) ' : content;
    return { style, words: words.startsWith('url(') ? '' : words };
  };
  const isFilled = ({ backgroundColor, backgroundImage, backdropFilter }: CSSStyleDeclaration): boolean =>
    alphaOf(backgroundColor) > 0.05 || backgroundImage !== 'none' || backdropFilter !== 'none';

  const pictures = /^(?:img|video|canvas|iframe|object|embed|input|textarea|select|path|rect|circle|image)$/;
  const isPainted = (element: Element): boolean => {
    const parts = (['::before', '::after'] as const).map((part) => generatedOf(element, part));
    return (
      pictures.test(tagOf(element)) ||
      isFilled(styleOf(element)) ||
      parts.some((part) => part !== null && (isFilled(part.style) || /[\p{L}\p{N}]/u.test(part.words)))
    );
  };
  /** It draws something of its own at a point, not only what stands in it. */
  const paintsAt = (element: Element, x: number, y: number): boolean => {
    if (!isThere(element)) return false;
    if (isPainted(element)) return true;
    const list = prop(Node, 'childNodes', element) as NodeListOf<Node>;
    return Array.from({ length: Math.min(list.length, 20) }, (_, index) => list[index]).some((child) => {
      if (!(child instanceof Text) || child.data.trim() === '') return false;
      const range = new Range();
      range.selectNodeContents(child);
      return [...range.getClientRects()].some(
        (box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom,
      );
    });
  };

  /**
   * Makes whatever lies over the post to be met at a point, also what lets clicks through; gives what undoes it. Marked
   * important in a layer, it counts for more than what is outside of layers, but for an element's own style.
   */
  const openEyes = (): (() => void) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('@layer { *, *::before, *::after { pointer-events: auto !important } }');
    const adopted = () => [...(prop(Document, 'adoptedStyleSheets', document) as CSSStyleSheet[])];
    const adopt = (sheets: CSSStyleSheet[]) =>
      Reflect.set(Document.prototype, 'adoptedStyleSheets', sheets, document);
    adopt([...adopted(), sheet]);
    const own = firstOf(document, '[style*="pointer-events" i]', 200).flatMap((each) =>
      each instanceof HTMLElement ? [prop(HTMLElement, 'style', each) as CSSStyleDeclaration] : [],
    );
    const were = own.map((style) => style.getPropertyValue('pointer-events'));
    const ranks = own.map((style) => style.getPropertyPriority('pointer-events'));
    for (const style of own) style.setProperty('pointer-events', 'auto', 'important');
    return () => {
      for (const [index, style] of own.entries())
        style.setProperty('pointer-events', were[index] ?? '', ranks[index]);
      adopt(adopted().filter((each) => each !== sheet));
    };
  };

  const modal = firstOf(document, ':modal', 1)[0];
  const allAt = (root: Node, x: number, y: number): Element[] =>
    call(root instanceof ShadowRoot ? ShadowRoot : Document, 'elementsFromPoint', root, x, y) as Element[];

  /** Looks at a point of the window. Outside of it nothing can be told but that all is well. */
  const lookAt = (element: Element, x: number, y: number): Look => {
    looksLeft -= 1;
    if (looksLeft < 0 || x < 0 || y < 0 || x >= window.innerWidth || y >= window.innerHeight) return 'seen';
    if (modal !== undefined && !holds(modal, element)) return { cover: modal };
    let boxed: Element | null = element;
    while (boxed !== null && styleOf(boxed).display === 'contents') boxed = parentOf(boxed);
    let ground: readonly number[] | null = null;
    for (let at = boxed; at !== null; ) {
      const root = call(Node, 'getRootNode', at) as Node;
      const stack = allAt(root, x, y);
      const place = stack.indexOf(at);
      const cover = stack.slice(0, Math.max(place, 0)).find((each) => paintsAt(each, x, y));
      if (cover !== undefined) return { cover };
      if (place < 0) return 'unseen';
      if (at === boxed && root instanceof Document) ground = groundOf(stack.slice(place));
      at = root instanceof ShadowRoot ? root.host : null;
    }
    return isInked(element, ground) ? 'seen' : 'unseen';
  };
  /** The one colour behind what is written; null where it isn't known. */
  const groundOf = (below: readonly Element[]): readonly number[] | null => {
    const first = below.find((each) => pictures.test(tagOf(each)) || isFilled(styleOf(each)));
    if (first === undefined) {
      const { colorScheme } = styleOf(prop(Document, 'documentElement', document) as Element);
      return colorScheme.includes('dark') ? null : [255, 255, 255];
    }
    const { backgroundColor, backgroundImage } = styleOf(first);
    const isKnown = backgroundImage === 'none' && alphaOf(backgroundColor) > 0.9;
    return isKnown && !pictures.test(tagOf(first)) ? colourOf(backgroundColor) : null;
  };
  const isInked = (element: Element, ground: readonly number[] | null): boolean => {
    const { backgroundClip, textShadow, webkitTextFillColor } = styleOf(element);
    if (backgroundClip.includes('text') || textShadow !== 'none') return true;
    const ink = colourOf(webkitTextFillColor);
    return (ink[3] ?? 0) > 50 && (ground === null || contrastOf(ink, ground) > 1.25);
  };

  return {
    openEyes,
    isPlain,
    clipOf,
    meet,
    generatedOf,
    lookAt,
    paintsAt,
    allAt,
    isTired: () => looksLeft < 0,
  };
}
