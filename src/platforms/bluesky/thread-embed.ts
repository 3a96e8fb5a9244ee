import { z } from 'zod';
import type { Card, Media, Omission } from '../../model/post.ts';
import { anything } from '../lenient.ts';
import { omitted } from '../omissions.ts';
import { readCard } from './thread-card.ts';
import { kindOf, readMedia } from './thread-media.ts';

/** What hangs on a post. */
export interface Attachments {
  readonly media: readonly Media[];
  readonly card: Card | null;
  /** A view of what is quoted, or the bare `{uri}` of a record; undefined where nothing is. */
  readonly quoted: unknown;
  readonly omissions: readonly Omission[];
}

/**
 * What the app shows with a post (`view`), filled in by what its record says hangs on it: either may lack what the other
 * has. A kind we don't know costs nothing but itself.
 */
export function readEmbed(view: unknown, record: unknown, did: string): Attachments {
  const shown = readOne(view, did);
  const kept = readOne(record, did);
  return {
    media:
      shown.media.length > 0 ? shown.media.map((item, at) => withFiles(item, kept.media[at])) : kept.media,
    card: shown.card ?? kept.card,
    quoted: shown.quoted ?? kept.quoted,
    // what the record holds is only a stand-in for a view
    omissions: view === undefined || view === null ? kept.omissions : shown.omissions,
  };
}

const nothing: Attachments = { media: [], card: null, quoted: undefined, omissions: [] };

function readOne(embed: unknown, did: string): Attachments {
  if (embed === undefined || embed === null) return nothing;
  const kind = kindOf(embed);
  if (kind === 'record') return { ...nothing, quoted: holder.safeParse(embed).data?.record };
  if (kind === 'recordWithMedia') {
    const { record, media } = both.safeParse(embed).data ?? {};
    const hung = kindOf(media)?.startsWith('record') === true ? nothing : readOne(media, did);
    return { ...hung, quoted: holder.safeParse(record).data?.record };
  }
  if (kind === 'external') {
    const card = readCard(embed, did);
    return { ...nothing, card, omissions: omitted('card', 'malformed', card === null ? 1 : 0) };
  }
  const read = readMedia(embed, did);
  return read === null ? { ...nothing, omissions: omitted('embed', 'unknown', 1) } : { ...nothing, ...read };
}

const holder = z.object({ record: anything });
const both = z.object({ record: anything, media: anything });

/** The addresses of the same file that only the record leads to: behind what is shown, before the small copy. */
function withFiles(item: Media, kept: Media | undefined): Media {
  if (kept === undefined || kept.kind !== item.kind) return item;
  const [best, ...others] = item.urls;
  const urls = [...(best === undefined ? [] : [best]), ...kept.urls, ...others];
  return { ...item, urls: [...new Set(urls)], alt: item.alt ?? kept.alt };
}
