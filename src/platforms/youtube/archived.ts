import type { Answer } from '../../model/answer.ts';
import type { Memento } from '../../model/memento.ts';
import type { Ref } from '../../ref.ts';
import { addresses } from './match.ts';
import { oembed, oembedUrl } from './oembed.ts';
import { readPage } from './page.ts';

/** The watch page tells most; players and short links were copied for videos whose page was not. */
export function archivedAddresses(ref: Ref): readonly string[] {
  const [first = ref.url, ...rest] = addresses(ref);
  return [first, ...rest, oembedUrl(ref.id)];
}

/** Pages of all years, and oEmbed's answers. */
export function readArchived({ original, takenAt, wire }: Memento, ref: Ref): Answer {
  if (/\/oembed\b/u.test(URL.parse(original)?.pathname ?? ''))
    return oembed.read({ ...wire, at: takenAt }, ref);
  return readPage({ ...wire, url: original }, ref, takenAt);
}
