import { z } from 'zod';
import { parseHtml } from '../../html/tree.ts';
import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import type { Source } from '../../model/platform.ts';
import { emptyPost, nobody, type Parent, type Post, textOf } from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import { type Ref, writeRef } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { optional } from '../lenient.ts';
import { plainSegments } from '../segments.ts';
import { readStatus } from '../status-answer.ts';
import { readFailure } from './failure.ts';
import { match } from './match.ts';
import { readRemoval } from './oembed-removal.ts';

/** Reddit's oEmbed endpoint, `www.reddit.com/oembed`, without a key: a post's title, who wrote it. Not what a comment says. */
export const oembed: Source = {
  id: 'reddit-oembed',
  rank: 'platform',
  hosts: ['www.reddit.com'],
  ask: (ref, fetch) =>
    fetch({
      url: oembedUrl(ref.url),
      headers: { accept: 'application/json' },
      purpose: 'api',
      maxBytes: 1024 * 1024,
    }),
  read,
};

/** The address of a post's or comment's answer. */
export function oembedUrl(url: string): string {
  return `https://www.reddit.com/oembed?${new URLSearchParams({ url })}`;
}

const oembedSchema = z.object({
  html: z.string(),
  title: optional(z.string()),
  author_name: optional(z.string()),
});

function read(wire: Wire, ref: Ref): Answer {
  const byStatus = readStatus(wire);
  const body = readJsonBody(wire.body);
  if (byStatus !== null) return readFailure(byStatus, body, isWhole(ref));
  if (body.kind === 'unknown') return body;
  const oembed = oembedSchema.safeParse(body.value);
  if (!oembed.success) return badShape(oembed.error);
  const [post, discussion] = linkedPosts(oembed.data.html);
  if (post?.id !== ref.id)
    return unknown('bad-shape', `html: another post (${post?.id ?? 'unnamed'}) than asked`);
  const isComment = ref.id.startsWith('t1_');
  const title = isComment ? null : oembed.data.title;
  if (!isComment && (title === null || title.trim() === ''))
    return unknown('bad-shape', 'title: a post without one');
  const removal = readRemoval(title, oembed.data.author_name);
  return removal ?? { kind: 'post', post: postOf(title, oembed.data.author_name, ref, discussion ?? null) };
}

/** The endpoint takes whole addresses only. */
function isWhole({ url }: Ref): boolean {
  return /^https:\/\/www\.reddit\.com\/(?:r|user)\/[^/]+\/comments\/\w/u.test(url);
}

/** What the quote links to: the post, or the comment and then its discussion. */
function linkedPosts(html: string): Ref[] {
  return parseHtml(html)
    .descendants('a')
    .flatMap((link) => {
      const url = URL.parse(link.attribute('href') ?? '');
      return (url === null ? null : match(url)) ?? [];
    });
}

function postOf(title: string | null, author: string | null, ref: Ref, discussion: Ref | null): Post {
  const segments = plainSegments(title ?? '');
  const handle = /^(?:u\/)?([\w-]{3,24})$/iu.exec(author ?? '')?.[1] ?? null;
  return {
    ...emptyPost,
    ref,
    author: {
      ...nobody,
      handle,
      url: handle === null ? null : `https://www.reddit.com/user/${handle}/`,
    },
    segments,
    dir: directionOf(textOf(segments)),
    parent: ref.id.startsWith('t1_') ? parentOf(discussion) : null,
  };
}

function parentOf(discussion: Ref | null): Parent | null {
  if (discussion === null || !discussion.id.startsWith('t3_')) return null;
  return { name: writeRef(discussion), url: discussion.url, handle: null, post: null };
}
