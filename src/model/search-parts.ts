import type { Quoted } from './embed.ts';
import { type Post, textOf } from './post.ts';
import type { Possession } from './search-filters.ts';
import { handleOf } from './search-filters.ts';
import { readableAddress, type Word, wordsOf } from './search-words.ts';

/**
 * Where in a post words are looked for, the likeliest first: its text; the descriptions of its pictures; the post it
 * quotes, its poll, card and note; its author; what an article quotes of it (`quoted`), where the post says it otherwise;
 * title and address of each article that embeds it; what earlier versions said; its links and names.
 */
export const searchFields = [
  'text',
  'alt',
  'quote',
  'poll',
  'card',
  'note',
  'author',
  'handle',
  'quoted',
  'title',
  'article',
  'earlier',
  'links',
] as const;

export type SearchField = (typeof searchFields)[number];

/** How much a find in each is worth, as weights of BM25. */
export const weights = {
  text: 10,
  alt: 6,
  quote: 5,
  poll: 5,
  card: 4,
  note: 5,
  author: 8,
  handle: 8,
  quoted: 8,
  title: 4,
  article: 2,
  earlier: 3,
  links: 1,
} as const satisfies Record<SearchField, number>;

/** All that is told of a post, and by whom. */
export interface ToldOfPost {
  /** Its written refs and its address. */
  readonly names: readonly string[];
  /** What it said, oldest first. */
  readonly versions: readonly Post[];
  /** What articles quote of it. */
  readonly quotes: readonly Quoted[];
  readonly articles: readonly { readonly name: string; readonly title: string | null }[];
}

/** Words that stand together somewhere in a post. */
export interface SearchPart {
  readonly field: SearchField;
  /** In NFC. */
  readonly text: string;
  readonly words: readonly Word[];
}

/** Everything a post can be found by; what was said already is not said again. Pure. */
export function searchPartsOf({ names, versions, quotes, articles }: ToldOfPost): SearchPart[] {
  const parts: SearchPart[] = [];
  let said = ' ';
  const add = (field: SearchField, text: string | null | undefined, isNewOnly = false) => {
    if (!text) return;
    const whole = text.toWellFormed().normalize('NFC');
    const words = wordsOf(whole);
    if (words.length === 0) return;
    const tokens = `${words.map(({ token }) => token).join(' ')} `;
    if (isNewOnly && said.includes(` ${tokens}`)) return;
    said += `${tokens}\n `;
    parts.push({ field, text: whole, words });
  };
  const latest = versions.at(-1);
  if (latest !== undefined) {
    add('text', textOf(latest.segments));
    addAuthor(latest, add);
    addShown(latest, add);
    for (const link of linksOf(latest)) add('links', readableAddress(link), true);
  }
  for (const { name, handle, text } of quotes) {
    add('author', name, true);
    add('handle', handle, true);
    add('quoted', text, true);
  }
  for (const version of versions.slice(0, -1).toReversed()) addEarlier(version, add);
  for (const { name, title } of articles) {
    add('title', title, true);
    add('article', readableAddress(name));
  }
  for (const name of names) add('links', readableAddress(name), true);
  return parts;
}

/** Exact handles of everybody who is said to have written it, in lower case. */
export function handlesOf({ versions, quotes }: ToldOfPost): string[] {
  const written = [...versions.map(({ author }) => author.handle), ...quotes.map(({ handle }) => handle)];
  const handles = written.flatMap((handle) => (handle === null ? [] : [handleOf(handle)]));
  // Where accounts live on many hosts, people know them by the first half.
  return [...new Set(handles.flatMap((handle) => [handle, handle.split('@')[0] ?? handle]))];
}

/** What the post has now. */
export function possessionsOf({ versions }: ToldOfPost): Possession[] {
  const post = versions.at(-1);
  if (post === undefined) return [];
  const kinds = new Set(post.media.map(({ kind }) => kind));
  const has: Readonly<Record<Possession, boolean>> = {
    media: kinds.size > 0,
    photo: kinds.has('photo'),
    video: kinds.has('video') || kinds.has('gif'),
    audio: kinds.has('audio'),
    alt: post.media.some(({ alt }) => alt !== null && alt.trim() !== ''),
    link: post.card !== null || post.segments.some(({ kind }) => kind === 'link'),
    poll: post.poll !== null,
    quote: post.quote !== null,
    note: post.note !== null,
  };
  return (Object.keys(has) as Possession[]).filter((possession) => has[possession]);
}

/** ISO day or time at which it was made; null where nobody says. */
export function madeAtOf({ versions, quotes }: ToldOfPost): string | null {
  const times = versions.toReversed().map(({ createdAt }) => createdAt);
  return [...times, ...quotes.map(({ date }) => date)].find((time) => time !== null) ?? null;
}

type Add = (field: SearchField, text: string | null | undefined, isNewOnly?: boolean) => void;

function addAuthor({ author }: Post, add: Add): void {
  add('author', author.name);
  add('handle', author.handle);
}

function addShown({ media, quote, poll, card, note }: Post, add: Add): void {
  for (const { alt } of media) add('alt', alt);
  for (const text of quote === null ? [] : wordsShownOf(quote)) add('quote', text);
  for (const { text } of poll?.options ?? []) add('poll', text);
  for (const text of [card?.title, card?.description, card?.site]) add('card', text, true);
  add('note', note?.text);
}

/** A quoted post is found by its text, its author, and the descriptions of its pictures. */
function wordsShownOf({ segments, author, media, quote }: Post): (string | null)[] {
  return [
    textOf(segments),
    author.name,
    author.handle,
    ...media.map(({ alt }) => alt),
    ...(quote === null ? [] : wordsShownOf(quote)),
  ];
}

function addEarlier({ segments, author, media, quote, poll, card, note }: Post, add: Add): void {
  const texts = [
    textOf(segments),
    author.name,
    author.handle,
    ...media.map(({ alt }) => alt),
    ...(quote === null ? [] : wordsShownOf(quote)),
    ...(poll?.options.map(({ text }) => text) ?? []),
    card?.title,
    note?.text,
  ];
  for (const text of texts) add('earlier', text, true);
}

function linksOf({ segments, card, note }: Post): string[] {
  const written = segments.flatMap((segment) => (segment.kind === 'link' ? [segment.url] : []));
  return [...written, ...[card?.url, note?.url].filter((url) => url != null)];
}
