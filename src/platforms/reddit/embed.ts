import { z } from 'zod';
import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import type { MarkupElement, Source } from '../../model/platform.ts';
import { emptyPost, type Media, nobody, type Post, pictureAt, textOf } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { readJsonText, unknown } from '../json-answer.ts';
import { optional } from '../lenient.ts';
import { omittedFrom } from '../omissions.ts';
import { foreignPage, readPageBody } from '../page-body.ts';
import { readPostSeconds } from '../post-time.ts';
import { readMarkdownOf } from './listing-text.ts';
import { match, refOf } from './match.ts';

/**
 * The page Reddit's own embeds frame, `embed.reddit.com`: title, words, pictures and time of a post, where the listing is
 * refused. Not of comments.
 */
export const embed: Source = {
  id: 'reddit-embed',
  rank: 'platform',
  hosts: ['embed.reddit.com'],
  ask: (ref, fetch) =>
    fetch({
      url: embedUrl(ref),
      // What it says of posts it doesn't show is told apart by its English words.
      headers: { accept: 'text/html', 'accept-language': 'en' },
      purpose: 'api',
      maxBytes: 4 * 1024 * 1024,
    }),
  read: (wire, ref) => {
    const body = readPageBody(wire);
    return body.kind === 'unknown' ? body : readEmbed(body.root, ref, wire.at);
  },
};

/** The address of a post's frame. */
export function embedUrl({ url }: Ref, theme: 'light' | 'dark' = 'light'): string {
  const { pathname, search } = new URL(url);
  const query = new URLSearchParams(search);
  query.set('embed', 'true');
  query.set('theme', theme);
  return `https://embed.reddit.com${pathname}?${query}`;
}

/** Reads it as it was shown at `at`. */
export function readEmbed(root: MarkupElement, ref: Ref, at: string): Answer {
  const elements = root.descendants('*');
  const data = viewDataIn(elements);
  const named = namedIn(elements, data);
  if (named === null)
    return isOfNothing(elements) ? unknown('not-found', 'a frame of no post') : foreignPage(root);
  if (named.id !== ref.id) return unknown('bad-shape', `another post (${named.id}) than asked`);
  const title = elements.find(isTitle)?.text.trim() ?? '';
  const body = elements.find((each) => each.attribute('id') === `${ref.id}-post-rtjson-content`) ?? null;
  if (title === '') return readMissing(root);
  const segments = readMarkdownOf(title, body);
  const { media, surplus } = mediaIn(elements, data);
  const links = elements.flatMap((each) => (each.name === 'a' ? (each.attribute('href') ?? '') : []));
  const handle = links.map((href) => userIn(href)).find((each) => each !== null) ?? null;
  const post: Post = {
    ...emptyPost,
    ref: named.url.includes('/comments/') ? named : ref,
    author: { ...nobody, handle, url: handle === null ? null : `https://www.reddit.com/user/${handle}/` },
    segments,
    createdAt: readPostSeconds((data?.created_timestamp ?? Number.NaN) / 1000, at),
    dir: directionOf(textOf(segments)),
    media,
    sensitive: data?.nsfw === true,
    omissions: omittedFrom('media', { malformed: 0, surplus }),
  };
  return { kind: 'post', post };
}

/** The words that stand where a title would; a page without either may be one whose post is not there at all. */
function readMissing(root: MarkupElement): Answer {
  const words = root.text.replace(/\s+/gu, ' ');
  const said = /\b(?:this )?post (?:has been|was) (deleted|removed)\b[^.]{0,100}/iu.exec(words);
  const state = said?.[1]?.toLowerCase() === 'deleted' ? 'deleted' : 'removed';
  if (said !== null) return { kind: 'tombstone', state, reason: said[0].trim() };
  return unknown('withheld-unknown', 'a frame without a title');
}

type ViewData = z.output<typeof viewData>;

const viewData = z.object({
  id: optional(z.string()),
  url: optional(z.string()),
  type: optional(z.string()),
  created_timestamp: optional(z.number()),
  nsfw: optional(z.boolean()),
});

function viewDataIn(elements: readonly MarkupElement[]): ViewData | null {
  const source = elements.find(({ name }) => name === 'shreddit-screenview-data')?.attribute('data') ?? '';
  const body = readJsonText(source);
  const read = z.object({ post: viewData }).safeParse(body.kind === 'json' ? body.value : null);
  return read.success ? read.data.post : null;
}

function namedIn(elements: readonly MarkupElement[], data: ViewData | null): Ref | null {
  const updater = elements.find((each) => each.attribute('id') === 'canonical-url-updater');
  const url = URL.parse(updater?.attribute('value') ?? '');
  return (url === null ? null : match(url)) ?? refOf(data?.id ?? '');
}

/** For a number that no post has it writes its own address with `undefined` in it. */
function isOfNothing(elements: readonly MarkupElement[]): boolean {
  const updater = elements.find((each) => each.attribute('id') === 'canonical-url-updater');
  return /^https:\/\/www\.reddit\.com\/(?:.*\/)?undefined\/?$/u.test(updater?.attribute('value') ?? '');
}

function isTitle({ name, classes }: MarkupElement): boolean {
  return name === 'shreddit-embed-title' || (name === 'h1' && classes.includes('line-clamp-3'));
}

function userIn(href: string): string | null {
  return /^https:\/\/(?:www\.)?reddit\.com\/user\/([\w-]{3,24})\/?(?:\?|$)/u.exec(href)?.[1] ?? null;
}

/** The one file of a picture's post, or those of a gallery by the names in their previews. */
function mediaIn(
  elements: readonly MarkupElement[],
  data: ViewData | null,
): { media: Media[]; surplus: number } {
  const nothingMore = { alt: null, poster: null, durationMs: null, stream: null };
  const url = data?.url ?? '';
  if (data?.type === 'image' && /^https:\/\/i\.redd\.it\/[\w.-]+$/u.test(url)) {
    const kind = url.endsWith('.gif') ? 'gif' : 'photo';
    return { media: [{ ...pictureAt(url), ...nothingMore, kind }], surplus: 0 };
  }
  if (data?.type === 'video' && /^https:\/\/v\.redd\.it\/[a-z0-9]{6,20}$/u.test(url)) {
    const stream = `${url}/HLSPlaylist.m3u8`;
    return { media: [{ ...pictureAt(), ...nothingMore, kind: 'video', stream }], surplus: 0 };
  }
  const carousel = elements.find(({ name }) => name === 'gallery-carousel');
  const pictures = carousel?.descendants('img').flatMap((image) => {
    const source = image.attribute('src') ?? image.attribute('data-lazy-src') ?? '';
    const file =
      /^https:\/\/(?:preview|i)\.redd\.it\/(?:[\w-]{1,200}-v0-)?([a-z0-9]{5,20}\.\w{3,4})(?:\?|$)/u.exec(
        source,
      )?.[1];
    return file === undefined ? [] : [`https://i.redd.it/${file}`];
  });
  const urls = [...new Set(pictures)];
  const media = urls
    .slice(0, 20)
    .map((each): Media => ({ ...pictureAt(each), ...nothingMore, kind: 'photo' }));
  return { media, surplus: urls.length - media.length };
}
