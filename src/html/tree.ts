import type { MarkupElement } from '../model/platform.ts';
import { type Attributes, classesOf, readAttributes } from './attributes.ts';
import { decodeReferences } from './character-references.ts';
import { createOpenElements } from './open-elements.ts';
import { tokenize } from './tokenizer.ts';
import { visibleText } from './visible-text.ts';

/**
 * A small tree of a piece of a page: the root, named `''`, holds what stands at its top. Elements end where a browser
 * ends them; nodes are not moved about as browsers do with broken tables and formatting. Linear in the source,
 * and no deeper than 256.
 */
export function parseHtml(source: string): MarkupElement {
  const root = new Node('', '');
  const open: Node[] = [];
  const elements = createOpenElements(source, () => open.pop());
  const parent = () => open[Math.min(open.length, deepest) - 1] ?? root;
  tokenize(source, {
    text: (start, end) => appendText(parent(), decodeReferences(source.slice(start, end))),
    startTag(tag) {
      const { kind, stays } = elements.open(tag);
      const node = new Node(tag.name, source.slice(tag.attributes, tag.end));
      parent().children.push(node);
      if (stays) open.push(node);
      return kind === 'html';
    },
    endTag: (name, start, end) => elements.close(name, start, end),
    comment: () => {},
    rawText(name, start, end) {
      const text = source.slice(start, end);
      appendText(parent(), decodedRawText.has(name) ? decodeReferences(text) : text);
    },
    inForeign: () => elements.inForeign(),
  });
  elements.finish(source.length);
  return root;
}

const deepest = 256;
const decodedRawText: ReadonlySet<string> = new Set(['title', 'textarea']);

/** A class, for a page may hold hundreds of thousands, each of which would else bring its own functions along. */
class Node implements MarkupElement {
  readonly name: string;
  readonly children: (Node | string)[] = [];
  readonly #source: string;
  #attributes: Attributes | null = null;
  #text: string | null = null;

  constructor(name: string, attributeSource: string) {
    this.name = name;
    this.#source = attributeSource;
  }

  attribute(name: string): string | null {
    return this.#read().get(name) ?? null;
  }

  get classes(): readonly string[] {
    return classesOf(this.#read());
  }

  descendants(name: string): readonly Node[] {
    return descendantsOf(this, name);
  }

  get text(): string {
    this.#text ??= visibleText(this);
    return this.#text;
  }

  #read(): Attributes {
    this.#attributes ??= readAttributes(this.#source);
    return this.#attributes;
  }
}

function descendantsOf(node: Node, name: string): Node[] {
  const found: Node[] = [];
  const waiting = node.children.toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') continue;
    if (name === '*' || next.name === name) found.push(next);
    for (let at = next.children.length - 1; at >= 0; at -= 1) waiting.push(next.children[at] ?? '');
  }
  return found;
}

function appendText(parent: Node, text: string): void {
  const before = parent.children.at(-1);
  if (typeof before === 'string') parent.children[parent.children.length - 1] = before + text;
  else parent.children.push(text);
}
