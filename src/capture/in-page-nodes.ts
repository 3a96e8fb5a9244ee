/** Runs inside a page, in an isolated world, as a part of other functions: it stands alone, its source is what is sent. */

/** Part of the window, in CSS pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type Nodes = ReturnType<typeof nodes>;

/**
 * Reads nodes of a page that may be against it. Their properties are asked of the prototypes, since a form or a document
 * hides its own behind elements that are named like them; and there is an end to how many are read, and how long.
 */
export function nodes() {
  type Kind = { readonly prototype: object };
  const end = performance.now() + 1_500;
  let left = 15_000;
  let isCut = false;

  const prop = (kind: Kind, name: string, node: unknown): unknown => Reflect.get(kind.prototype, name, node);
  const call = (kind: Kind, name: string, node: unknown, ...given: unknown[]): unknown =>
    Reflect.apply(Reflect.get(kind.prototype, name) as () => unknown, node, given);
  const body = prop(Document, 'body', document) as HTMLElement | null;

  /** False once the page is larger than can be read. */
  const spend = (): boolean => {
    left -= 1;
    const may = left > 0 && (left % 50 !== 0 || performance.now() < end);
    isCut ||= !may;
    return may;
  };

  const remember = <T>(read: (element: Element) => T) => {
    const known = new Map<Element, T>();
    return (element: Element): T => {
      const value = known.has(element) ? (known.get(element) as T) : read(element);
      known.set(element, value);
      return value;
    };
  };
  const styleOf = remember((element) => getComputedStyle(element));

  /** Where an element is drawn: in the slot it was put, in the host whose shadow it is part of, in its parent. */
  const parentOf = (node: Node): Element | null => {
    const slot = node instanceof Element ? (prop(Element, 'assignedSlot', node) as Element | null) : null;
    const parent = prop(Node, 'parentNode', node) as Node | null;
    return slot ?? (parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null);
  };
  const holds = (outer: Node, inner: Node): boolean => {
    for (let node: Node | null = inner; node !== null; node = parentOf(node)) if (node === outer) return true;
    return false;
  };

  /** Displayed, visible and not see-through, as is what it stands in; of what has no box, what it stands in. */
  const isThere = remember((element): boolean => {
    const parent = styleOf(element).display === 'contents' ? parentOf(element) : null;
    const how = { opacityProperty: true, visibilityProperty: true };
    return parent === null ? (call(Element, 'checkVisibility', element, how) as boolean) : isThere(parent);
  });

  /** The first that match, without a list of a million. */
  const firstOf = (root: Node, selector: string, most: number): Element[] => {
    const kind =
      root instanceof Document ? Document : root instanceof ShadowRoot ? DocumentFragment : Element;
    const list = call(kind, 'querySelectorAll', root, selector) as NodeListOf<Element>;
    return Array.from({ length: Math.min(list.length, most) }, (_, index) => list[index] as Element);
  };
  /** As `firstOf`, the element itself and what stands in open shadows below it included. */
  const allIn = (element: Element, selector: string, most: number): Element[] => {
    const found = (call(Element, 'matches', element, selector) as boolean) ? [element] : [];
    const roots: Node[] = [element];
    for (const root of roots) {
      found.push(...firstOf(root, selector, most));
      for (const each of firstOf(root, '*', 2_000)) {
        const shadow = prop(Element, 'shadowRoot', each) as ShadowRoot | null;
        if (shadow !== null && roots.length < 50 && spend()) roots.push(shadow);
      }
    }
    return found.slice(0, most);
  };

  /** What stands first in a node as it is drawn: in a shadow its own tree, in a slot what was put there. */
  const firstIn = (node: Node): { readonly solo: readonly Node[]; readonly first: Node | null } => {
    const shadow = node instanceof Element ? (prop(Element, 'shadowRoot', node) as ShadowRoot | null) : null;
    const solo = node instanceof HTMLSlotElement ? node.assignedNodes().slice(0, 200) : [];
    return {
      solo,
      first: solo.length > 0 ? null : (prop(Node, 'firstChild', shadow ?? node) as Node | null),
    };
  };

  return {
    body,
    prop,
    call,
    spend,
    remember,
    styleOf,
    parentOf,
    holds,
    firstOf,
    allIn,
    firstIn,
    isThere,
    /** No page of a post has so many elements; to style them anew would take seconds. */
    isHuge: () => (call(Document, 'getElementsByTagName', document, '*') as HTMLCollection).length > 150_000,
    isCut: () => isCut,
    /** There is no more time. */
    isLate: () => performance.now() > end,
    boxOf: (element: Element): DOMRect => call(Element, 'getBoundingClientRect', element) as DOMRect,
    tagOf: (element: Element): string => (prop(Element, 'tagName', element) as string).toLowerCase(),
    nextOf: (node: Node): Node | null => prop(Node, 'nextSibling', node) as Node | null,
    marksOf: (element: Element): string[] =>
      [...(prop(Element, 'attributes', element) as NamedNodeMap)]
        .slice(0, 40)
        .map(({ value }) => value.slice(0, 2_000)),
  };
}
