import type { Answer } from '../../model/answer.ts';
import type { Post } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { badShape, unknown } from '../json-answer.ts';
import { readClosure } from './labels.ts';
import { refOfUri } from './match.ts';
import { labelledBy, readView } from './thread-post.ts';
import { type PostView, postView } from './thread-schema.ts';

/**
 * What a view says of the post that was asked for, which it must be. `surround`: adds what came along with it.
 * Asked by handle, the answer's DID is proof of whose it is.
 */
export function readAnswer(
  value: unknown,
  ref: Ref,
  at: string,
  surround: (post: Post, view: PostView) => Post = (post) => post,
): Answer {
  const read = postView.safeParse(value);
  if (!read.success) return badShape(read.error);
  const view = read.data;
  if (!isAsked(view, ref))
    return unknown('bad-shape', `uri: another post (${view.uri.slice(0, 200)}) than asked`);
  return readClosure(labelledBy(view), at) ?? { kind: 'post', post: surround(readView(view, at), view) };
}

function isAsked({ uri, author }: PostView, ref: Ref): boolean {
  const [asked = '', key = ''] = ref.id.split('/');
  const found = refOfUri(uri);
  const [owner, foundKey] = found?.id.split('/') ?? [];
  return foundKey === key && owner === author.did && (asked === owner || !asked.startsWith('did:'));
}
