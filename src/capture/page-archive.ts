import type { Fetch } from '../model/wire.ts';

/** What pages shown in one capture job loaded. */
export interface PageArchive {
  /** Answers as the network does, and remembers every exchange. */
  readonly fetch: Fetch;
  /** Names a page that was shown. */
  add(page: ArchivedPage): void;
  /** The exchanges as a WACZ; null when no page was added. Nothing is remembered after. */
  finish(): Promise<Uint8Array | null>;
}

export interface ArchivedPage {
  readonly url: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

export interface PageArchiveOptions {
  readonly fetch: Fetch;
}

/** Begins one. */
export function openPageArchive({ fetch }: PageArchiveOptions): PageArchive {
  return { fetch, add: () => {}, finish: async () => null };
}
