import type { Known, State } from './state.ts';

/** Names of the files `export fallbacks` writes, in the folder it is given. */
export const fallbackFiles = {
  /** `Fallbacks` */
  fallbacks: 'fallbacks.json',
  /** `FallbackLock` */
  lock: 'fallbacks.lock.json',
  stylesheet: 'holdfast.css',
  /** Folder of pictures and films, each named by its hash. */
  assets: 'assets',
} as const;

/**
 * Everything a site build needs to show posts: read from a file, with no network and no archive at hand. JSON with a
 * post or an alias a line, so that its changes read well.
 */
export interface Fallbacks {
  /** Of this format. */
  readonly holdfast: 1;
  /** Where the site serves the folder, ending in `/`: `/holdfast/`. All addresses in the fallbacks begin with it. */
  readonly base: string;
  /** `https://news.example`, so that feeds and mail can show pictures, too; null or absent where that isn't told. */
  readonly site?: string | null;
  readonly stylesheet: Stylesheet;
  /** By written ref, aliases resolved; sorted. */
  readonly posts: Readonly<Record<string, FallbackEntry>>;
  /** Other names of these posts, and addresses they are known by: to the name in `posts`; sorted. */
  readonly aliases: Readonly<Record<string, string>>;
}

export interface Stylesheet {
  /** Below the folder. */
  readonly path: string;
  /** `sha256-…`, as `integrity` and a Content-Security-Policy have it. */
  readonly integrity: string;
}

/** A post's card in the forms that builds put into pages. */
export interface FallbackCards {
  /** The card without its style; pictures by addresses below `base`. */
  readonly html: string;
  /** The card for AMP pages, and for feeds and mail. */
  readonly amp: string;
  readonly email: string;
  readonly text: string;
  readonly markdown: string;
}

/** A post, and its cards in the language they speak where a page doesn't tell another that is there. */
export interface FallbackEntry extends FallbackCards {
  /** The post's own address; null for one that isn't known. */
  readonly url: string | null;
  readonly state: State;
  /** It can't be had from its platform any more: what `--when dead` asks. */
  readonly gone: boolean;
  readonly known: Known | null;
  /** The same by language, BCP 47, for pages in these: `ar`, `zh-Hant`. Absent where none were asked for. */
  readonly languages?: Readonly<Record<string, FallbackCards>>;
  /** Paths below the folder of what the card shows. */
  readonly assets: readonly string[];
}

/** Which version of each post a site shows. To be committed beside the fallbacks. */
export interface FallbackLock {
  readonly holdfast: 1;
  readonly base: string;
  readonly site: string | null;
  /** Films of more bytes are not among the assets: only their still is. */
  readonly filmLimit: number;
  /** BCP 47, sorted: languages of which each post has cards besides. Absent for none. */
  readonly languages?: readonly string[];
  /** By written ref, sorted. */
  readonly posts: Readonly<Record<string, LockedFallback>>;
}

/** With what else an archive may tell otherwise later, so that a frozen build gives the same bytes then. */
export interface LockedFallback {
  /** The snapshot's meaning hash. */
  readonly snapshot: string;
  /** ISO 8601 in UTC: when the snapshot was taken; several may mean the same. */
  readonly takenAt: string;
  readonly state: State;
  /** ISO 8601 in UTC: first observation of that state, and when it was last seen live. */
  readonly since: string | null;
  readonly lastLive: string | null;
  /** Where the platform has said so of a deleted post. */
  readonly deletedBy: 'author' | null;
  /** Other names it was known by; its addresses are reckoned from its ref. */
  readonly aliases: readonly string[];
  /** SHA-256 of the entry in `fallbacks.json`, as canonical JSON. */
  readonly entry: string;
}
