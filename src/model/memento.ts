import type { HoldfastError } from '../errors.ts';
import type { Fetch, Wire } from './wire.ts';

/** A copy of an address that a web archive says it has (RFC 7089). */
export interface MementoLink {
  /** The archive's host: `web.archive.org`. */
  readonly archive: string;
  /** The address the copy was taken of, as the archive has it. */
  readonly original: string;
  /** Where the copy's bytes are had as they first came, without the archive's own banner and rewriting where it can. */
  readonly url: string;
  /** ISO 8601 in UTC: when the copy was taken. */
  readonly takenAt: string;
  /** As the archive lists them; null where it does not. */
  readonly mediaType: string | null;
  readonly status: number | null;
  /** Base32 SHA-1 of the payload, as the archive lists it. */
  readonly digest: string | null;
}

/** A copy that was had. */
export interface Memento extends MementoLink {
  readonly wire: Wire;
}

/** What an archive answered when asked for its copies. */
export interface MementoListing {
  readonly wire: Wire;
  readonly links: readonly MementoLink[];
}

/** One web archive. */
export interface WebArchive {
  /** `wayback`, `arquivo` …; unique, and no platform's source has it. */
  readonly id: string;
  /** Hosts it is asked at. */
  readonly hosts: readonly string[];
  /**
   * Asks for its copies of one address, nearest to `near` (ISO 8601, null when no time is known) first; as many
   * listings as requests were made. Failures to hear are thrown.
   */
  list(address: string, near: string | null, fetch: Fetch): Promise<readonly MementoListing[]>;
  /** Fetches a copy; null when what came is not that copy (a redirect to another, a page of the archive's own). */
  open(link: MementoLink, fetch: Fetch): Promise<Memento | null>;
}

/** What looking for copies brings, in the order it came. `archive`: a web archive's id. */
export type MementoEvent =
  | {
      readonly kind: 'listing';
      readonly archive: string;
      /** The address whose copies were asked for. */
      readonly address: string;
      readonly wire: Wire;
      /** How many copies it lists. */
      readonly copies: number;
      /** Why nothing is listed, where the archive says more than that it has nothing. */
      readonly reason: string | null;
    }
  | { readonly kind: 'memento'; readonly archive: string; readonly memento: Memento }
  /** A copy was listed, and what came instead is none of that address. */
  | { readonly kind: 'no-memento'; readonly archive: string; readonly link: MementoLink; readonly wire: Wire }
  /** An archive that couldn't be heard; it says nothing of the post. */
  | { readonly kind: 'failure'; readonly archive: string; readonly error: HoldfastError };

/** A web archive's copy of a file whose own hosts have it no more; null when there is none. `near`: ISO 8601, about when. */
export type Recover = (urls: readonly string[], near: string | null) => Promise<Memento | null>;
