import { safeUrl } from '../html/escape.ts';
import { type Author, type Media, type Picture, type Poll, type Post, textOf } from '../model/post.ts';
import { handleOf, nameOf } from './author.ts';
import { cleanLine, cleanLines } from './clean-text.ts';
import { languageOf, wordsFor, wordsOf } from './language.ts';
import { headingLines } from './plain-text.ts';
import type { RenderOptions } from './render-options.ts';
import { addressOf, contentOf, type FallbackView, isOnlyQuoted } from './view.ts';

/**
 * The post as structured data in the words of schema.org (JSON-LD, a `SocialMediaPosting`), on one line and without a
 * `<`, so that it can stand in a `script` element. Ends with a line end. Addresses of copies are whole ones, or the
 * originals'. What became of the post and who says so stands in its description, the state alone in its status: it was
 * not modified by that, and `expires` would say that what is kept here is of no use either.
 */
export function renderJsonLd(view: FallbackView, { base }: RenderOptions = {}): string {
  const { name, state, takenAt, preservedBy, proof } = view;
  const post = contentOf(view);
  const keeper = preservedBy === null ? null : { '@type': 'Organization', name: cleanLine(preservedBy) };
  const value = {
    '@context': 'https://schema.org',
    ...postingOf(post, view.ref?.url ?? null, { view, base }),
    url: webAddress(addressOf(view)),
    identifier: name,
    publisher: isOnlyQuoted(view) ? null : { '@type': 'Organization', name: view.platform.name },
    description: headingLines(view, wordsOf(view)).join(' ') || null,
    creativeWorkStatus: state,
    archivedAt: wholeAddress(proof, base),
    maintainer: keeper,
    sdPublisher: keeper,
    sdDatePublished: takenAt,
  };
  return `${escaped(JSON.stringify(without(value)))}\n`;
}

interface Telling {
  readonly view: FallbackView;
  readonly base: string | undefined;
}

/** A thing of schema.org; what is null in it is not told. */
type Thing = { readonly [property: string]: unknown };

function postingOf(post: Post | null, address: string | null, telling: Telling): Thing {
  const posting = { '@type': 'SocialMediaPosting', url: webAddress(address) };
  if (post === null) return posting;
  const text = cleanLines(textOf(post.segments)).trim();
  const pictures = post.media.filter(({ kind }) => kind === 'photo');
  const films = post.media.filter(({ kind }) => kind === 'video' || kind === 'gif');
  return {
    ...posting,
    headline: headlineOf(text),
    articleBody: text === '' ? null : text,
    author: personOf(post.author, telling),
    datePublished: post.createdAt,
    dateModified: post.edits?.at ?? null,
    inLanguage: languageOf(post),
    image: pictures.map((picture) => imageOf(picture, picture.alt, telling)),
    video: films.map((film) => filmOf(film, post, 'VideoObject', telling)),
    audio: post.media
      .filter(({ kind }) => kind === 'audio')
      .map((sound) => filmOf(sound, post, 'AudioObject', telling)),
    isPartOf: conversationOf(post, telling),
    sharedContent: [quoteOf(post, telling), linkOf(post, telling)],
    hasPart: post.poll === null ? null : pollOf(post.poll, text),
    comment: noteOf(post),
    interactionStatistic: countsOf(post),
    isFamilyFriendly: post.sensitive ? false : null,
  };
}

/** A first line, cut where search engines cut it. */
function headlineOf(text: string): string | null {
  const line = cleanLine(text.split('\n')[0] ?? '');
  const letters = [...line];
  return letters.length <= 110 ? line || null : `${letters.slice(0, 109).join('').trimEnd()}…`;
}

function personOf(author: Author, telling: Telling): Thing | null {
  const name = nameOf(author);
  if (name === null) return null;
  const handle = handleOf(author.handle);
  return {
    '@type': 'Person',
    name,
    alternateName: handle === name ? null : handle,
    url: author.url === null ? null : webAddress(author.url),
    identifier: author.id,
    image: author.avatar === null ? null : imageOf(author.avatar, null, telling),
  };
}

function imageOf(picture: Picture, caption: string | null, telling: Telling): Thing | null {
  const { width, height } = telling.view.pictureOf(picture) ?? picture;
  const address = pictureAddress(picture, telling);
  const told = caption === null ? '' : cleanLine(caption);
  if (address === null && told === '') return null;
  return {
    '@type': 'ImageObject',
    contentUrl: address,
    caption: told || null,
    width: pixels(width),
    height: pixels(height),
  };
}

/** In the code that UN/CEFACT has for them. */
function pixels(value: number | null): Thing | null {
  return value === null ? null : { '@type': 'QuantitativeValue', value, unitCode: 'E37' };
}

/** Our copy where it has an address of its own, else the original's. */
function pictureAddress(picture: Picture, { view, base }: Telling): string | null {
  const ours = view.pictureOf(picture)?.src ?? null;
  return wholeAddress(ours, base) ?? webAddress(picture.urls[0] ?? null);
}

/** As long as it is told in milliseconds, a film lasts `PT42.3S`. */
function filmOf(film: Media, post: Post, type: 'VideoObject' | 'AudioObject', telling: Telling): Thing {
  const { poster, alt, durationMs, width, height } = film;
  const ours = telling.view.filmOf(film)?.src ?? null;
  const words = wordsFor(post);
  return {
    '@type': type,
    name: cleanLine(alt ?? '') || words[film.kind],
    description: alt === null ? null : cleanLines(alt).trim(),
    contentUrl: wholeAddress(ours, telling.base) ?? webAddress(film.urls[0] ?? null),
    thumbnailUrl: poster === null ? null : pictureAddress(poster, telling),
    uploadDate: post.createdAt,
    duration: durationMs === null ? null : `PT${durationMs / 1000}S`,
    width: pixels(width),
    height: pixels(height),
  };
}

/** What it answers, and the rest of its author's thread. */
function conversationOf({ parent, thread }: Post, telling: Telling): Thing | null {
  const answered =
    parent === null
      ? null
      : {
          ...postingOf(parent.post, parent.url, telling),
          ...(parent.post === null && parent.handle !== null
            ? { author: { '@type': 'Person', name: handleOf(parent.handle) } }
            : {}),
        };
  const others = [...(thread?.before ?? []), ...(thread?.after ?? [])].map((post) =>
    postingOf(post, post.ref?.url ?? null, telling),
  );
  const parts = [answered, ...others].filter((part) => part !== null);
  return parts.length === 0 ? null : { '@type': 'Conversation', hasPart: parts };
}

function quoteOf({ quote }: Post, telling: Telling): Thing | null {
  if (quote === null) return null;
  return postingOf(contentOf({ post: quote }), quote.ref?.url ?? null, telling);
}

function linkOf({ card }: Post, telling: Telling): Thing | null {
  if (card === null) return null;
  return {
    '@type': 'WebPage',
    url: webAddress(card.url),
    name: card.title === null ? null : cleanLine(card.title),
    description: card.description === null ? null : cleanLines(card.description).trim(),
    image: card.picture === null ? null : imageOf(card.picture, null, telling),
  };
}

function pollOf({ options, endsAt }: Poll, text: string): Thing {
  return {
    '@type': 'Question',
    name: headlineOf(text),
    expires: endsAt,
    suggestedAnswer: options.map((option) => ({
      '@type': 'Answer',
      text: cleanLine(option.text),
      upvoteCount: option.votes,
    })),
  };
}

function noteOf(post: Post): Thing | null {
  const { note } = post;
  if (note === null) return null;
  const url = note.url === null ? null : webAddress(note.url);
  return { '@type': 'Comment', name: wordsFor(post).note, text: cleanLines(note.text).trim(), url };
}

function countsOf({ metrics }: Post): readonly (Thing | null)[] {
  if (metrics === null) return [];
  const count = (action: string, value: number | null) =>
    value === null
      ? null
      : {
          '@type': 'InteractionCounter',
          interactionType: { '@type': action },
          userInteractionCount: value,
          endTime: metrics.at,
        };
  return [
    count('LikeAction', metrics.likes),
    count('CommentAction', metrics.replies),
    count('ShareAction', metrics.reposts),
    count('ViewAction', metrics.views),
  ];
}

function webAddress(url: string | null): string | null {
  return url === null ? null : safeUrl(url);
}

/** An address of the site as a whole one; null for what stands in no file of its own. */
function wholeAddress(address: string | null, base: string | undefined): string | null {
  if (address === null || /^\s*data:/iu.test(address)) return null;
  if (base === undefined || !URL.canParse(address, base)) return webAddress(address);
  return webAddress(new URL(address, base).href);
}

/** Without what nobody knows, at any depth; a list of one is that one. */
function without(value: unknown): unknown {
  if (Array.isArray(value)) {
    const known = value.map(without).filter((item) => item !== null && item !== undefined);
    return known.length <= 1 ? (known[0] ?? null) : known;
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, without(inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== null && inner !== undefined));
}

/** Nothing that ends a script element, or a line of a script, early. */
function escaped(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
