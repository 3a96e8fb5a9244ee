/**
 * Runs inside a page, in an isolated world: it shares the page's document and nothing else, so no script of the page can
 * change what is seen of the language. Each function stands alone (its source is what is sent), takes and gives JSON,
 * and what it gives is a stranger's data.
 */

export interface SteadyRequest {
  /** CSS selector, and which of the elements that match. */
  readonly element: string;
  readonly index: number;
  /** Milliseconds after which what isn't at rest is left as it is; five thousand without. */
  readonly most?: number;
}

/** The source of one element as it stands now, at most two million characters; null when it is gone. */
export function readSource(request: SteadyRequest): string | null {
  const found = Document.prototype.querySelectorAll.call(document, request.element)[request.index];
  return found === undefined ? null : Reflect.get(Element.prototype, 'outerHTML', found).slice(0, 2_000_000);
}

/** Where something lies, in CSS pixels from the left and upper edges of all that can be scrolled to. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The element's box as it is now, null when it is gone or has none. */
export function readBox(request: SteadyRequest): Box | null {
  const found = Document.prototype.querySelectorAll.call(document, request.element)[request.index];
  if (found === undefined) return null;
  const { left, top, width, height } = Element.prototype.getBoundingClientRect.call(found);
  if (width === 0 || height === 0) return null;
  const { scrollX: across, scrollY: down } = window;
  window.scrollTo({ left: -1e7, top: down, behavior: 'instant' });
  // Below zero where a page that is read from right to left is wider than the window.
  const leftmost = window.scrollX;
  window.scrollTo({ left: across, top: down, behavior: 'instant' });
  return { x: left + across - leftmost, y: top + down, width, height };
}

/** The window: its size and how far it is scrolled down in CSS pixels, and device pixels to one of them. */
export function readWindow(_: null): Readonly<Record<'width' | 'height' | 'scrolled' | 'dpr', number>> {
  const { innerWidth: width, innerHeight: height, scrollY: scrolled, devicePixelRatio: dpr } = window;
  return { width, height, scrolled, dpr };
}

/**
 * Brings the page to rest: what moves stands at its end or, where it has none, as if it had not begun; no caret, focus
 * or selection; films show their poster or first frame; what loads when looked at was looked at; pictures of the element
 * decoded, fonts there, its box the same in three frames. What takes too long is left as it is then. Gives the element's box, null when it is gone or has none.
 */
export async function steady(request: SteadyRequest): Promise<Box | null> {
  const { most = 5_000 } = request;
  const end = performance.now() + most;
  const left = () => Math.max(0, end - performance.now());
  const hasScripts = matchMedia('(scripting: enabled)').matches;
  /** Where scripts may not run, our own timers don't ring either, but frames are drawn. */
  const wait = async (ms: number, isOver = () => false): Promise<void> => {
    const until = performance.now() + ms;
    if (hasScripts) await new Promise((done) => setTimeout(done, ms));
    else
      while (!isOver() && performance.now() < until) await new Promise((done) => requestAnimationFrame(done));
  };
  const inTime = async (work: Promise<unknown>, ms = most) => {
    let isOver = false;
    // What can't be had stays away; that it is missing is told with the capture.
    await Promise.race([work.catch(() => undefined), wait(Math.min(ms, left()), () => isOver)]);
    isOver = true;
  };
  const frame = () => inTime(new Promise((done) => requestAnimationFrame(done)), 250);

  // Of the prototypes: a document and a form hide their own behind elements that are named like them.
  const ofPage = <Name extends keyof Document>(name: Name) =>
    Reflect.get(Document.prototype, name, document) as Document[Name];
  const allIn = <E extends Element>(root: Document | ShadowRoot | Element, selector: string) => {
    const kind =
      root instanceof Document ? Document : root instanceof ShadowRoot ? DocumentFragment : Element;
    return kind.prototype.querySelectorAll.call(root, selector) as NodeListOf<E>;
  };
  const { scrollX: across, scrollY: down } = window;
  window.scrollTo({ left: -1e7, top: down, behavior: 'instant' });
  // Below zero where a page that is read from right to left is wider than the window.
  const leftmost = window.scrollX;
  window.scrollTo({ left: across, top: down, behavior: 'instant' });
  const boxOf = (element: Element): Box => {
    const { left: x, top: y, width, height } = Element.prototype.getBoundingClientRect.call(element);
    return { x: x + window.scrollX - leftmost, y: y + window.scrollY, width, height };
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '*, *::before, *::after { animation-delay: 0s !important; animation-duration: 0s !important;' +
      ' transition: none !important; caret-color: transparent !important; scroll-behavior: auto !important; }' +
      // Scripts may be stopped for the picture: it is not to show what a page keeps for browsers without.
      (hasScripts ? ' noscript { display: none !important; }' : ''),
  );

  /** The document and the open shadow roots in it, the first hundred thousand elements looked at. */
  const rootsOf = (): (Document | ShadowRoot)[] => {
    const roots: (Document | ShadowRoot)[] = [document];
    let looked = 0;
    for (const root of roots)
      for (const element of allIn(root, '*')) {
        looked += 1;
        if (looked > 100_000 || left() === 0) return roots;
        const { shadowRoot } = element;
        if (shadowRoot instanceof ShadowRoot) roots.push(shadowRoot);
      }
    return roots;
  };

  const stopAnimation = (animation: Animation) => {
    const at = animation.effect?.getComputedTiming().endTime;
    if (typeof at === 'number' && Number.isFinite(at)) animation.finish();
    else animation.cancel();
  };

  /** It can be stopped, but not at a place of our choosing: its words stand still in a box like its own. */
  const stopMarquee = (marquee: HTMLElement) => {
    const worn = getComputedStyle(marquee);
    const still = Document.prototype.createElement.call(document, 'div');
    for (const name of [
      'width',
      'height',
      'margin',
      'padding',
      'color',
      'background',
      'font',
      'vertical-align',
    ])
      still.style.setProperty(name, worn.getPropertyValue(name));
    Object.assign(still.style, { display: 'inline-block', overflow: 'hidden', boxSizing: worn.boxSizing });
    still.append(...marquee.childNodes);
    marquee.replaceWith(still);
  };

  const loadedAnew = new Set<HTMLMediaElement>();
  const stopFilm = (film: HTMLMediaElement) => {
    const hasBegun = !film.paused || film.played.length > 0;
    // Loaded anew it shows its poster again; what a script feeds it could not be.
    if (hasBegun && film.hasAttribute('poster') && !film.currentSrc.startsWith('blob:')) {
      film.load();
      loadedAnew.add(film);
    }
    film.pause();
    if (film.currentTime !== 0) film.currentTime = 0;
    // Its controls hide while it plays, and come back at this event, which loading anew leaves out.
    EventTarget.prototype.dispatchEvent.call(film, new Event('pause'));
  };

  const calm = (root: Document | ShadowRoot) => {
    const kind = root instanceof Document ? Document : ShadowRoot;
    const worn = Reflect.get(kind.prototype, 'adoptedStyleSheets', root);
    if (!worn.includes(sheet)) {
      Reflect.set(kind.prototype, 'adoptedStyleSheets', [...worn, sheet], root);
      EventTarget.prototype.addEventListener.call(
        root,
        'play',
        ({ target }) => (target as HTMLMediaElement).pause(),
        true,
      );
    }
    for (const animation of kind.prototype.getAnimations.call(root)) {
      if (left() === 0) return;
      stopAnimation(animation);
    }
    for (const svg of allIn<SVGSVGElement>(root, 'svg')) {
      if (svg.ownerSVGElement !== null) continue;
      svg.pauseAnimations();
      // A whole turn of most that go round for ever, and the end of what ends.
      svg.setCurrentTime(60);
    }
    for (const film of allIn<HTMLMediaElement>(root, 'video, audio')) stopFilm(film);
  };

  const roots = rootsOf();
  for (const root of roots) {
    calm(root);
    for (const marquee of [...allIn<HTMLElement>(root, 'marquee')].slice(0, 100)) stopMarquee(marquee);
  }
  const active = ofPage('activeElement');
  if (active instanceof HTMLElement && active !== ofPage('body')) HTMLElement.prototype.blur.call(active);
  Document.prototype.getSelection.call(document)?.removeAllRanges();

  const element = allIn<HTMLElement>(document, request.element)[request.index];
  if (element === undefined) return null;
  const inElement = <E extends Element>(selector: string, most: number): E[] =>
    roots
      .flatMap((root) =>
        root === document
          ? [...allIn<E>(element, selector)]
          : Node.prototype.contains.call(element, (root as ShadowRoot).host)
            ? [...allIn<E>(root, selector)]
            : [],
      )
      .slice(0, most);

  for (const each of inElement<HTMLElement>('*', 10_000))
    if (getComputedStyle(each).contentVisibility === 'auto' && each.style instanceof CSSStyleDeclaration)
      each.style.setProperty('content-visibility', 'visible', 'important');

  /** What scrolls inside the page may hide it. */
  const isInScroller = () => {
    for (let at = element.parentElement; at !== null && at !== ofPage('body'); at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      const isLonger = at.scrollHeight > at.clientHeight || at.scrollWidth > at.clientWidth;
      if (isLonger && [overflowX, overflowY].some((way) => way !== 'visible' && way !== 'clip')) return true;
    }
    return false;
  };
  /** Page by page from its top to its bottom, where not all of it is seen already. */
  const lookThrough = async () => {
    const [x, y] = [window.scrollX, window.scrollY];
    const { y: top, height } = boxOf(element);
    if (top >= y && top + height <= y + window.innerHeight) return;
    const steps = Math.min(24, Math.ceil(height / window.innerHeight));
    for (let step = 0; step < steps && left() > most / 2; step += 1) {
      window.scrollTo({ left: x, top: top + step * window.innerHeight, behavior: 'instant' });
      await frame();
      await frame();
    }
    window.scrollTo({ left: x, top: y, behavior: 'instant' });
    await frame();
  };
  for (const picture of inElement<HTMLImageElement>('img', 2_000)) picture.loading = 'eager';
  if (isInScroller())
    Element.prototype.scrollIntoView.call(element, {
      block: 'nearest',
      inline: 'nearest',
      behavior: 'instant',
    });
  await lookThrough();

  /** Until a film that is being loaded has a frame to show, and the wheel that turns over it meanwhile is gone. */
  const firstFrame = async (film: HTMLVideoElement) => {
    const isLoaded = () => film.readyState >= 2 || film.networkState !== 2;
    const wasLoaded = isLoaded() && !loadedAnew.has(film);
    for (let turn = 0; turn < 60 && !isLoaded(); turn += 1) await wait(25);
    if (!wasLoaded && film.controls) await wait(1_500);
  };
  const pictures = inElement<HTMLImageElement>('img', 2_000);
  await Promise.all([
    inTime(Promise.allSettled(pictures.map((picture) => picture.decode()))),
    inTime(Promise.all(inElement<HTMLVideoElement>('video', 50).map(firstFrame)), 3_000),
    inTime(ofPage('fonts').ready),
  ]);

  for (const root of rootsOf()) calm(root);
  let box = boxOf(element);
  for (let same = 0; same < 2 && left() > 0; ) {
    await frame();
    const next = boxOf(element);
    const isSame = (['x', 'y', 'width', 'height'] as const).every((side) => next[side] === box[side]);
    same = isSame ? same + 1 : 0;
    box = next;
  }
  return box.width === 0 || box.height === 0 ? null : box;
}
