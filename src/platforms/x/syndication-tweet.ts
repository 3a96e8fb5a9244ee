import { emptyPost, type Omission, type Parent, type Post, type Thread } from '../../model/post.ts';
import { writeRef } from '../../ref.ts';
import { inside } from '../json-path.ts';
import { omitted } from '../omissions.ts';
import { cleanText } from '../segments.ts';
import { statusIdOf } from './status-address.ts';
import { readPlain } from './syndication-post.ts';
import { parseTweet, type Tweet, tombstoneSchema } from './syndication-schema.ts';
import { refOf } from './text-ref.ts';

/**
 * A `tweet-result` as a post, with the posts it quotes and answers. `at`: when it was answered. `within`: ids of the
 * posts it stands in, the outermost first.
 */
export function readTweet(tweet: Tweet, at: string, within: readonly string[] = []): Post {
  const quoted = readQuote(tweet, at, within);
  const answered = readParent(tweet, at, within);
  const post = readPlain(tweet, at, quoted.quote?.ref?.id ?? null);
  return {
    ...post,
    quote: quoted.quote,
    parent: answered.parent,
    thread: answered.parent === null ? null : readThread(post, answered.parent),
    omissions: [...post.omissions, ...quoted.omissions, ...answered.omissions],
  };
}

/** Quotes within quotes are read this deep. */
const deepest = 2;

/** The quoted post: what the answer shows of it, else that it is one and why it isn't shown. */
function readQuote(
  tweet: Tweet,
  at: string,
  within: readonly string[],
): { quote: Post | null; omissions: Omission[] } {
  const sent = tweet.quoted_tweet ?? null;
  const known = tweet.quoted_status_id_str;
  if (sent === null)
    return { quote: known === null ? null : hidden(known, 'not in the answer'), omissions: [] };
  if (within.length >= deepest) return { quote: null, omissions: omitted('quote', 'too-deep', 1) };
  const around = [...within, tweet.id_str];
  const read = parseTweet(sent);
  if (read.success) {
    if (around.includes(read.data.id_str)) return { quote: null, omissions: omitted('quote', 'cyclic', 1) };
    return { quote: readTweet(read.data, at, around), omissions: [] };
  }
  const reason = whyHidden(sent);
  if (reason === null) return { quote: null, omissions: omitted('quote', 'malformed', 1) };
  return { quote: hidden(idIn(sent) ?? known ?? linkedLast(tweet), reason), omissions: [] };
}

/** A reply's leading mentions may be hidden without a parent (it is gone), and the other way round. */
function readParent(
  tweet: Tweet,
  at: string,
  within: readonly string[],
): { parent: Parent | null; omissions: Omission[] } {
  // Of the posts within a post only the link is told.
  const sent = within.length === 0 ? (tweet.parent ?? null) : null;
  const id = tweet.in_reply_to_status_id_str ?? idIn(tweet.parent);
  const ref = id === null || id === tweet.id_str ? null : refOf(id);
  if (ref === null) return { parent: null, omissions: [] };
  const read = sent === null ? null : parseTweet(sent);
  const isIt = read?.success === true && read.data.id_str === ref.id;
  const reason = isIt || sent === null ? null : whyHidden(sent);
  const post = isIt
    ? readTweet(read.data, at, [tweet.id_str])
    : reason === null
      ? null
      : hidden(ref.id, reason);
  const handle = tweet.in_reply_to_screen_name ?? post?.author.handle ?? handleIn(tweet.parent);
  return {
    parent: { name: writeRef(ref), url: ref.url, handle, post },
    omissions: omitted('parent', 'malformed', sent !== null && post === null ? 1 : 0),
  };
}

/** A reply to oneself goes on with a thread, of which the answer holds the post before. */
function readThread({ author }: Post, { post: before }: Parent): Thread | null {
  if (before === null || before.author.id === null || before.author.id !== author.id) return null;
  return { before: [{ ...before, thread: null }], after: [] };
}

function hidden(id: string | null, reason: string): Post {
  return { ...emptyPost, ref: id === null ? null : refOf(id), unavailable: reason };
}

/** X's words in place of a post; null where what was sent is no such thing. */
function whyHidden(sent: unknown): string | null {
  const stone = tombstoneSchema.safeParse(sent);
  if (stone.success)
    return cleanText(stone.data.tombstone.text?.text.slice(0, 500) ?? '').trim() || 'no reason given';
  if (typeof sent !== 'object' || sent === null) return null;
  // As with posts of suspended accounts that are asked for themselves.
  return idIn(sent) !== null && 'text' in sent && inside(sent, 'user') === undefined
    ? 'the post came without its author'
    : null;
}

function idIn(sent: unknown): string | null {
  if (typeof sent !== 'object' || sent === null || !('id_str' in sent)) return null;
  return typeof sent.id_str === 'string' && refOf(sent.id_str) !== null ? sent.id_str : null;
}

function handleIn(sent: unknown): string | null {
  if (typeof sent !== 'object' || sent === null || !('user' in sent)) return null;
  const { user } = sent;
  if (typeof user !== 'object' || user === null || !('screen_name' in user)) return null;
  const name = user.screen_name;
  return typeof name === 'string' && /^\w{1,20}$/u.test(name) ? name : null;
}

/** The post that the text's last link leads to: X ends a quoting post with it. */
function linkedLast({ entities, text }: Tweet): string | null {
  const last = entities?.urls.items.findLast(({ url }) => text.trimEnd().endsWith(url));
  return statusIdOf(last?.expanded_url ?? null);
}
