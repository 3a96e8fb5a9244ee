import type { Answer } from '../../model/answer.ts';
import type { Memento } from '../../model/memento.ts';
import type { Ref } from '../../ref.ts';
import { addresses } from './match.ts';
import { oembed, oembedUrl } from './oembed.ts';
import { readPage } from './page.ts';

/** Its own spellings under every handle, frames, and oEmbed's answers. */
export function archivedAddresses(ref: Ref, handles: readonly string[]): readonly string[] {
  const named = handles
    .filter((handle) => /^[\w.]{1,30}$/u.test(handle))
    .flatMap((handle) =>
      ['video', 'photo'].map((kind) => `https://www.tiktok.com/@${handle}/${kind}/${ref.id}`),
    );
  const own = addresses(ref);
  const first = ref.url.includes('/@_/') ? named : [ref.url, ...named];
  return [...new Set([...first, ...own, oembedUrl(ref.url)])];
}

/** Pages of all years, frames, and oEmbed's answers. */
export function readArchived({ original, takenAt, wire }: Memento, ref: Ref): Answer {
  if (/^\/oembed\/?$/u.test(URL.parse(original)?.pathname ?? ''))
    return oembed.read({ ...wire, at: takenAt }, ref);
  return readPage({ ...wire, url: original }, ref, takenAt);
}
