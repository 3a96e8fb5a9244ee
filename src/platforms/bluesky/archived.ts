import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import type { Memento } from '../../model/memento.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { emptyPost, nobody, type Post } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { originalAddress } from '../archived-address.ts';
import { readJsonBody, unknown } from '../json-answer.ts';
import { foreignPage, readPageBody } from '../page-body.ts';
import { type PageHead, readHead } from '../page-head.ts';
import { readPostTime } from '../post-time.ts';
import { cleanText, plainSegments } from '../segments.ts';
import { addresses, match, refOfUri } from './match.ts';
import { oembedUrl, readOembed } from './oembed.ts';
import { postPicture } from './page-picture.ts';
import { postsUrl, readPosts } from './posts.ts';
import { readThread, threadUrl } from './thread.ts';

/** Pages first: people archive those. Then answers of the interface, as Bluesky's own embeds in archived articles asked for them. */
export function archivedAddresses(ref: Ref, handles: readonly string[]): readonly string[] {
  const [author = '', key = ''] = ref.id.split('/');
  const named = handles.map((handle) => `https://bsky.app/profile/${handle}/post/${key}`);
  const told = author.startsWith('did:') ? [postsUrl(ref.id), oembedUrl(ref)] : [];
  return [...new Set([ref.url, ...named, ...addresses(ref), threadUrl(ref.id, 0, 0), ...told])];
}

/**
 * Reads an archived copy: JSON of the interface, or a page of `bsky.app`, which says the post in its head and, for those
 * without scripts, in `#bsky_post_summary`; links are written out there.
 */
export function readArchived({ wire, original, takenAt }: Memento, ref: Ref): Answer {
  const body = new TextDecoder().decode(wire.body.subarray(0, 200)).trimStart();
  if (wire.status === 200 && body.startsWith('{')) return readJson(wire.body, ref, takenAt);
  const page = readPageBody(wire);
  if (page.kind === 'unknown') return page;
  const head = readHead(page.root);
  const summary = page.root.descendants('div').find((each) => each.attribute('id') === summaryId);
  const part = (name: string) => textOf(page.root, name);
  const words = part('bsky_post_text') ?? head.meta('og:description', 'description') ?? '';
  if (words.startsWith('This author has chosen to make their posts visible only to people'))
    return { kind: 'tombstone', state: 'restricted', reason: words.slice(0, 200), closed: true };
  if (summary === undefined && head.meta('profile:username') === null) return foreignPage(page.root);
  const found = postOf(page.root, head, part('bsky_did'), original);
  if (found === null || !isAsked(found, ref))
    return unknown('bad-shape', `another post (${found?.id ?? 'none'}) than asked`);
  const known = ref.id.startsWith('did:') ? ref : found;
  return { kind: 'post', post: readPost(known, head, part, words, takenAt) };
}

const summaryId = 'bsky_post_summary';

function readJson(body: Uint8Array, ref: Ref, at: string): Answer {
  const read = readJsonBody(body, 200);
  if (read.kind === 'unknown') return read;
  const { value } = read;
  if (typeof value === 'object' && value !== null && 'posts' in value) return readPosts(value, ref, at);
  if (typeof value === 'object' && value !== null && 'html' in value) return readOembed(value, ref, at);
  return readThread(value, ref, at);
}

/** The address that names the account best: the AT URI, then the account beside the post's key. */
function postOf(root: MarkupElement, head: PageHead, did: string | null, original: string): Ref | null {
  for (const link of root.descendants('link')) {
    const ref = refOfUri(link.attribute('href') ?? '');
    if (ref !== null) return ref;
  }
  const [ref = null] = [...head.addresses, original].flatMap((address) => {
    const url = URL.parse(originalAddress(address));
    return (url === null ? null : match(url)) ?? [];
  });
  if (ref === null || did === null) return ref;
  return refOfUri(`at://${did}/app.bsky.feed.post/${ref.id.split('/')[1]}`);
}

/** A page that names the handle only is of the account it had when it was copied: by handle alone it is not told whose. */
function isAsked(found: Ref, { id }: Ref): boolean {
  if (found.id === id) return true;
  const [owner = '', key] = found.id.split('/');
  const [asked = '', wanted] = id.split('/');
  return key === wanted && owner.startsWith('did:') !== asked.startsWith('did:');
}

function readPost(
  ref: Ref,
  head: PageHead,
  part: (name: string) => string | null,
  words: string,
  at: string,
): Post {
  const [, title = null, titled = null] =
    /^(?:(.{0,300}) \()?@([\w.-]+)\)?$/su.exec(head.meta('og:title') ?? '') ?? [];
  const handle = part('bsky_handle') ?? head.meta('profile:username') ?? titled;
  const did = part('bsky_did') ?? ref.id.split('/')[0] ?? '';
  const isPictured = head.meta('twitter:card') === 'summary_large_image';
  const seen = part('bsky_post_indexedat') ?? head.meta('article:published_time', 'twitter:value1');
  return {
    ...emptyPost,
    ref,
    uri: did.startsWith('did:') ? `at://${did}/app.bsky.feed.post/${ref.id.split('/')[1]}` : null,
    author: {
      ...nobody,
      id: did.startsWith('did:') ? did : null,
      name: cleanText(part('bsky_display_name') ?? title ?? '').trim() || null,
      handle: handle !== null && /^[\w.-]{3,253}$/u.test(handle) ? handle : null,
      url: `https://bsky.app/profile/${did}`,
    },
    segments: plainSegments(words),
    // when the app first saw it: of the author's own time only the day is likely
    createdAt: readPostTime(seen, at)?.slice(0, 10) ?? null,
    dir: directionOf(words),
    media: isPictured ? head.pictures('og:image').flatMap((url) => postPicture(url, null) ?? []) : [],
  };
}

function textOf(root: MarkupElement, id: string): string | null {
  const element = root.descendants('p').find((each) => each.attribute('id') === id);
  const words = element?.children.map((child) => (typeof child === 'string' ? child : child.text)).join('');
  return words === undefined || words.trim() === '' ? null : cleanText(words).trim();
}
