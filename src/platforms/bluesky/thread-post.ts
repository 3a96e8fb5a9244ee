import { directionOf } from '../../model/direction.ts';
import {
  type Author,
  emptyPost,
  nobody,
  type Parent,
  type Post,
  pictureAt,
  textOf,
} from '../../model/post.ts';
import { writeRef } from '../../ref.ts';
import { cleanText } from '../segments.ts';
import { refOf, refOfUri } from './match.ts';
import { readEmbed } from './thread-embed.ts';
import type { AuthorView, PostView, QuotedView, Record } from './thread-schema.ts';
import { readText } from './thread-text.ts';

/** A post as Bluesky's app shows it. `at`: when it was answered, for the counts. */
export function readView(view: PostView, at: string): Post {
  const { media, card, quoted } = readEmbed(view.embed);
  return {
    ...common(view.uri, view.author, view.record),
    media,
    card,
    quote: quoted === null ? null : readQuoted(quoted),
    sensitive: isSensitive(view.labels) || isSensitive(view.record.labels?.values ?? []),
    metrics: {
      at,
      likes: view.likeCount,
      replies: view.replyCount,
      reposts: view.repostCount,
      views: null,
    },
  };
}

/** One level deep: what a quoted post quotes is left out, as in the app. */
function readQuoted(view: QuotedView): Post {
  const { media, card } = readEmbed(view.embeds[0] ?? null);
  return { ...common(view.uri, view.author, view.value), media, card, sensitive: isSensitive(view.labels) };
}

function common(uri: string, author: AuthorView, record: Record): Post {
  const key = refOfUri(uri)?.id.split('/')[1];
  const segments = readText(record.text, record.facets);
  return {
    ...emptyPost,
    ref: key === undefined ? null : refOf(`${author.did}/${key}`),
    author: readAuthor(author),
    segments,
    createdAt: readTime(record.createdAt),
    lang: record.langs.find((lang) => /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}$/iu.test(lang)) ?? null,
    dir: directionOf(textOf(segments)),
    parent: readParent(record),
  };
}

function readAuthor({ did, handle, displayName, avatar, verification }: AuthorView): Author {
  const name = cleanText(displayName ?? '').trim();
  const isTrusted = verification?.trustedVerifierStatus === 'valid';
  return {
    ...nobody,
    id: did,
    name: name === '' ? null : name,
    // the app's own word for a name that no longer leads to the account
    handle: handle === 'handle.invalid' ? null : handle,
    url: `https://bsky.app/profile/${did}`,
    avatar: avatar === null ? null : pictureAt(avatar),
    verified: isTrusted ? 'verifier' : verification?.verifiedStatus === 'valid' ? 'verified' : null,
  };
}

function readParent({ reply }: Record): Parent | null {
  const ref = reply === null ? null : refOfUri(reply.parent.uri);
  return ref === null ? null : { name: writeRef(ref), url: ref.url, handle: null, post: null };
}

/** ISO 8601 in UTC; apps write any offset and any number of digits. Null for what is no time. */
function readTime(text: string | null): string | null {
  if (
    text === null ||
    !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,20})?(?:Z|[+-]\d{2}:?\d{2})$/u.test(text)
  )
    return null;
  const time = new Date(text.replace(/(\.\d{3})\d+/u, '$1'));
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

const sensitive: ReadonlySet<string> = new Set(['porn', 'sexual', 'nudity', 'graphic-media', 'gore', 'nsfl']);

function isSensitive(labels: readonly { readonly val: string }[]): boolean {
  return labels.some(({ val }) => sensitive.has(val));
}
