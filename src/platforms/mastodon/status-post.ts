import { directionOf } from '../../model/direction.ts';
import {
  type Card,
  type Edits,
  emptyPost,
  type Omission,
  type Parent,
  type Poll,
  type Post,
  pictureAt,
  type Segment,
  textOf,
} from '../../model/post.ts';
import { writeRef } from '../../ref.ts';
import { readLang } from '../lang.ts';
import { malformedParts, omittedFrom } from '../omissions.ts';
import { readPostTime } from '../post-time.ts';
import { cleanText, joinSegments } from '../segments.ts';
import { namedRef, refOf } from './match.ts';
import { readAuthor, wholeHandle } from './status-author.ts';
import { readMedia } from './status-media.ts';
import { brokenQuote, namedPost, type Quotation, readQuotation } from './status-quote.ts';
import { closedTo, type Status, statusSchema } from './status-schema.ts';
import { readContent, readWords, type TextContext } from './status-text.ts';

/** Where and when a status was told. */
export interface Telling {
  /** The server that answers. */
  readonly host: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** A post as a server tells it. `sent`: the same as it came, for what could not be read of it. */
export function readPost(status: Status, sent: unknown, telling: Telling): Post {
  return readOne(status, sent, [status.id], telling);
}

/** How many quotes stand in each other at most. */
const deepest = 2;

/** `trail`: the ids of the posts it stands in, its own last. */
function readOne(status: Status, sent: unknown, trail: readonly string[], telling: Telling): Post {
  const { host, at } = telling;
  const quotation = readQuotation(status);
  const { quote, left } = readQuote(quotation, trail, telling);
  const segments = readSegments(status, quotation.kind !== 'none');
  const { media, omissions } = readMedia(status.media_attachments);
  const edited = readPostTime(status.edited_at, at);
  return {
    ...emptyPost,
    ref: namedRef(`${host}/${status.id}`, status.account.acct),
    uri: status.uri?.trim() || null,
    version: edited,
    author: readAuthor(status, host),
    segments,
    createdAt: readPostTime(status.created_at, at),
    lang: readLang(status.language),
    dir: directionOf(textOf(segments)),
    media,
    quote,
    parent: readParent(status, host),
    poll: readPoll(status, at),
    card: readCard(status),
    sensitive: status.sensitive ?? false,
    edits: edited === null ? null : editsOf(`${host}/${status.id}`, edited),
    metrics: {
      at,
      likes: status.favourites_count,
      replies: status.replies_count,
      reposts: status.reblogs_count,
      views: null,
    },
    omissions: [...omissions, ...left, ...leftOf(status, sent)],
  };
}

function leftOf(status: Status, sent: unknown): Omission[] {
  const options = status.poll === null ? [] : omittedFrom('option', status.poll.options);
  return [
    ...options,
    ...malformedParts(sent, { poll: status.poll, card: status.card }, { poll: 'poll', card: 'card' }),
  ];
}

/** A post keeps its id through all edits: its versions are told apart by when they were made. */
export function editsOf(id: string, edited: string): Edits {
  return { ids: [id, `${id}@${edited}`], stale: false, at: edited };
}

interface ReadQuote {
  readonly quote: Post | null;
  readonly left: readonly Omission[];
}

function readQuote(quotation: Quotation, trail: readonly string[], telling: Telling): ReadQuote {
  if (quotation.kind === 'none') return { quote: null, left: [] };
  if (quotation.kind === 'broken') return { quote: null, left: brokenQuote('malformed') };
  if (trail.length > deepest) return { quote: null, left: brokenQuote('depth') };
  if (quotation.kind === 'named')
    return { quote: namedPost(quotation.id, telling.host, quotation.unavailable), left: [] };
  const read = statusSchema.safeParse(quotation.status);
  if (!read.success) return { quote: null, left: brokenQuote('malformed') };
  const status = read.data;
  if (trail.includes(status.id)) return { quote: null, left: brokenQuote('cycle') };
  if (closedTo(status) !== null) return { quote: namedPost(status.id, telling.host, 'protected'), left: [] };
  return { quote: readOne(status, quotation.status, [...trail, status.id], telling), left: [] };
}

/** A warning stands before what it warns of. */
function readSegments(status: Status, quotes: boolean): Segment[] {
  const { content, emojis, mentions, spoiler_text: warning } = status;
  const context: TextContext = {
    emoji: new Map(emojis.map(({ shortcode, url }) => [shortcode, url])),
    accounts: new Map(
      mentions.flatMap(({ url, acct }) => (url !== null && acct.includes('@') ? [[url, acct]] : [])),
    ),
    quotes,
  };
  return withWarning(warning, readContent(content, context), context);
}

export function withWarning(
  warning: string | null,
  said: readonly Segment[],
  context: TextContext,
): Segment[] {
  if (warning === null || warning.trim() === '') return [...said];
  return joinSegments([...readWords(warning.trim(), context), { kind: 'text', text: '\n\n' }, ...said]);
}

function readParent(status: Status, host: string): Parent | null {
  const ref = status.in_reply_to_id === null ? null : refOf(`${host}/${status.in_reply_to_id}`);
  if (ref === null) return null;
  const { acct } = status.mentions.find(({ id }) => id === status.in_reply_to_account_id) ?? { acct: null };
  const isOwn = status.in_reply_to_account_id === status.account.id;
  const handle = acct ?? (isOwn ? status.account.acct : null);
  return {
    name: writeRef(ref),
    url: ref.url,
    handle: handle === null ? null : wholeHandle(handle, host),
    post: null,
  };
}

export function readPoll({ poll }: Pick<Status, 'poll'>, at: string): Poll | null {
  if (poll === null || poll.options.items.length === 0) return null;
  const options = poll.options.items.map(({ title, votes_count }) => ({
    text: cleanText(title),
    votes: votes_count,
  }));
  return { options, endsAt: readEnd(poll.expires_at, at) };
}

/** A poll ends later than it is looked at, up to years. */
export function readEnd(text: string | null, at: string): string | null {
  const later = new Date(Date.parse(at) + 5 * 365 * 86_400_000).toISOString();
  return readPostTime(text, later);
}

function readCard({ card }: Status): Card | null {
  if (card === null) return null;
  const { url, title, description, provider_name: site, image } = card;
  return {
    url,
    title: title === null ? null : cleanText(title),
    description: description === null ? null : cleanText(description),
    site: site === null ? new URL(url).hostname.replace(/^www\./u, '') : cleanText(site),
    picture: image === null ? null : pictureAt(image),
  };
}
