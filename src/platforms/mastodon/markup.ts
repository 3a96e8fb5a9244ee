import { directionOf } from '../../model/direction.ts';
import type { Quoted } from '../../model/embed.ts';
import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { framedPost } from '../framed-post.ts';
import { linkedPost } from '../linked-post.ts';
import { linksIn } from '../quoted-links.ts';

type Match = (href: string) => Ref | null;

const frameClasses = ['mastodon-embed', 'truthsocial-embed', 'gab-embed', 'pixelfed__embed'];

/** How posts of Mastodon and its kin stand in pages: frames, since version 4.3 quotes that become frames. */
export const markup: readonly MarkupRule[] = [
  {
    kind: 'blockquote',
    element: 'blockquote',
    classes: ['mastodon-embed'],
    hint: 'mastodon-embed',
    read: readBlockquote,
    readRef: ownRef,
  },
  {
    kind: 'blockquote',
    element: 'blockquote',
    classes: [],
    hint: 'data-embed-url',
    read: readToldBlockquote,
  },
  ...frameClasses.map(
    (name): MarkupRule => ({
      kind: 'iframe',
      element: 'iframe',
      classes: [name],
      hint: name,
      read: readFrame,
    }),
  ),
  // editors strip classes; what is left is known by its path
  { kind: 'iframe', element: 'iframe', classes: [], hint: '/@', read: readNamelessFrame },
  { kind: 'iframe', element: 'iframe', classes: [], hint: '/statuses/', read: readNamelessFrame },
  { kind: 'amp', element: 'amp-iframe', classes: [], hint: '/@', read: readNamelessFrame },
  { kind: 'figure', element: 'figure', classes: ['wp-block-embed'], hint: '/@', read: readFigure },
];

/** The script of each server. */
export const loaders: readonly string[] = ['*/embed.js'];

/** What else needs them. */
export const loaderUsers: readonly string[] = ['mastodon-', 'data-embed-url', '/embed"', "/embed'"];

function ownRef(element: MarkupElement, match: Match): Ref | null {
  return match(element.attribute('data-embed-url') ?? '') ?? linkedPost(element, match);
}

function readBlockquote(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = ownRef(element, match);
  return ref === null ? null : { ref, quoted: readQuote(element, ref) };
}

/** Without its class a quote is Mastodon's when it names the page of an embed. */
function readToldBlockquote(element: MarkupElement, match: Match): MarkupReading | null {
  return embedPath.test(element.attribute('data-embed-url') ?? '') ? readBlockquote(element, match) : null;
}

/** `Post by @name@host` and `View on Mastodon`: no words of the post. Those stand in paragraphs, if at all. */
function readQuote(element: MarkupElement, ref: Ref): Quoted | null {
  const paragraphs = element.descendants('p').filter(({ text }) => text.trim() !== '');
  const text = paragraphs.map((paragraph) => paragraph.text.trim()).join('\n');
  const printed = /(?:^|[\s(])@(\w[\w.-]{0,63}@[\w-][\w.-]{2,120})/u.exec(element.text.slice(-600))?.[1];
  const handle = printed?.replace(/[.-]+$/u, '') ?? handleOf(ref);
  if (text === '' && printed === undefined) return null;
  return {
    name: null,
    handle,
    date: null,
    text,
    lang: null,
    dir: directionOf(text),
    links: linksIn(paragraphs),
  };
}

/** `name@host`, from the post's address. */
function handleOf({ id, url }: Ref): string | null {
  const name = /\/@([\w.-]+(?:@[\w.-]+)?)\//u.exec(url)?.[1];
  if (name === undefined) return null;
  return name.includes('@') ? name : `${name}@${id.split('/')[0]}`;
}

function readFrame(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = framedPost(element, match);
  return ref === null ? null : { ref, quoted: null };
}

/** The page servers have for embedding, `/@name/id/embed`; nothing else in a frame is sure to be a post. */
const embedPath =
  /\/(?:@[^/\s?#]{1,128}\/(?:posts\/|statuses\/)?|users\/[^/\s?#]{1,64}\/statuses\/)(?:\d{5,20}|[0-9A-HJKMNP-TV-Z]{26})\/embed\/?(?:[?#]|$)/u;

function readNamelessFrame(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = framedPost(element, (href) => (embedPath.test(href) ? match(href) : null));
  return ref === null ? null : { ref, quoted: null };
}

/** WordPress keeps the bare address of a post it is to embed; ids since 2017 have 17 digits or more. */
function readFigure(element: MarkupElement, match: Match): MarkupReading | null {
  const address = element.text.trim().split('\n', 1)[0] ?? '';
  const isPost = /^https:\/\/[^/\s]+\/@[^/\s]+\/\d{17,20}\/?$/u.test(address);
  const ref = isPost ? match(address) : null;
  return ref === null ? null : { ref, quoted: null };
}
