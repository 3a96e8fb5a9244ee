import { z } from 'zod';
import type { Answer } from '../../model/answer.ts';
import type { Memento } from '../../model/memento.ts';
import type { MarkupElement } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { readJsonBody } from '../json-answer.ts';
import { readMarkup } from '../page-body.ts';
import { scriptData } from '../page-data.ts';
import { readHead } from '../page-head.ts';
import { readNote } from './activitypub.ts';
import { readDrawnPost } from './drawn-post.ts';
import { readFailure } from './failure.ts';
import { addresses, namedRef } from './match.ts';
import { readPosting } from './page-posting.ts';
import { readPreview } from './page-preview.ts';
import { readStatus, statusUrl } from './status.ts';

/** Pages under the names the author was known by, then the answers of the interface. */
export function archivedAddresses(ref: Ref, handles: readonly string[]): readonly string[] {
  const [host = ''] = ref.id.split('/');
  const named = handles.flatMap((handle) => {
    const acct = handle.endsWith(`@${host}`) ? handle.slice(0, -host.length - 1) : handle;
    return namedRef(ref.id, acct) ?? [];
  });
  return [...new Set([ref, ...named].flatMap(addresses).concat(statusUrl(ref.id)))];
}

/**
 * Reads an archived copy: an answer of the interface, the post as servers hand it on, or a page. Of a page the post as it
 * is drawn is best, then what it tells search engines, what it tells its scripts, what it tells for previews.
 */
export function readArchived({ wire, takenAt, original }: Memento, ref: Ref): Answer {
  const failure = readFailure(wire);
  if (failure !== null) return failure;
  const start = new TextDecoder().decode(wire.body.subarray(0, 200)).trimStart();
  if (start.startsWith('{')) return readJson(wire.body, ref, { url: original, at: takenAt });
  const page = readMarkup(wire.body);
  return page.kind === 'unknown' ? page : readPage(page.root, ref, takenAt);
}

function readJson(body: Uint8Array, ref: Ref, from: { readonly url: string; readonly at: string }): Answer {
  const read = readJsonBody(body);
  if (read.kind === 'unknown') return read;
  const { value } = read;
  const isNote = typeof value === 'object' && value !== null && 'type' in value && !('account' in value);
  return isNote ? readNote(value, ref, from) : readStatus(value, ref, from.at);
}

function readPage(root: MarkupElement, ref: Ref, at: string): Answer {
  const drawn = readDrawnPost(root, ref, at) ?? readPosting(root, ref, at);
  if (drawn !== null) return { kind: 'post', post: drawn };
  const told = statusIn(root, ref);
  if (told !== undefined) return readStatus(told, ref, at);
  return readPreview(readHead(root), ref, at);
}

/** Statuses that come along with the page, in `script#initial-state`. */
function statusIn(root: MarkupElement, ref: Ref): unknown {
  const { statuses } = state.safeParse(scriptData(root, 'initial-state')).data ?? { statuses: [] };
  const [, local] = ref.id.split('/');
  return statuses.find((value) => named.safeParse(value).data?.id === local);
}

const named = z.object({ id: z.string(), content: z.string() });
const state = z.object({
  statuses: z.union([
    z.array(z.unknown()),
    z.record(z.string(), z.unknown()).transform((all) => Object.values(all)),
  ]),
});
