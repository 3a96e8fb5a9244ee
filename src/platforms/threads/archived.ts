import type { Answer } from '../../model/answer.ts';
import type { Memento } from '../../model/memento.ts';
import type { Ref } from '../../ref.ts';
import { type Described, readArchivedHead } from '../archived-head.ts';
import { readPageBody } from '../page-body.ts';
import type { PageHead } from '../page-head.ts';
import { readFrame } from './embed.ts';
import { addresses, match } from './match.ts';

/** Its own spellings under every handle, and frames. */
export function archivedAddresses(ref: Ref, handles: readonly string[]): readonly string[] {
  const named = handles
    .filter((handle) => /^[\w.]{1,30}$/u.test(handle))
    .flatMap((handle) => addresses({ ...ref, url: `https://www.threads.com/@${handle}/post/${ref.id}` }));
  const pages = [...new Set([...named, ...addresses(ref)])];
  return [
    ...pages,
    ...pages.filter((page) => page.includes('/@')).map((page) => `${page}/embed`),
    `https://www.threads.com/t/${ref.id}/embed/`,
  ];
}

/** Frames, and heads of pages. */
export function readArchived({ takenAt, wire }: Memento, ref: Ref): Answer {
  const body = readPageBody(wire);
  if (body.kind === 'unknown') return body;
  return (
    readFrame(body.root, ref) ??
    readArchivedHead(body.root, ref, takenAt, {
      match,
      describe,
      accountUrl: (handle) => `https://www.threads.com/@${handle}`,
    })
  );
}

/** `og:title`: `Name (@handle) on Threads`, in the page's language; `og:description`: the words. */
function describe(head: PageHead): Described | null {
  const title = head.meta('og:title', 'twitter:title') ?? '';
  const found = /^(?<name>.{0,100}?)\s*\(@(?<handle>[\w.]{1,30})\)(?=[^()]{1,40}$)/su.exec(title)?.groups;
  if (found === undefined) return null;
  return {
    name: found['name']?.trim() || null,
    handle: found['handle'] ?? null,
    text: head.meta('og:description', 'twitter:description'),
  };
}
