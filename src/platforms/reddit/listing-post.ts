import { z } from 'zod';
import { directionOf } from '../../model/direction.ts';
import {
  type Author,
  emptyPost,
  nobody,
  type Omission,
  type Parent,
  type Poll,
  type Post,
  textOf,
} from '../../model/post.ts';
import { type Ref, writeRef } from '../../ref.ts';
import { omitted, omittedFrom } from '../omissions.ts';
import { readPostSeconds } from '../post-time.ts';
import { fileIdsOf, readListedMedia } from './listing-media.ts';
import { readListedRemoval } from './listing-removal.ts';
import { type Comment, type Link, linkSchema } from './listing-schema.ts';
import { readBody } from './listing-text.ts';
import { match, refOf } from './match.ts';

/** How deep posts stand within posts. */
const deepest = 2;

/** A post of a community. `at`: when it was listed. */
export function postOfLink(link: Link, at: string, depth = 0): Post {
  const inner = crosspostIn(link);
  const { media, card, omissions } = readListedMedia(link, inner === null ? link : silent(link));
  const segments = readBody(link.title, link.selftext, link.selftext_html, fileIdsOf(link));
  const poll = readPoll(link, at);
  const quote = inner === null || depth === deepest ? null : quoteOf(inner, at, depth);
  return {
    ...emptyPost,
    ref: refOfThing(link.name, link.permalink),
    author: authorOf(link),
    segments,
    createdAt: readPostSeconds(link.created_utc, at),
    dir: directionOf(textOf(segments)),
    media,
    card,
    quote,
    poll: poll.poll,
    sensitive: link.over_18 === true,
    metrics: { at, likes: link.score, replies: link.num_comments, reposts: null, views: null },
    omissions: [
      ...omissions,
      ...poll.omissions,
      ...omitted('quote', 'deeper than two', inner !== null && quote === null ? 1 : 0),
    ],
  };
}

/** A comment. `parent`: what it answers. */
export function postOfComment(comment: Comment, parent: Parent | null, at: string): Post {
  const segments = readBody(null, comment.body, comment.body_html, fileIdsOf(comment));
  const { media, omissions } = readListedMedia({ ...nothing, ...comment });
  return {
    ...emptyPost,
    ref: refOfThing(comment.name, comment.permalink),
    author: authorOf(comment),
    segments,
    createdAt: readPostSeconds(comment.created_utc, at),
    dir: directionOf(textOf(segments)),
    media,
    parent,
    metrics: { at, likes: comment.score, replies: null, reposts: null, views: null },
    omissions,
  };
}

/** A post or comment by the address Reddit gives it, which names its community. */
export function refOfThing(name: string, permalink: string | null): Ref | null {
  const url =
    permalink === null || !permalink.startsWith('/') ? null : URL.parse(permalink, 'https://www.reddit.com');
  const ref = url === null || url.hostname !== 'www.reddit.com' ? null : match(url);
  return ref?.id === name ? ref : refOf(name);
}

/** What a comment answers, which stands in the same discussion. */
export function answeredRef({ parent_id, permalink }: Pick<Comment, 'parent_id' | 'permalink'>): Ref | null {
  const own = URL.parse(permalink ?? '', 'https://www.reddit.com')?.pathname ?? '';
  const [, discussion, post] = /^(\/(?:r|user)\/[^/]+\/comments\/([a-z0-9]+)\/)/u.exec(own) ?? [];
  const [kind = '', number = ''] = (parent_id ?? '').split('_');
  if (discussion === undefined) return refOf(parent_id ?? '');
  return refOfThing(
    `${kind}_${number}`,
    kind === 't1' ? `${discussion}comment/${number}/` : post === number ? discussion : null,
  );
}

/** As a link to it, and as much of it as is listed. */
export function parentOf(ref: Ref | null, post: Post | null): Parent | null {
  return ref === null
    ? null
    : { name: writeRef(ref), url: ref.url, handle: post?.author.handle ?? null, post };
}

/** Why a listed thing isn't shown; null for one that is. */
export function removalOf(thing: Link | Comment) {
  const isLink = 'title' in thing;
  const body = isLink ? thing.selftext : thing.body;
  const leads = isLink && thing.is_self === false;
  return readListedRemoval({
    author: thing.author,
    body,
    category: 'removed_by_category' in thing ? thing.removed_by_category : undefined,
    hasBody: !leads && (body ?? '').trim() !== '',
  });
}

/** Without what a crosspost shows of the post it repeats. */
function silent(link: Link): Link {
  return {
    ...link,
    preview: null,
    media: null,
    secure_media: null,
    is_self: true,
    url: null,
    url_overridden_by_dest: null,
  };
}

const nothing: Link = linkSchema.parse({ name: '', title: '' });

function authorOf({ author, author_fullname }: Pick<Link, 'author' | 'author_fullname'>): Author {
  const handle = /^[\w-]{3,24}$/u.exec(author ?? '')?.[0] ?? null;
  const url = handle === null ? null : `https://www.reddit.com/user/${handle}/`;
  return { ...nobody, id: author_fullname, handle, url };
}

function crosspostIn({ crosspost_parent_list: list }: Link): unknown {
  return Array.isArray(list) && list.length > 0 ? list[0] : null;
}

function quoteOf(inner: unknown, at: string, depth: number): Post | null {
  const read = linkSchema.safeParse(inner);
  if (!read.success || refOf(read.data.name) === null) return null;
  const removal = removalOf(read.data);
  if (removal === null) return postOfLink(read.data, at, depth + 1);
  const ref = refOfThing(read.data.name, read.data.permalink);
  const reason = removal.kind === 'post' ? null : removal.reason;
  return { ...emptyPost, ref, unavailable: reason };
}

function readPoll({ poll_data }: Link, at: string): { poll: Poll | null; omissions: Omission[] } {
  if (poll_data === null) return { poll: null, omissions: [] };
  const options = poll_data.options.items.map(({ text, vote_count }) => ({ text, votes: vote_count }));
  const ends = z.number().safeParse(poll_data.voting_end_timestamp);
  // Polls run for a week at most.
  const latest = new Date(Date.parse(at) + 30 * 86_400_000).toISOString();
  const endsAt = ends.success ? readPostSeconds(ends.data / 1000, latest) : null;
  return {
    poll: options.length === 0 ? null : { options, endsAt },
    omissions: omittedFrom('option', poll_data.options),
  };
}
