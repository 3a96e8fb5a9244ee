import { z } from 'zod';
import { emptyPost, type Omission, type Post } from '../../model/post.ts';
import { anything, optional } from '../lenient.ts';
import { omitted } from '../omissions.ts';
import { refOf } from './match.ts';
import type { Status } from './status-schema.ts';

/** What a status says of the one it quotes. */
export type Quotation =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole'; readonly status: unknown }
  /** Named, or not even that; `unavailable`: why it isn't shown, null where only nothing is told of it. */
  | { readonly kind: 'named'; readonly id: string | null; readonly unavailable: string | null }
  | { readonly kind: 'broken' };

/**
 * Mastodon says `{state, quoted_status}` (or `quoted_status_id` within a quote) since version 4.4; Akkoma, Pleroma and
 * others put the status there itself, or only its id.
 */
export function readQuotation({ quote, quote_id, pleroma }: Status): Quotation {
  const value = quote ?? pleroma?.quote ?? null;
  const id = quote_id ?? pleroma?.quote_id ?? null;
  if (value === null) return id === null ? { kind: 'none' } : { kind: 'named', id, unavailable: null };
  const told = stated.safeParse(value);
  if (told.success) {
    const { state, quoted_status: status, quoted_status_id } = told.data;
    if (state !== 'accepted')
      return { kind: 'named', id: quoted_status_id, unavailable: state.slice(0, 100) };
    if (status !== undefined && status !== null) return { kind: 'whole', status };
    return { kind: 'named', id: quoted_status_id, unavailable: quoted_status_id === null ? 'hidden' : null };
  }
  return typeof value === 'object' && 'content' in value
    ? { kind: 'whole', status: value }
    : { kind: 'broken' };
}

const stated = z.object({
  state: z.string().regex(/^\w+$/u),
  quoted_status: anything,
  quoted_status_id: optional(z.string().regex(/^[\w-]{1,64}$/u)),
});

/** A quoted post that isn't shown. */
export function namedPost(id: string | null, host: string, unavailable: string | null): Post | null {
  const ref = id === null ? null : refOf(`${host}/${id}`);
  return ref === null && unavailable === null ? null : { ...emptyPost, ref, unavailable };
}

export function brokenQuote(reason: string): Omission[] {
  return omitted('quote', reason, 1);
}
