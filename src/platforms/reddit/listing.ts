import type { Answer } from '../../model/answer.ts';
import type { Source } from '../../model/platform.ts';
import type { Post } from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { readStatus } from '../status-answer.ts';
import { readFailure, readRefusal } from './failure.ts';
import { answeredRef, parentOf, postOfComment, postOfLink, refOfThing, removalOf } from './listing-post.ts';
import { commentSchema, linkSchema, thingsIn } from './listing-schema.ts';
import { findComment, threadOf } from './listing-thread.ts';

/**
 * Reddit's own JSON of a post's or a comment's page: words, pictures, time, who took it away. Often refused to machines
 * in data centres.
 */
export const listing: Source = {
  id: 'reddit-json',
  rank: 'platform',
  hosts: ['www.reddit.com'],
  ask: (ref, fetch) =>
    fetch({
      url: listingUrl(ref),
      headers: { accept: 'application/json' },
      purpose: 'api',
      maxBytes: 4 * 1024 * 1024,
    }),
  read: (wire, ref) => readListing(wire, ref, wire.at),
};

/** The address of a post's listing; of a comment's with a few of those above and below it. */
export function listingUrl({ id, url }: Ref): string {
  if (id.startsWith('t3_'))
    return `https://www.reddit.com/comments/${id.slice(3)}.json?raw_json=1&limit=1&depth=1`;
  const path = URL.parse(url)?.pathname ?? '';
  return path.includes('/comments/')
    ? `https://www.reddit.com${path.replace(/\/$/u, '')}.json?raw_json=1&context=8&depth=10&limit=20`
    : `https://www.reddit.com/api/info.json?raw_json=1&id=${id}`;
}

/** A reply stands five values deeper than what it answers. */
const deepest = 200;

export function readListing(wire: Pick<Wire, 'status' | 'body' | 'url'>, ref: Ref, at: string): Answer {
  const byStatus = readStatus(wire);
  const body = readJsonBody(wire.body, deepest);
  if (byStatus !== null) return readFailure(byStatus, body, true);
  if (body.kind === 'unknown') return body;
  const value = isEscaped(wire) ? unescaped(body.value) : body.value;
  const listings: readonly unknown[] = Array.isArray(value) ? value.slice(0, 2) : [value];
  if (thingsIn(listings[0]) === null)
    return readRefusal(value, 'HTTP 200') ?? unknown('bad-shape', 'answer: no listing');
  return ref.id.startsWith('t1_') ? readComment(listings, ref, at) : readLink(listings, ref, at);
}

function readLink(listings: readonly unknown[], ref: Ref, at: string): Answer {
  const things = thingsIn(listings[0]) ?? [];
  if (things.length === 0) return unknown('not-found', 'an empty listing');
  const links = things.filter(({ kind }) => kind === 't3').map(({ data }) => linkSchema.safeParse(data));
  const failed = links.find((each) => each.error !== undefined)?.error;
  const found = links.find((each) => each.data?.name === ref.id)?.data;
  if (found === undefined) return failed === undefined ? otherThan(ref) : badShape(failed);
  return removalOf(found) ?? { kind: 'post', post: { ...postOfLink(found, at), ref: trueRef(ref, found) } };
}

function readComment(listings: readonly unknown[], ref: Ref, at: string): Answer {
  const comments = listings.at(-1);
  const placed = findComment(comments, ref.id);
  if (placed === null) {
    if (thingsIn(comments)?.length === 0) return unknown('not-found', 'no such comment in the listing');
    const first = thingsIn(comments)?.find(({ kind }) => kind === 't1');
    const read = commentSchema.safeParse(first?.data);
    return first !== undefined && read.error !== undefined ? badShape(read.error) : otherThan(ref);
  }
  const { comment, above } = placed;
  const removal = removalOf(comment);
  if (removal !== null) return removal;
  const isWhole = listings.length === 2;
  const discussion = isWhole ? discussionIn(listings[0], at) : null;
  const answered = above.at(-1);
  const parent =
    answered === undefined
      ? parentOf(discussion?.ref ?? answeredRef(comment), discussion)
      : parentOf(
          refOfThing(answered.name, answered.permalink),
          removalOf(answered) === null ? postOfComment(answered, null, at) : null,
        );
  const post = postOfComment(comment, parent, at);
  const thread = isWhole ? threadOf(placed, discussion, at) : null;
  return { kind: 'post', post: { ...post, ref: trueRef(ref, comment), thread } };
}

/** The post a comment stands under, where it is shown. */
function discussionIn(value: unknown, at: string): Post | null {
  const thing = thingsIn(value)?.find(({ kind }) => kind === 't3');
  const read = linkSchema.safeParse(thing?.data);
  return read.success && removalOf(read.data) === null ? postOfLink(read.data, at) : null;
}

function trueRef(ref: Ref, thing: { readonly name: string; readonly permalink: string | null }): Ref {
  const found = refOfThing(thing.name, thing.permalink);
  return found?.url.includes('/comments/') ? found : ref;
}

function otherThan({ id }: Ref): Answer {
  return unknown('bad-shape', `listing: ${id} is not in it`);
}

/**
 * Without `raw_json` Reddit escapes `&`, `<` and `>` in all it says, HTML too: how that begins tells, whatever was asked
 * for. Where there is none, the address does.
 */
function isEscaped({ url, body }: Pick<Wire, 'url' | 'body'>): boolean {
  const begun = /_html": ?"(&lt;|<|\\u003c)/iu.exec(new TextDecoder().decode(body))?.[1];
  return begun === undefined ? !/[?&]raw_json=1(?:&|$)/u.test(url) : begun === '&lt;';
}

function unescaped(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replace(/&(amp|lt|gt);/gu, (_, name: string) => characters[name] ?? '');
  if (Array.isArray(value)) return value.map(unescaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unescaped(each)]));
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };
