import { directionOf } from '../../model/direction.ts';
import {
  type Author,
  emptyPost,
  nobody,
  type Parent,
  type Poll,
  type Post,
  pictureAt,
  textOf,
} from '../../model/post.ts';
import { type Ref, writeRef } from '../../ref.ts';
import { isWebAddress } from '../html-segments.ts';
import { readLang } from '../lang.ts';
import { malformedParts, omittedFrom } from '../omissions.ts';
import { readPostTime } from '../post-time.ts';
import { cleanText } from '../segments.ts';
import { match } from './match.ts';
import { readNoteMedia } from './note-media.ts';
import type { Note } from './note-schema.ts';
import { editsOf, readEnd, withWarning } from './status-post.ts';
import { readContent, type TextContext } from './status-text.ts';

/** A post as its server hands it to others. `sent`: the same as it came, for what could not be read of it. */
export function readNotePost(note: Note, sent: unknown, ref: Ref, at: string): Post {
  const { lang, html: content } = contentOf(note);
  const { heading, html } = wordsOf(note, content);
  const quote = readQuote(note);
  const context = contextOf(note, quote !== null);
  const said = withWarning(heading, readContent(html, context), context);
  const { media, omissions } = readNoteMedia(note.attachment);
  const edited = readPostTime(note.updated, at);
  return {
    ...emptyPost,
    ref,
    uri: note.id,
    version: edited,
    author: readAuthor(note, ref),
    segments: said,
    createdAt: readPostTime(note.published, at),
    lang,
    dir: directionOf(textOf(said)),
    media,
    quote,
    parent: readParent(note),
    poll: readPoll(note, at),
    sensitive: note.sensitive ?? false,
    edits: edited === null ? null : editsOf(ref.id, edited),
    metrics: {
      at,
      likes: note.likes?.totalItems ?? null,
      replies: note.replies?.totalItems ?? null,
      reposts: note.shares?.totalItems ?? null,
      views: null,
    },
    omissions: [
      omissions,
      omittedFrom('option', note.oneOf),
      omittedFrom('option', note.anyOf),
      malformedParts(sent, { content: note.content }, { content: 'text' }),
    ].flat(),
  };
}

/** The language is that under which the same words stand; without words alone, the first language's. */
function contentOf({ content, contentMap }: Note): { readonly html: string; readonly lang: string | null } {
  const said = Object.entries(contentMap ?? {}).flatMap(([lang, html]): [string, string][] =>
    typeof html === 'string' ? [[lang, html]] : [],
  );
  const own = said.find(([, html]) => html === content) ?? (content === null ? said[0] : undefined);
  return { html: content ?? own?.[1] ?? '', lang: readLang(own?.[0]) };
}

/** An article's name is its title, and its summary, in HTML, the beginning of what it says; a note's is the warning before it. */
function wordsOf({ type, name, summary }: Note, content: string) {
  const isArticle = name !== null && type.some((kind) => kind === 'Article' || kind === 'Page');
  if (!isArticle) return { heading: summary ?? name, html: content };
  return { heading: name, html: content === '' ? (summary ?? '') : content };
}

function contextOf({ tag }: Note, quotes: boolean): TextContext {
  const emoji = tag.flatMap(({ type, name, icon }): [string, string][] => {
    const code = /^:?([\w-]{1,100}):?$/u.exec(name ?? '')?.[1];
    return type === 'Emoji' && code !== undefined && icon !== null ? [[code, icon]] : [];
  });
  const accounts = tag.flatMap(({ type, name, href }): [string, string][] => {
    const handle = /^@?([\w.-]{1,128}@[\w.:-]{1,255})$/u.exec(name ?? '')?.[1];
    return type === 'Mention' && handle !== undefined && href !== null ? [[href, handle]] : [];
  });
  return { emoji: new Map(emoji), accounts: new Map(accounts), quotes };
}

/** Mostly only the author's address comes along; its last part is the name, on servers that write it so. */
function readAuthor({ attributedTo, url }: Note, ref: Ref): Author {
  if (attributedTo === null) return nobody;
  const { id, name, preferredUsername, icon } = attributedTo;
  const home = URL.parse(id);
  const written = [id, ...url, ref.url].flatMap((address) => URL.parse(address)?.pathname ?? []);
  const named = written.map((path) => /^\/(?:@|users\/)([\w.-]{1,128})(?=\/|$)/u.exec(path)?.[1]);
  const handle = preferredUsername ?? named.find((each) => each !== undefined) ?? null;
  const shown = cleanText(name ?? '').trim();
  return {
    ...nobody,
    name: shown === '' ? null : shown,
    handle: handle === null || home === null ? null : `${handle}@${home.host}`,
    url: attributedTo.url ?? (home?.protocol === 'https:' ? id : null),
    avatar: icon === null ? null : pictureAt(icon),
  };
}

/** Servers that write addresses without a number (`/objects/…`) leave it at the address. */
function readParent({ inReplyTo }: Note): Parent | null {
  const ref = postAt(inReplyTo);
  if (ref === null)
    return inReplyTo !== null && isWebAddress(inReplyTo)
      ? { name: inReplyTo, url: inReplyTo, handle: null, post: null }
      : null;
  const name = /\/(?:@|users\/)([\w.-]+)\//u.exec(inReplyTo ?? '')?.[1];
  const handle = name === undefined ? null : `${name}@${ref.id.split('/')[0]}`;
  return { name: writeRef(ref), url: ref.url, handle, post: null };
}

/** A quoted post is only named. */
function readQuote(note: Note): Post | null {
  const uri = note.quote ?? note.quoteUri ?? note.quoteUrl;
  if (note.quote === null && uri === null) return { ...emptyPost, unavailable: 'deleted' };
  if (uri === null || URL.parse(uri) === null) return null;
  return { ...emptyPost, ref: postAt(uri), uri };
}

function postAt(address: string | null): Ref | null {
  const url = URL.parse(address ?? '');
  return url === null ? null : match(url, 'markup');
}

function readPoll({ oneOf, anyOf, endTime, closed }: Note, at: string): Poll | null {
  const { items } = oneOf.items.length > 0 ? oneOf : anyOf;
  if (items.length === 0) return null;
  const options = items.map(({ name, replies }) => ({
    text: cleanText(name),
    votes: replies?.totalItems ?? null,
  }));
  return { options, endsAt: readEnd(endTime ?? closed, at) };
}
