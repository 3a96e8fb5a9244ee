import { directionOf } from '../../model/direction.ts';
import {
  type Author,
  type Card,
  emptyPost,
  type Media,
  type MediaKind,
  nobody,
  type Parent,
  type Poll,
  type Post,
  pictureAt,
  type Segment,
  textOf,
} from '../../model/post.ts';
import { type Ref, writeRef } from '../../ref.ts';
import { cleanText, joinSegments } from '../segments.ts';
import { refOf } from './match.ts';
import type { Attachment, PlainStatus, Status } from './status-schema.ts';
import { readContent, readWords } from './status-text.ts';

/** A post as its server tells it. Of a boost, the post that was boosted. `at`: when it was answered, for the counts. */
export function readPost(status: Status, ref: Ref, at: string): Post {
  const host = ref.id.split('/')[0] ?? '';
  const { quote, reblog } = status;
  return {
    ...readPlain(reblog ?? status, host, quote !== null),
    ref,
    quote: quote === null ? null : readPlain(quote, host, false),
    metrics: {
      at,
      likes: status.favourites_count,
      replies: status.replies_count,
      reposts: status.reblogs_count,
      views: null,
    },
  };
}

function readPlain(status: PlainStatus, host: string, quotes: boolean): Post {
  const segments = readSegments(status, quotes);
  return {
    ...emptyPost,
    ref: refOf(`${host}/${status.id}`),
    author: readAuthor(status, host),
    segments,
    createdAt: readTime(status.created_at),
    lang: /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}$/iu.test(status.language ?? '') ? status.language : null,
    dir: directionOf(textOf(segments)),
    media: status.media_attachments.flatMap(readMedia),
    parent: readParent(status, host),
    poll: readPoll(status),
    card: readCard(status),
    sensitive: status.sensitive ?? false,
  };
}

/** A warning stands before what it warns of. */
function readSegments(status: PlainStatus, quotes: boolean): Segment[] {
  const { content, emojis, spoiler_text: warning } = status;
  const said = readContent(content, emojis, quotes);
  if (warning === null || warning.trim() === '') return said;
  return joinSegments([...readWords(warning.trim(), emojis), { kind: 'text', text: '\n\n' }, ...said]);
}

/** Names without a host are of the server that answers. */
function readAuthor({ account }: PlainStatus, host: string): Author {
  const name = cleanText(account.display_name ?? '').trim();
  return {
    ...nobody,
    id: `${host}/${account.id}`,
    name: name === '' ? null : name,
    handle: account.acct.includes('@') ? account.acct : `${account.acct}@${host}`,
    url: account.url,
    avatar: account.avatar === null ? null : pictureAt(account.avatar),
  };
}

const mediaKinds: ReadonlyMap<string, MediaKind> = new Map([
  ['image', 'photo'],
  ['gifv', 'gif'],
  ['video', 'video'],
  ['audio', 'audio'],
]);

/** What a server can't show (`unknown`) is left out; the copy of the post's own server comes second. */
function readMedia({ type, url, remote_url, preview_url, description, meta }: Attachment): Media[] {
  const kind = mediaKinds.get(type);
  const isPhoto = kind === 'photo';
  const urls = [url, remote_url, isPhoto ? preview_url : null].filter((each) => each !== null);
  if (kind === undefined || urls.length === 0) return [];
  const { width, height, duration } = meta?.original ?? { width: null, height: null, duration: null };
  return [
    {
      ...pictureAt(...new Set(urls)),
      kind,
      width: width === null ? null : Math.round(width),
      height: height === null ? null : Math.round(height),
      alt: description === null ? null : cleanText(description),
      poster: isPhoto || preview_url === null || preview_url === url ? null : pictureAt(preview_url),
      durationMs: duration === null ? null : Math.round(duration * 1000),
      stream: null,
    },
  ];
}

function readParent(status: PlainStatus, host: string): Parent | null {
  const ref = status.in_reply_to_id === null ? null : refOf(`${host}/${status.in_reply_to_id}`);
  if (ref === null) return null;
  const { acct } = status.mentions.find(({ id }) => id === status.in_reply_to_account_id) ?? { acct: null };
  const handle = acct === null || acct.includes('@') ? acct : `${acct}@${host}`;
  return { name: writeRef(ref), url: ref.url, handle, post: null };
}

function readPoll({ poll }: PlainStatus): Poll | null {
  if (poll === null || poll.options.length === 0) return null;
  const options = poll.options.map(({ title, votes_count }) => ({
    text: cleanText(title),
    votes: votes_count,
  }));
  return { options, endsAt: readTime(poll.expires_at) };
}

function readCard({ card }: PlainStatus): Card | null {
  if (card === null) return null;
  const { url, title, description, provider_name: site, image } = card;
  return {
    url,
    title: title === null ? null : cleanText(title),
    description: description === null ? null : cleanText(description),
    site: site ?? new URL(url).hostname.replace(/^www\./u, ''),
    picture: image === null ? null : pictureAt(image),
  };
}

function readTime(text: string | null): string | null {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
