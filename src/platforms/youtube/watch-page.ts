import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { type Author, emptyPost, type Metrics, nobody, pictureAt, textOf } from '../../model/post.ts';
import { readPrintedDate } from '../../model/printed-date.ts';
import type { Ref } from '../../ref.ts';
import { originalAddress } from '../archived-address.ts';
import { readHtmlText } from '../html-segments.ts';
import { unknown } from '../json-answer.ts';
import { type PageHead, postOfHead, readHead } from '../page-head.ts';
import { readPostTime } from '../post-time.ts';
import { cleanText, plainSegments } from '../segments.ts';
import { match } from './match.ts';
import { readUnavailable } from './unavailable.ts';
import { cardOf, stillsOf } from './video-parts.ts';

/**
 * A watch page of the years before its data came as JSON, read by its elements and its head; null where nothing of a
 * video stands in it.
 */
export function readWatchPage(root: MarkupElement, ref: Ref, at: string): Answer | null {
  const byId = new Map<string, MarkupElement>();
  for (const element of root.descendants('*')) {
    const id = element.attribute('id');
    if (id !== null && !byId.has(id)) byId.set(id, element);
  }
  const head = readHead(root);
  const named = namedVideo(head, ref);
  const title = titleIn(head, byId);
  if (named === ref.id && title !== null)
    return { kind: 'post', post: postOf(root, head, byId, title, ref, at) };
  const words = ['unavailable-message', 'unavailable-submessage', 'error-box']
    .map((id) => byId.get(id)?.text.trim() ?? '')
    .filter((text) => text !== '')
    .join(' ');
  if (words !== '' && (named === null || named === ref.id)) return readUnavailable(words);
  if (named !== null && named !== ref.id)
    return unknown('bad-shape', `head: another video (${named}) than asked`);
  return null;
}

/** The head's own word, or its addresses'. */
function namedVideo(head: PageHead, ref: Ref): string | null {
  const id = head.meta('videoId');
  if (id !== null) return id.trim();
  const post = postOfHead(head, ref, match);
  if ('id' in post) return post.id;
  const other = head.addresses.flatMap((address) => {
    const url = URL.parse(address);
    return (url === null ? null : match(url)?.id) ?? [];
  });
  return other[0] ?? null;
}

function titleIn(head: PageHead, byId: ReadonlyMap<string, MarkupElement>): string | null {
  const element = byId.get('eow-title') ?? byId.get('watch-headline-title') ?? byId.get('video_title');
  const shown = (element?.attribute('title') ?? element?.text ?? '').trim();
  return shown === '' ? head.meta('og:title', 'title') : shown;
}

function postOf(
  root: MarkupElement,
  head: PageHead,
  byId: ReadonlyMap<string, MarkupElement>,
  title: string,
  ref: Ref,
  at: string,
) {
  const words = byId.get('eow-description') ?? byId.get('watch-description-text');
  const description = words === undefined ? '' : textOf(readHtmlText([words]));
  const told = description === '' ? (head.meta('og:description', 'description') ?? '') : description;
  const segments = plainSegments(title);
  return {
    ...emptyPost,
    ref,
    author: authorOf(root, head),
    segments,
    createdAt: readPostTime(head.meta('datePublished', 'uploadDate'), at) ?? printedDay(byId),
    dir: directionOf(title),
    media: [
      {
        ...pictureAt(),
        kind: 'video' as const,
        alt: null,
        poster: pictureAt(...stillsOf(ref.id)),
        durationMs: durationIn(head.meta('duration')),
        stream: null,
      },
    ],
    card: told.trim() === '' ? null : cardOf(ref, title, told),
    sensitive: head.meta('isFamilyFriendly')?.toLowerCase() === 'false',
    metrics: viewsIn(head, at),
  };
}

/** `Published on Sep 14, 2012`, in the page's language. */
function printedDay(byId: ReadonlyMap<string, MarkupElement>): string | null {
  const element = byId.get('eow-date') ?? byId.get('watch-uploader-info') ?? byId.get('watch-video-date');
  return readPrintedDate(element?.text ?? '');
}

/** The channel's link, by what stands in the page about the video itself. */
function authorOf(root: MarkupElement, head: PageHead): Author {
  const boxes = root.descendants('*').filter(isAuthorBox).slice(0, 10);
  const links = boxes.flatMap((box) => [box, ...box.descendants('*')]);
  const hrefs = links.flatMap((link) => link.attribute('href') ?? []).map(originalAddress);
  const paths = hrefs.flatMap((href) => {
    const url = URL.parse(href, 'https://www.youtube.com/');
    return url !== null && /(?:^|\.)youtube\.com$/u.test(url.hostname) ? url.pathname : [];
  });
  const path = paths.find((each) => /^\/(?:user|channel|c|@)/u.test(each)) ?? null;
  const named = links.find((link) => link.attribute('itemprop') === 'name')?.attribute('content');
  const shown = links.find((link) => link.name === 'a' && link.text.trim() !== '')?.text;
  const channel = /^UC[\w-]{22}$/u.exec(head.meta('channelId') ?? '')?.[0];
  return {
    ...nobody,
    id: channel ?? /^\/channel\/(UC[\w-]{22})/u.exec(path ?? '')?.[1] ?? null,
    name: cleanText((named ?? shown ?? '').trim()) || null,
    handle: /^\/@([\w.·-]{1,60})$/u.exec(path ?? '')?.[1] ?? null,
    url: path === null ? null : `https://www.youtube.com${path}`,
  };
}

function isAuthorBox(element: MarkupElement): boolean {
  const names = /^(?:yt-user-info|watch-user-info|yt-user-name)$/u;
  return element.attribute('itemprop') === 'author' || element.classes.some((name) => names.test(name));
}

function viewsIn(head: PageHead, at: string): Metrics | null {
  const views = /^\d{1,15}$/u.exec(head.meta('interactionCount') ?? '')?.[0];
  return views === undefined ? null : { at, likes: null, replies: null, reposts: null, views: Number(views) };
}

/** `PT1H2M3S` */
function durationIn(text: string | null): number | null {
  const found = /^PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?$/iu.exec(text?.trim() ?? '');
  if (found === null) return null;
  const [, hours = 0, minutes = 0, seconds = 0] = found;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 || null;
}
