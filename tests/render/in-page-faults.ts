import type { Page } from 'puppeteer';

/** What is wrong with how cards are laid out, one line a fault: `plain light: overlap: holdfast-date, holdfast-foot`. */
export async function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const nameOf = (element: Element) => element.getAttribute('class') ?? element.tagName.toLowerCase();
    const isShown = (element: Element) => element.getClientRects().length > 0;
    const inFlow = (element: Element) => {
      const { position, display } = getComputedStyle(element);
      return position !== 'absolute' && display !== 'inline' && display !== 'contents' && isShown(element);
    };
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) faults.push(`page: scrolls to ${root.scrollWidth}`);
    for (const card of document.querySelectorAll('.holdfast')) {
      if (!isShown(card)) continue;
      const stage = card.closest('[data-theme]');
      const whose = `${card.closest('.example')?.id ?? 'card'} ${stage?.getAttribute('data-theme') ?? ''}`;
      const all = [...card.querySelectorAll(':not(style, path, rect, circle)')].filter(isShown);
      const edge = card.getBoundingClientRect();
      for (const element of all) {
        const box = element.getBoundingClientRect();
        if (box.width > 0 && (box.left < edge.left - 0.5 || box.right > edge.right + 0.5))
          faults.push(`${whose}: sticks out: ${nameOf(element)}`);
        const { overflowY, webkitLineClamp, opacity, visibility } = getComputedStyle(element);
        const isCut = overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
        if (isCut && webkitLineClamp === 'none' && element.clientHeight > 0)
          faults.push(`${whose}: cut: ${nameOf(element)}`);
        if (opacity !== '1' || visibility !== 'visible') faults.push(`${whose}: faint: ${nameOf(element)}`);
      }
      for (const parent of [card, ...all]) {
        const boxes = [...parent.children].filter(inFlow);
        boxes.forEach((one, at) => {
          const a = one.getBoundingClientRect();
          for (const other of boxes.slice(at + 1)) {
            const b = other.getBoundingClientRect();
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (across > 1 && down > 1 && Math.min(a.height, b.height) > 1)
              faults.push(`${whose}: overlap: ${nameOf(one)}, ${nameOf(other)}`);
          }
        });
      }
    }
    return faults;
  });
}

/** Cards in which a word lies over the mark that says a film can be played. */
export async function coveredMarks(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isOver = (a: DOMRect, b: DOMRect) =>
      a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return [...document.querySelectorAll('.holdfast-play')]
      .filter((mark) => mark.getClientRects().length > 0)
      .filter((mark) => {
        const words = [...(mark.closest('.holdfast-figure')?.querySelectorAll('.holdfast-kind') ?? [])];
        return words.some((word) => isOver(mark.getBoundingClientRect(), word.getBoundingClientRect()));
      })
      .map((mark) => mark.closest('.example')?.id ?? '');
  });
}

/** Boxes of a card's elements with how they are drawn: what a change of its look shows in. */
export interface DrawnPart {
  readonly name: string;
  /** Pixels, from the card's corner where it begins. */
  readonly start: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly look: string;
}

/** Every card that is shown, by its name in the gallery and its theme. */
export async function drawnParts(page: Page): Promise<Readonly<Record<string, readonly DrawnPart[]>>> {
  return page.evaluate(() => {
    const cards: Record<string, DrawnPart[]> = {};
    for (const card of document.querySelectorAll('.holdfast')) {
      if (card.getClientRects().length === 0) continue;
      const corner = card.getBoundingClientRect();
      const stage = card.closest('[data-theme]')?.getAttribute('data-theme') ?? '';
      const isMirrored = getComputedStyle(card).direction === 'rtl';
      const name = `${card.closest('.example')?.id ?? ''} ${stage}`;
      cards[name] = [card, ...card.querySelectorAll('[class^=holdfast-]:not(path)')]
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => {
          const box = element.getBoundingClientRect();
          const style = getComputedStyle(element);
          const edge =
            style.borderTopWidth === '0px' ? '' : ` edge ${style.borderTopWidth} ${style.borderTopColor}`;
          const ground = style.backgroundColor === 'rgba(0, 0, 0, 0)' ? '' : ` on ${style.backgroundColor}`;
          const radius = style.borderTopLeftRadius === '0px' ? '' : ` radius ${style.borderTopLeftRadius}`;
          return {
            name: element.getAttribute('class') ?? '',
            start: Math.round(isMirrored ? corner.right - box.right : box.left - corner.left),
            top: Math.round(box.top - corner.top),
            width: Math.round(box.width),
            height: Math.round(box.height),
            look: `${style.color} ${style.fontSize} ${style.fontWeight}${ground}${edge}${radius}`,
          };
        });
    }
    return cards;
  });
}
