import type { Answer } from '../../model/answer.ts';
import type { Source } from '../../model/platform.ts';
import type { Fetch, Wire, WireRequest } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { readFailure } from './failure.ts';
import { match } from './match.ts';
import { readNotePost } from './note-post.ts';
import { type Note, noteSchema } from './note-schema.ts';
import { statusRequest } from './status.ts';

/**
 * The post itself as servers hand it to each other (ActivityPub), at its own address: of servers without Mastodon's
 * interface, or whose interface is for members only. A server that has a copy sends on to the post's home.
 */
export const activitypub: Source = {
  id: 'mastodon-activitypub',
  rank: 'platform',
  hosts: [],
  // of a post that only its place is known of
  completes: ({ segments, createdAt, media }) =>
    segments.length === 0 && createdAt === null && media.length === 0,
  ask: (ref, fetch, context) => (context?.post ? fetch(noteRequest(ref.url)) : askNote(ref, fetch)),
  read: readNoteWire,
};

/**
 * Asks for a post of which nothing is known. What the interface does not find is not asked for further: a server that
 * hands posts only to servers it can tell apart would refuse it as it refuses all others.
 */
export async function askNote(ref: Ref, fetch: Fetch): Promise<Wire> {
  const told = await fetch(statusRequest(ref.id));
  return told.status === 404 || told.status === 410 ? told : fetch(noteRequest(noteAddress(ref)));
}

/** Where servers have the post for each other: kin that write ids with letters have it under other paths than pages. */
function noteAddress({ id, url }: Ref): string {
  const [host = '', local = ''] = id.split('/');
  if (/^(?!\d+$)[A-Za-z0-9]{18}$/u.test(local)) return `https://${host}/notice/${local}`;
  const name = /\/@([\w.-]+)\//u.exec(url)?.[1];
  return local.length === 26 && name !== undefined ? `https://${host}/users/${name}/statuses/${local}` : url;
}

export function noteRequest(url: string): WireRequest {
  const headers = {
    accept: 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
  };
  return { url, headers, purpose: 'api', maxBytes: 2 * 1024 * 1024 };
}

/** Reads an answer, which must be of that post, or of the one it is a copy of. */
export function readNoteWire(wire: Wire, ref: Ref): Answer {
  const failure = readFailure(wire);
  if (failure !== null) return failure;
  const body = readJsonBody(wire.body);
  return body.kind === 'unknown' ? body : readNote(body.value, ref, { url: wire.url, at: wire.at });
}

/** Reads the JSON of an answer that came from an address. */
export function readNote(
  value: unknown,
  ref: Ref,
  from: { readonly url: string; readonly at: string },
): Answer {
  const read = noteSchema.safeParse(value);
  if (!read.success) return badShape(read.error);
  const note = read.data;
  const found = askedPost(note, ref, from.url);
  if (found === null) return unknown('bad-shape', `id: another post (${note.id.slice(0, 200)}) than asked`);
  if (note.type.includes('Tombstone'))
    return { kind: 'tombstone', state: 'deleted', reason: 'type: Tombstone' };
  if (!note.type.some((type) => posts.has(type)))
    return unknown('bad-shape', `type: ${note.type.join(', ').slice(0, 200)}, no post`);
  if (!isForAll(note)) return { ...unknown('refused', 'to: not for everybody'), closed: true };
  return { kind: 'post', post: readNotePost(note, value, found, from.at) };
}

const posts: ReadonlySet<string> = new Set(['Note', 'Question', 'Article', 'Page']);

/** Whom it is sent to; unlisted posts are only copied to everybody. */
function isForAll({ to, cc }: Note): boolean {
  return [...to, ...cc].some((address) => everybody.has(address));
}

const everybody: ReadonlySet<string> = new Set([
  'https://www.w3.org/ns/activitystreams#Public',
  'as:Public',
  'Public',
]);

/** The post an answer is of, where it is the asked one; null for any other. */
function askedPost(note: Note, ref: Ref, from: string): Ref | null {
  const addresses = [note.id, ...note.url].flatMap((address) => URL.parse(address) ?? []);
  const refs = addresses.flatMap((url) => match(url, 'markup') ?? []);
  const own = refs.find(({ id }) => id === ref.id);
  if (own !== undefined) return own;
  const answered = URL.parse(from);
  if (answered === null || !addresses.some((url) => isSameAddress(url, answered))) return null;
  // sent on from the copy that was asked, or asked for by its permanent name
  if (answered.host !== ref.id.split('/')[0]) return refs[0] ?? ref;
  // sent on to a name that tells no number, as Pleroma's are
  return refs.length === 0 ? ref : null;
}

function isSameAddress(a: URL, b: URL): boolean {
  return a.host === b.host && a.pathname.replace(/\/$/u, '') === b.pathname.replace(/\/$/u, '');
}
