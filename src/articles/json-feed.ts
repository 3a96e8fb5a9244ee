import { type JsonEnd, pastSpace, readJson, unescapeJson } from '../html/json-values.ts';
import type { FeedItem, FeedLink } from './feed-item.ts';

/** What a JSON text turned out to be. `fault` tells where it stops being JSON. */
export interface ReadJsonText {
  /** Null when it is no JSON Feed. */
  readonly items: readonly FeedItem[] | null;
  /** Those of its items that are only a link. */
  readonly links: readonly FeedLink[];
  readonly fault: JsonEnd | null;
}

/**
 * Reads a JSON text whole: the items of a JSON Feed (jsonfeed.org/version/1 and 1.1), or that it is other JSON.
 * Several values one after the other, as in JSON Lines, are one text.
 */
export function readJsonText(text: string): ReadJsonText {
  const items: FeedItem[] = [];
  const links: FeedLink[] = [];
  let version = '';
  let language: string | null = null;
  let isList = false;
  const sink = createFeedSink(text, {
    version: (found) => {
      version = found;
    },
    language: (found) => {
      language = found;
    },
    items: () => {
      isList = true;
    },
    item: (item) => items.push(item),
    link: (link) => links.push(link),
  });
  for (let at = 0; at === 0 || at < text.length; ) {
    const end = readJson(text, at, sink);
    if (end.fault !== null) return { items: null, links: [], fault: end };
    at = pastSpace(text, end.at);
  }
  if (!isList || !isFeed.test(version)) return { items: null, links, fault: null };
  return { items: items.map((item) => ({ ...item, lang: item.lang ?? language })), links, fault: null };
}

const isFeed = /^https?:\/\/(?:www\.)?jsonfeed\.org\/version\/1/u;

interface Hearer {
  version(version: string): void;
  /** Of all items that tell none of their own; version 1.1. */
  language(language: string): void;
  items(): void;
  item(item: FeedItem): void;
  link(link: FeedLink): void;
}

/** The strings of one item by name, as offsets. */
type Fields = Map<string, readonly [start: number, end: number]>;

function createFeedSink(text: string, hearer: Hearer) {
  const keys: string[] = [];
  let depth = 0;
  let isInItems = false;
  let fields: Fields | null = null;
  return {
    open(kind: 'object' | 'array') {
      depth += 1;
      if (depth === 2) {
        isInItems = kind === 'array' && keys[1] === 'items';
        if (isInItems) hearer.items();
      }
      if (depth === 3 && isInItems && kind === 'object') fields = new Map();
    },
    key(start: number, end: number) {
      keys[depth] = text.slice(start, end);
    },
    string(start: number, end: number) {
      const key = keys[depth] ?? '';
      if (depth === 1 && (key === 'version' || key === 'language'))
        hearer[key](unescapeJson(text, start, end).text);
      if (depth === 3) fields?.set(key, [start, end]);
    },
    other(start: number, end: number) {
      if (depth === 3 && keys[3] === 'id') fields?.set('id', [start, end]);
    },
    close() {
      if (depth === 3 && fields !== null) {
        const item = itemOf(text, fields);
        if (item !== null) hearer.item(item);
        else tellLink(text, fields, hearer);
        fields = null;
      }
      depth -= 1;
    },
  };
}

function itemOf(text: string, fields: Fields): FeedItem | null {
  const content = (name: string) => {
    const range = fields.get(name);
    const mapped = range === undefined ? null : unescapeJson(text, ...range);
    return mapped === null || mapped.text.trim() === '' ? null : mapped;
  };
  const html = content('content_html');
  const body = html ?? content('content_text');
  if (body === null) return null;
  const id = content('id')?.text.trim() ?? null;
  const link = (content('url') ?? content('external_url'))?.text.trim() ?? null;
  const lang = content('language')?.text ?? null;
  const format = html === null ? 'text' : 'html';
  return { id, link, lang, format, content: body, escapingAt: () => 'json' };
}

function tellLink(text: string, fields: Fields, hearer: Hearer): void {
  const told = (name: string) => {
    const range = fields.get(name);
    return (range === undefined ? '' : unescapeJson(text, ...range).text.trim()) || null;
  };
  const link = told('url') ?? told('external_url');
  if (link !== null) hearer.link({ link, changed: told('date_modified') });
}
