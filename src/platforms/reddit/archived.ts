import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import type { Memento } from '../../model/memento.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { emptyPost, type Post, pictureAt } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { unknown } from '../json-answer.ts';
import { foreignPage, readPageBody } from '../page-body.ts';
import { postOfHead, readHead } from '../page-head.ts';
import { plainSegments } from '../segments.ts';
import { readListing } from './listing.ts';
import { addresses, match } from './match.ts';
import { oembed, oembedUrl } from './oembed.ts';
import { readRemoval } from './oembed-removal.ts';
import { findThing, readThing, thingNames } from './page-thing.ts';

/** Pages, the listing behind them, and oEmbed's answer. */
export function archivedAddresses(ref: Ref): readonly string[] {
  const pages = addresses(ref).filter((address) => !address.includes('/api/info'));
  const listed = pages
    .filter((address) => address.includes('//www.reddit.com/'))
    .map((address) => `${address.replace(/\/$/u, '')}.json`);
  return [...new Set([...pages, ...listed, ...(pages.length > 0 ? [oembedUrl(ref.url)] : [])])];
}

/** Listings, oEmbed's answers, and pages of the site's three ages. */
export function readArchived({ original, takenAt, wire }: Memento, ref: Ref): Answer {
  const path = URL.parse(original)?.pathname ?? '';
  if (/^\/oembed\/?$/u.test(path)) return oembed.read({ ...wire, at: takenAt }, ref);
  if (path.endsWith('.json')) return readListing({ ...wire, url: original }, ref, takenAt);
  const body = readPageBody(wire);
  return body.kind === 'unknown' ? body : readPage(body.root, ref, takenAt);
}

/** A page as it was shown at `at`. */
export function readPage(root: MarkupElement, ref: Ref, at: string): Answer {
  const thing = findThing(root, ref.id);
  if (thing !== null) return readThing(thing, ref, at);
  const names = thingNames(root).filter((name) => name.startsWith(ref.id.slice(0, 3)));
  if (names[0] !== undefined)
    return unknown('bad-shape', `another post (${names[0].slice(0, 40)}) than asked`);
  return readPreview(root, ref);
}

/** Nothing but what is shown of it elsewhere: the title, among words about the community. */
function readPreview(root: MarkupElement, ref: Ref): Answer {
  const head = readHead(root);
  const named = postOfHead(head, ref, match);
  if (!('id' in named)) return named.outcome === 'walled' ? foreignPage(root) : named;
  if (ref.id.startsWith('t1_')) return unknown('withheld-unknown', 'a page that tells of the post only');
  const [picture] = head
    .pictures('og:image')
    .filter((url) => /^https:\/\/(?:i|preview)\.redd\.it\//u.test(url));
  const title = [head.meta('og:title', 'twitter:title') ?? '']
    .map((words) => words.replace(/^From the \S+ community on Reddit: /u, ''))
    .map((words) => words.replace(/(?: • | - )r\/\w+$|^r\/\w+ - /u, ''))
    .find((words) => words.trim() !== '');
  if (title === undefined || /^Reddit\b/u.test(title)) return foreignPage(root);
  const removal = readRemoval(title, null);
  if (removal !== null) return removal;
  const still = picture === undefined ? [] : [pictureAt(picture)];
  const post: Post = {
    ...emptyPost,
    ref: named,
    segments: plainSegments(title),
    dir: directionOf(title),
    media: still.map((each) => ({
      ...each,
      kind: 'photo',
      alt: null,
      poster: null,
      durationMs: null,
      stream: null,
    })),
  };
  return { kind: 'post', post };
}
