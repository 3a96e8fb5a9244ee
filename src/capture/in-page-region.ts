/**
 * Runs inside a page, in an isolated world: it shares the page's document and nothing else, so no script of the page can
 * change what is seen of the language. It stands alone (its source is what is sent), takes and gives JSON, and what it
 * gives is a stranger's data.
 */
import type { EmbedMemory } from './in-page-context.ts';
import type { Box } from './in-page-steady.ts';

export interface RegionRequest {
  /** CSS pixels above and below the embed that may be shown at most. */
  readonly around: number;
}

/** The part of an article that shows one of its embeds. Boxes are of the document, in CSS pixels. */
export interface Region {
  readonly embed: Box;
  /** The embed with the words before and after it, and the headline where that is near. */
  readonly whole: Box;
  /** Of `whole`, what nothing lies over. */
  readonly free: Box;
  /** What lies over the embed itself, as a selector; null when nothing does. */
  readonly cover: string | null;
  /** CSS pixels at the window's top and bottom that bars lie over. */
  readonly bars: { readonly top: number; readonly bottom: number };
  /** CSS pixels. */
  readonly window: { readonly width: number; readonly height: number };
  /** Index of the embed's element among all of the document. */
  readonly index: number;
}

/** Measures the region around the embed that was found before; null when it is gone or isn't shown any more. */
export function readRegion({ around }: RegionRequest): Region | null {
  const embed = (globalThis as EmbedMemory).holdfastEmbed;
  const body = Reflect.get(Document.prototype, 'body', document) as Element | null;
  if (embed === undefined || body === null) return null;
  interface Area {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }
  const areaOf = (node: Element | Range): Area =>
    node instanceof Range ? node.getBoundingClientRect() : Element.prototype.getBoundingClientRect.call(node);
  const union = (areas: readonly Area[]): Area => ({
    left: Math.min(...areas.map(({ left }) => left)),
    top: Math.min(...areas.map(({ top }) => top)),
    right: Math.max(...areas.map(({ right }) => right)),
    bottom: Math.max(...areas.map(({ bottom }) => bottom)),
  });
  const meet = (one: Area, other: Area) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
  const { scrollX: across, scrollY: down } = window;
  window.scrollTo({ left: -1e7, top: down, behavior: 'instant' });
  // Below zero where a page that is read from right to left is wider than the window.
  const leftmost = window.scrollX;
  window.scrollTo({ left: across, top: down, behavior: 'instant' });
  const boxOf = ({ left, top, right, bottom }: Area): Box => ({
    x: left + window.scrollX - leftmost,
    y: top + window.scrollY,
    width: right - left,
    height: bottom - top,
  });
  const parentOf = (node: Node): Node | null => (node instanceof ShadowRoot ? node.host : node.parentNode);
  const holds = (outer: Node, inner: Node) => {
    for (let node: Node | null = inner; node !== null; node = parentOf(node)) if (node === outer) return true;
    return false;
  };

  const own = areaOf(embed);
  if (own.right - own.left < 2 || own.bottom - own.top < 2) return null;
  /** Where the embed begins and ends in the document; of one in a shadow, its host. */
  let [first, last]: [Node, Node] =
    embed instanceof Range ? [embed.startContainer, embed.endContainer] : [embed, embed];
  while (first.getRootNode() instanceof ShadowRoot) first = last = (first.getRootNode() as ShadowRoot).host;

  // Words before and after.

  const styles = new Map<Element, CSSStyleDeclaration>();
  const styleOf = (element: Element) => {
    const style = styles.get(element) ?? getComputedStyle(element);
    styles.set(element, style);
    return style;
  };
  const floats = (position: string) => position === 'fixed' || position === 'sticky';
  const notWords =
    'script, style, noscript, template, textarea, select, button, form, nav, aside, footer, [role=navigation], [role=dialog]';
  /** The block whose words these are, as an area; null for words that are none of the article's. */
  const blockOf = (node: Text): { readonly block: Element; readonly area: Area } | null => {
    const parent = node.parentElement;
    if (parent === null || node.data.trim().length < 2) return null;
    if (Element.prototype.closest.call(parent, notWords) !== null) return null;
    const words = Document.prototype.createRange.call(document);
    words.selectNodeContents(node);
    const area = areaOf(words);
    if (
      area.right - area.left < 2 ||
      !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    )
      return null;
    let block: Element | null = null;
    for (let each: Element | null = parent; each !== null && each !== body; each = each.parentElement) {
      if (floats(styleOf(each).position)) return null;
      if (block === null && !/^(?:inline|contents)/.test(styleOf(each).display)) block = each;
    }
    block ??= body;
    return { block, area: holds(block, first) || holds(block, last) ? area : union([area, areaOf(block)]) };
  };
  const isBeside = (area: Area, before: boolean) => {
    const gap = before ? own.top - area.bottom : area.top - own.bottom;
    const overlap = Math.min(area.right, own.right) - Math.max(area.left, own.left);
    return gap > -4 && gap <= around && overlap > 0;
  };
  /** The nearest blocks of words on one side, until sixty letters are together. */
  const wordsBeside = (before: boolean): Area[] => {
    const walker = Document.prototype.createTreeWalker.call(document, body, NodeFilter.SHOW_TEXT);
    walker.currentNode = before ? first : last;
    const areas: Area[] = [];
    let [letters, block]: [number, Element | null] = [0, null];
    for (let looked = 0; looked < 500; looked += 1) {
      const node = (before ? walker.previousNode() : walker.nextNode()) as Text | null;
      if (node === null) break;
      if (holds(first, node) || holds(last, node)) continue;
      const found = blockOf(node);
      if (found === null || !isBeside(found.area, before)) continue;
      if (letters >= 60 && found.block !== block) break;
      areas.push(found.area);
      letters += node.data.trim().length;
      block = found.block;
    }
    return areas;
  };
  const column = [own, ...wordsBeside(true), ...wordsBeside(false)];
  const headline = [...Document.prototype.querySelectorAll.call(document, 'h1, [itemprop~=headline]')]
    .slice(0, 20)
    .find((each) => {
      const area = areaOf(each);
      const isNear = area.bottom <= own.top + 1 && own.top - area.top <= around;
      for (let at: Element | null = each; at !== null; at = at.parentElement)
        if (floats(styleOf(at).position)) return false;
      return isNear && area.right - area.left > 2 && (each.textContent ?? '').trim() !== '';
    });
  if (headline !== undefined) column.push(areaOf(headline));
  const wide = union(column);
  const { clientWidth } = Reflect.get(Document.prototype, 'documentElement', document);
  const whole: Area = {
    left: Math.max(0, Math.floor(Math.min(wide.left - 16, own.left))),
    right: Math.min(clientWidth, Math.ceil(Math.max(wide.right + 16, own.right))),
    top: Math.max(-window.scrollY, Math.floor(Math.max(wide.top, own.top - around) - 8)),
    bottom: Math.ceil(Math.min(wide.bottom, own.bottom + around) + 8),
  };

  // What lies over it.

  const nameOf = (element: Element) =>
    `${element.localName}${element.id === '' ? '' : `#${element.id}`}${[...element.classList].map((name) => `.${name}`).join('')}`.slice(
      0,
      80,
    );
  const paints = (element: Element) => {
    const style = styleOf(element);
    const seen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const isPicture = /^(?:img|svg|video|canvas|iframe|object|embed|input|button)$/.test(element.localName);
    const isPlain =
      /^(?:transparent|rgba\(.*, 0\))$/.test(style.backgroundColor) &&
      [style.backgroundImage, style.backdropFilter, style.boxShadow].every((value) => value === 'none') &&
      [style.borderTopWidth, style.borderBottomWidth].every((width) => width === '0px');
    const hasWords = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
    return seen && (isPicture || !isPlain || hasWords);
  };
  /** A sticky element that lies where it would lie anyway covers nothing. */
  const isLoose = (element: HTMLElement) => {
    if (styleOf(element).position === 'fixed') return true;
    const { top } = areaOf(element);
    const { value, priority } = {
      value: element.style.position,
      priority: element.style.getPropertyPriority('position'),
    };
    element.style.setProperty('position', 'static', 'important');
    const moved = Math.abs(areaOf(element).top - top) > 1;
    element.style.setProperty('position', value, priority);
    return moved;
  };
  interface Layer extends Area {
    readonly name: string;
  }
  const layers: Layer[] = [];
  const end = performance.now() + 1_500;
  for (const element of Document.prototype.querySelectorAll.call(
    document,
    'body *',
  ) as NodeListOf<HTMLElement>) {
    if (performance.now() > end || layers.length >= 1_000) break;
    if (!floats(styleOf(element).position) || holds(element, first) || holds(first, element)) continue;
    if (!(element.style instanceof CSSStyleDeclaration) || !isLoose(element)) continue;
    const parts = paints(element)
      ? [element]
      : [...element.querySelectorAll('*')].slice(0, 300).filter(paints);
    for (const part of parts) layers.push({ ...union([areaOf(part)]), name: nameOf(element) });
  }
  /** Of what is laid over the embed by other means, what would be met there by a finger. */
  const met = (): Layer | null => {
    const lines = embed instanceof Range ? [...embed.getClientRects()] : [own];
    for (const { left, top, right, bottom } of lines.slice(0, 100))
      for (const aside of [0.1, 0.5, 0.9])
        for (const below of [0.1, 0.5, 0.9]) {
          const [x, y] = [left + (right - left) * aside, top + (bottom - top) * below];
          for (const element of Document.prototype.elementsFromPoint.call(document, x, y)) {
            if (holds(element, first) || holds(first, element) || holds(last, element)) break;
            if (embed instanceof Range && embed.intersectsNode(element)) break;
            if (paints(element)) return { ...union([areaOf(element)]), name: nameOf(element) };
          }
        }
    return null;
  };

  const { innerHeight: height } = window;
  const over = layers.filter((layer) =>
    meet(layer, { ...whole, top: Math.min(0, whole.top), bottom: Math.max(height, whole.bottom) }),
  );
  const isBar = (layer: Area) => layer.bottom - layer.top < height / 2;
  const topBars = over.filter((layer) => isBar(layer) && layer.top <= 1 && layer.bottom > 0);
  const bottomBars = over.filter((layer) => isBar(layer) && layer.bottom >= height - 1 && layer.top < height);
  const bars = {
    top: Math.max(0, ...topBars.map(({ bottom }) => Math.ceil(bottom))),
    bottom: Math.max(0, ...bottomBars.map(({ top }) => Math.ceil(height - top))),
  };
  let free = whole;
  for (const layer of over) {
    if (!meet(layer, free) || meet(layer, own)) continue;
    if (layer.bottom <= own.top) free = { ...free, top: Math.ceil(layer.bottom) };
    else if (layer.top >= own.bottom) free = { ...free, bottom: Math.floor(layer.top) };
    else if (layer.right <= own.left) free = { ...free, left: Math.ceil(layer.right) };
    else free = { ...free, right: Math.floor(layer.left) };
  }
  const cover = over.find((layer) => meet(layer, own)) ?? met();
  const elements = [...Document.prototype.querySelectorAll.call(document, '*')];
  return {
    embed: boxOf(own),
    whole: boxOf(whole),
    free: boxOf(free),
    cover: cover?.name ?? null,
    bars,
    window: { width: window.innerWidth, height },
    index: elements.indexOf(first instanceof Element ? first : (first.parentElement ?? body)),
  };
}

/** Scrolls so that this place of the document stands so many CSS pixels below the window's top. */
export async function scrollToPlace({
  y,
  below,
}: {
  readonly y: number;
  readonly below: number;
}): Promise<void> {
  window.scrollTo({ left: window.scrollX, top: y - below, behavior: 'instant' });
  const drawn = async () => {
    await new Promise((done) => requestAnimationFrame(done));
    await new Promise((done) => requestAnimationFrame(done));
  };
  await Promise.race([drawn(), new Promise((done) => setTimeout(done, 300))]);
}
