import type { Answer } from '../model/answer.ts';
import { directionOf } from '../model/direction.ts';
import type { MarkupElement } from '../model/platform.ts';
import { emptyPost, type Media, nobody, type Post, pictureAt } from '../model/post.ts';
import type { Ref } from '../ref.ts';
import { unknown } from './json-answer.ts';
import { linkedPostIn } from './linked-post-data.ts';
import { foreignPage } from './page-body.ts';
import { linkedData } from './page-data.ts';
import { type PageHead, postOfHead, readHead } from './page-head.ts';
import { readPostTime } from './post-time.ts';
import { cleanText, plainSegments } from './segments.ts';

/** What a network's heads say in words of their own; all null where they are those of no post. */
export interface Described {
  readonly name: string | null;
  readonly handle: string | null;
  readonly text: string | null;
  /** ISO, where the words tell it. */
  readonly time?: string | null;
}

/**
 * Reads a page by its head and its linked data (`SocialMediaPosting` and kin), where nothing else of it is known. The
 * page's own address must name the post. `accountUrl`: the address of a handle.
 */
export function readArchivedHead(
  root: MarkupElement,
  ref: Ref,
  at: string,
  network: {
    readonly match: (url: URL) => Ref | null;
    describe(head: PageHead): Described | null;
    accountUrl(handle: string): string;
  },
): Answer {
  const head = readHead(root);
  const data = linkedPostIn(
    linkedData(root),
    /^(?:SocialMediaPosting|DiscussionForumPosting|VideoObject|ImageObject)$/u,
  );
  const named = postOfHead(
    { ...head, addresses: [...head.addresses, ...(data?.addresses ?? [])] },
    ref,
    network.match,
  );
  if (!('id' in named)) return named.outcome === 'walled' ? foreignPage(root) : named;
  const isOwn = data?.addresses.every((address) => isOf(address, ref, network.match));
  const linked = isOwn === true ? data : null;
  const described = network.describe(head);
  const text = linked?.text ?? described?.text ?? '';
  const media = mediaOf(head, linked?.videos ?? []);
  if (described === null && linked === null) return foreignPage(root);
  if (text.trim() === '' && media.length === 0)
    return unknown('walled', 'a head that tells nothing of the post');
  const handle = linked?.author.handle ?? described?.handle ?? null;
  const name = linked?.author.name ?? described?.name ?? null;
  const post: Post = {
    ...emptyPost,
    ref: named,
    author: {
      ...nobody,
      name: name === null ? null : cleanText(name).trim() || null,
      handle,
      url: handle === null ? (linked?.author.url ?? null) : network.accountUrl(handle),
    },
    segments: plainSegments(text),
    createdAt: readPostTime(linked?.published, at) ?? readPostTime(described?.time, at),
    dir: directionOf(text),
    media,
    truncated: /(?:…|\.\.\.)["”]?$/u.test(text.trimEnd()),
    metrics:
      linked === null || (linked.likes === null && linked.replies === null)
        ? null
        : { at, likes: linked.likes, replies: linked.replies, reposts: null, views: null },
  };
  return { kind: 'post', post };
}

/** Addresses of anything but posts say nothing against it. */
function isOf(address: string, ref: Ref, match: (url: URL) => Ref | null): boolean {
  const url = URL.parse(address, ref.url);
  const named = url === null ? null : match(url);
  return named === null || named.id === ref.id;
}

/** The picture of a head is that of the post, its first, or its author's; sites mark those of authors by their size. */
function mediaOf(head: PageHead, videos: readonly string[]): Media[] {
  const [still] = head
    .pictures('og:image')
    .filter((url) => !/\/rsrc\.php\/|profile|\/static\/|_s\.jpg|s100x100|s150x150/u.test(url));
  const video = videos[0] ?? head.pictures('og:video:secure_url')[0] ?? head.pictures('og:video')[0];
  const rest = { alt: null, durationMs: null, stream: null };
  if (video !== undefined && /\.mp4(?:\?|$)/u.test(video))
    return [
      { ...pictureAt(video), ...rest, kind: 'video', poster: still === undefined ? null : pictureAt(still) },
    ];
  return still === undefined ? [] : [{ ...pictureAt(still), ...rest, kind: 'photo', poster: null }];
}
