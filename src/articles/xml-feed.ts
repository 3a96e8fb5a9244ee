import { readAttributes } from '../html/attributes.ts';
import { mapText } from '../html/mapped-text.ts';
import type { FeedItem, FeedLink, ReadFeed } from './feed-item.ts';
import { escapingInRuns, textOfRuns, type XmlRun } from './xml-escapes.ts';
import { readXml } from './xml-tokens.ts';

/**
 * The items of an RSS 0.9x, 1.0 or 2.0 feed, of an Atom feed (RFC 4287), or of a WordPress export, which is RSS.
 * An item's article is its full content, else its summary; one without either is its link.
 */
export function readXmlFeed(text: string): ReadFeed {
  const items: FeedItem[] = [];
  const links: FeedLink[] = [];
  let depth = 0;
  let item: OpenItem | null = null;
  let field: OpenField | null = null;
  const feedLanguage = createLanguageOfFeed(text);
  const fault = readXml(text, {
    startTag(name, _start, attributes, end) {
      depth += 1;
      if (item === null) {
        if (/^(?:\w+:)?(?:item|entry)$/u.test(name)) item = openItem(depth, text.slice(attributes, end));
        else feedLanguage.startTag(name, attributes, end);
      } else if (field === null) {
        if (depth === item.depth + 1)
          field = { name, attributes: text.slice(attributes, end), from: end, runs: [], isMarkup: false };
      } else field.isMarkup = true;
    },
    endTag(name, start) {
      if (item === null) feedLanguage.endTag(name, start);
      if (item !== null && depth === item.depth) {
        if (item.best !== null) items.push(settle(item, item.best));
        else if (item.link !== null) links.push({ link: item.link, changed: item.changed });
        item = null;
      } else if (item !== null && field !== null && depth === item.depth + 1) {
        takeField(text, item, field, start);
        field = null;
      }
      depth -= 1;
    },
    text(start, end) {
      field?.runs.push({ kind: 'text', start, end });
    },
    cdata(start, end) {
      field?.runs.push({ kind: 'cdata', start, end });
    },
  });
  return { items: items.map((each) => ({ ...each, lang: each.lang ?? feedLanguage.found() })), links, fault };
}

/** What a feed says of all its items: RSS in `language`, Atom as XML does; Dublin Core where a feed has that instead. */
function createLanguageOfFeed(text: string) {
  let element: string | null = null;
  let attribute: string | null = null;
  let from = 0;
  return {
    startTag(name: string, attributes: number, end: number) {
      from = end;
      if (/^(?:\w+:)?(?:feed|rss|channel|RDF)$/u.test(name))
        attribute = languageIn(text.slice(attributes, end)) ?? attribute;
    },
    endTag(name: string, start: number) {
      if (!languageField.test(name)) return;
      const [, section, plain = ''] =
        /^\s*(?:<!\[CDATA\[(.*)\]\]>|(.*?))\s*$/su.exec(text.slice(from, start)) ?? [];
      element ??= (section ?? plain).trim() || null;
    },
    found: () => element ?? attribute,
  };
}

const languageField = /^(?:rss:|dc:)?language$/u;

function languageIn(attributes: string): string | null {
  return readAttributes(attributes).get('xml:lang')?.trim() || null;
}

interface OpenItem {
  readonly depth: number;
  id: string | null;
  link: string | null;
  lang: string | null;
  changed: string | null;
  best: (Pick<FeedItem, 'lang' | 'format' | 'content' | 'escapingAt'> & { readonly rank: number }) | null;
}

interface OpenField {
  readonly name: string;
  readonly attributes: string;
  /** Where its content begins. */
  readonly from: number;
  readonly runs: XmlRun[];
  /** It holds elements: its source is the markup itself. */
  isMarkup: boolean;
}

function openItem(depth: number, attributes: string): OpenItem {
  return {
    depth,
    id: readAttributes(attributes).get('rdf:about') ?? null,
    link: null,
    lang: languageIn(attributes),
    changed: null,
    best: null,
  };
}

function settle(item: OpenItem, best: NonNullable<OpenItem['best']>): FeedItem {
  const { lang, format, content, escapingAt } = best;
  return { id: item.id, link: item.link, lang: lang ?? item.lang, format, content, escapingAt };
}

function takeField(text: string, item: OpenItem, field: OpenField, end: number): void {
  const rank = ranks[field.name];
  if (rank !== undefined) takeContent(text, item, field, end, rank);
  else if (field.name === 'guid' || /^(?:atom:)?id$/u.test(field.name))
    item.id = textOfRuns(text, field.runs).text.trim() || item.id;
  else if (/^(?:atom:|rss:)?link$/u.test(field.name)) takeLink(text, item, field);
  else if (languageField.test(field.name)) item.lang = textOfRuns(text, field.runs).text.trim() || item.lang;
  // a day of publication tells nothing of changes since
  else if (/^(?:(?:atom:)?updated|dcterms:modified)$/u.test(field.name))
    item.changed = textOfRuns(text, field.runs).text.trim() || null;
}

/** By how whole they are. Names go by the prefixes in use: feeds that choose others are not to be met. */
const ranks: Readonly<Record<string, number>> = {
  'content:encoded': 3,
  content: 3,
  'atom:content': 3,
  description: 1,
  'rss:description': 1,
  summary: 1,
  'atom:summary': 1,
};

/** Atom's plain text says so; RSS has only HTML. */
function takeContent(text: string, item: OpenItem, field: OpenField, end: number, rank: number): void {
  if (item.best !== null && item.best.rank >= rank) return;
  const content = field.isMarkup
    ? mapText(text, [{ start: field.from, end, findEscape: null }])
    : textOfRuns(text, field.runs);
  if (content.text.trim() === '') return;
  const isAtom = /(?:content|summary)$/u.test(field.name);
  const type = readAttributes(field.attributes).get('type') ?? (isAtom ? 'text' : 'html');
  if (/^(?:image|audio|video)\//u.test(type)) return;
  const isText = isAtom && !field.isMarkup && /^(?:text|text\/plain)$/u.test(type);
  item.best = {
    rank,
    lang: languageIn(field.attributes),
    format: isText ? 'text' : 'html',
    content,
    escapingAt: field.isMarkup ? () => 'markup' : escapingInRuns(field.runs),
  };
}

function takeLink(text: string, item: OpenItem, field: OpenField): void {
  const attributes = readAttributes(field.attributes);
  const isOther = !['alternate', undefined].includes(attributes.get('rel'));
  const link = attributes.get('href') ?? textOfRuns(text, field.runs).text.trim();
  if (!isOther && link !== '') item.link ??= link;
}
