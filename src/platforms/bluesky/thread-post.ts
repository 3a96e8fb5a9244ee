import { directionOf } from '../../model/direction.ts';
import { emptyPost, type Omission, type Parent, type Post, textOf } from '../../model/post.ts';
import { writeRef } from '../../ref.ts';
import { readLang } from '../lang.ts';
import { omitted } from '../omissions.ts';
import { readPostTime } from '../post-time.ts';
import { isSensitive, readClosure } from './labels.ts';
import { refOfUri } from './match.ts';
import { readAuthor, readHandle } from './thread-author.ts';
import { readShared } from './thread-card.ts';
import { type Attachments, readEmbed } from './thread-embed.ts';
import { absentView, type PostView, type QuotedView, quotedView, type Record } from './thread-schema.ts';
import { readText } from './thread-text.ts';

/** A post as Bluesky's app shows it. `at`: when it was answered. */
export function readView(view: PostView, at: string): Post {
  const { uri, cid, author, record, labels, embed } = view;
  const post = readRecord(uri, { author, record, labels, at });
  return withAttachments(post, readEmbed(embed, record.embed, author.did), [uri], at, {
    version: cid,
    metrics: {
      at,
      likes: view.likeCount,
      replies: view.replyCount,
      reposts: view.repostCount,
      views: null,
    },
  });
}

/** A post that stands within another and isn't shown there; null where its address is that of no post. */
export function absentPost(uri: string, reason: string | null): Post | null {
  const ref = refOfUri(uri);
  return ref === null ? null : { ...emptyPost, ref, uri, unavailable: reason };
}

/** Why a post isn't shown where it should stand, in a word. */
export function absenceOf(value: unknown): { readonly uri: string; readonly reason: string } | null {
  const read = absentView.safeParse(value);
  if (!read.success) return null;
  const { uri, $type, notFound, blocked, detached } = read.data;
  const kind = $type?.split('#')[1] ?? '';
  if (notFound === true || /^(?:viewNotFound|notFoundPost)$/u.test(kind)) return { uri, reason: 'deleted' };
  if (blocked === true || /^(?:viewBlocked|blockedPost)$/u.test(kind)) return { uri, reason: 'blocked' };
  return detached === true || kind === 'viewDetached' ? { uri, reason: 'detached' } : null;
}

/** How many quotes stand in each other at most. */
const deepest = 2;

/** `trail`: the posts it stands in, itself last. */
function withAttachments(
  post: Post,
  { media, card, quoted, omissions }: Attachments,
  trail: readonly string[],
  at: string,
  more: Partial<Post>,
): Post {
  const shared = quoted === undefined ? null : readShared(quoted);
  const read = quoted === undefined || shared !== null ? none : readQuoted(quoted, trail, at);
  const left = shared !== null && card !== null ? omitted('card', 'surplus', 1) : [];
  return {
    ...post,
    ...more,
    media,
    card: card ?? shared,
    quote: read.post,
    omissions: [...post.omissions, ...omissions, ...read.omissions, ...left],
  };
}

interface ReadQuote {
  readonly post: Post | null;
  readonly omissions: readonly Omission[];
}

const none: ReadQuote = { post: null, omissions: [] };

/** The post that is quoted, what stands in its place, or, of a bare address, the post nothing is said of. */
function readQuoted(value: unknown, trail: readonly string[], at: string): ReadQuote {
  const lost = (reason: string): ReadQuote => ({ post: null, omissions: omitted('quote', reason, 1) });
  const absence = absenceOf(value);
  const told = quotedView.safeParse(value);
  const uri = absence?.uri ?? told.data?.uri ?? absentView.safeParse(value).data?.uri;
  if (uri === undefined || refOfUri(uri) === null) return lost('unknown');
  if (trail.includes(uri)) return lost('cycle');
  if (trail.length > deepest) return lost('depth');
  if (absence !== null) return { post: absentPost(uri, absence.reason), omissions: [] };
  if (told.success) return { post: readQuotedView(told.data, trail, at), omissions: [] };
  const isBare = typeof value === 'object' && value !== null && !('author' in value) && !('value' in value);
  return { post: absentPost(uri, null), omissions: isBare ? [] : omitted('quote', 'malformed', 1) };
}

function readQuotedView(view: QuotedView, trail: readonly string[], at: string): Post | null {
  const { uri, cid, author, value, labels, embeds } = view;
  const closure = readClosure(labelledBy({ author, record: value, labels }), at);
  if (closure !== null) return absentPost(uri, closure.state);
  const post = readRecord(uri, { author, record: value, labels, at });
  const attachments = readEmbed(embeds[0], value.embed, author.did);
  return withAttachments(post, attachments, [...trail, uri], at, { version: cid });
}

interface Written {
  readonly author: PostView['author'];
  readonly record: Record;
  readonly labels: PostView['labels'];
}

/** The labels of a post and of whoever wrote it. */
export function labelledBy({ author, record, labels }: Written) {
  return { post: [...labels, ...(record.labels?.values ?? [])], author: author.labels };
}

function readRecord(uri: string, written: Written & { readonly at: string }): Post {
  const { author, record, at } = written;
  const { segments, omissions } = readText(record.text, record.facets);
  return {
    ...emptyPost,
    ref: refOfUri(uri),
    uri,
    author: readAuthor(author),
    segments,
    createdAt: readPostTime(record.createdAt, at),
    lang: record.langs.map(readLang).find((lang) => lang !== null) ?? null,
    dir: directionOf(textOf(segments)),
    parent: readParent(record),
    sensitive: isSensitive(labelledBy(written).post, at),
    omissions,
  };
}

function readParent({ reply }: Record): Parent | null {
  const ref = reply === null ? null : refOfUri(reply.parent.uri);
  return ref === null ? null : { name: writeRef(ref), url: ref.url, handle: null, post: null };
}

/** The post that is answered, as far as it came along. */
export function parentOf(post: Post | null): Parent | null {
  if (post === null || post.ref === null) return null;
  return { name: writeRef(post.ref), url: post.ref.url, handle: readHandle(post.author.handle), post };
}
