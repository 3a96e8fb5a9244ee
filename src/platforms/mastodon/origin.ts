import type { Answer } from '../../model/answer.ts';
import type { Source } from '../../model/platform.ts';
import type { Post } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { unknown } from '../json-answer.ts';
import { askNote, noteRequest, readNoteWire } from './activitypub.ts';
import { readFailure } from './failure.ts';
import { match } from './match.ts';
import { readWire, statusRequest } from './status.ts';

/**
 * A post's own server, for a copy on another: asked by the permanent name the copy carries, by number where that tells
 * it, else for the post itself (ActivityPub). What it answers has the post's true ref.
 */
export const origin: Source = {
  id: 'mastodon-origin',
  rank: 'platform',
  hosts: [],
  needsPost: true,
  completes: (post) => homeOf(post) !== null,
  ask(ref, fetch, context) {
    const home = context?.post ? homeOf(context.post) : null;
    if (home === null) return askNote(ref, fetch);
    if (home.ref === null) return fetch(noteRequest(home.uri));
    return fetch(statusRequest(home.ref.id));
  },
  read(wire, ref): Answer {
    const asked = URL.parse(wire.url);
    const local = /^\/api\/v1\/statuses\/([\w-]{1,64})$/u.exec(asked?.pathname ?? '')?.[1];
    if (asked === null || local === undefined) return readNoteWire(wire, ref);
    // nothing was known to go by
    if (asked.host === ref.id.split('/')[0])
      return readFailure(wire) ?? unknown('bad-shape', 'an answer of the copy, not of its home');
    return readWire(wire, { id: `${asked.host}/${local}` });
  },
};

/** Where a copy came from; null for a post at home, and where its name doesn't tell. */
function homeOf({ uri, ref }: Post): { readonly uri: string; readonly ref: Ref | null } | null {
  const url = URL.parse(uri ?? '');
  if (uri === null || url === null || url.protocol !== 'https:' || ref === null) return null;
  if (url.host === ref.id.split('/')[0]) return null;
  return { uri, ref: match(url, 'markup') };
}
