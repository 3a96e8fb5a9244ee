import type { Log } from '../log.ts';
import type { CaptureSettings, Theme } from '../model/capture.ts';
import type { EmbedPage } from '../model/platform.ts';
import type { Fetch } from '../model/wire.ts';
import type { Retirement } from './browser-pool.ts';
import type { Ceilings } from './ceilings.ts';
import type { Deadlines } from './deadline.ts';
import type { Picture } from './shoot.ts';
import type { Expected } from './verify-page.ts';

/** Takes pictures of pages in a browser that has no network of its own. */
export interface Capturer {
  /**
   * A page of the post's platform, opened through `fetch`, verified and shot. Throws `capture-unverified` (facts.kind:
   * `wall`, `empty`, `mismatch`, `covered`, `status`), `browser-missing`, `browser-failed`, `timeout`, and what
   * `fetch` threw for the page itself.
   */
  page(request: PageRequest): Promise<PageShot>;
  /** An article around one of its embeds. Throws as above, `capture-unverified` too where the embed isn't found. */
  context(request: ContextRequest): Promise<PageShot>;
  /** A card of ours: everything in it is inline, its scripts don't run, nothing is asked for. Throws as above. */
  card(request: CardRequest): Promise<Shot>;
  /** Ends every browser. Captures under way fail with `browser-failed`. */
  close(): Promise<void>;
}

export interface CapturerOptions {
  /** Answers the pages' requests. */
  readonly fetch: Fetch;
  /** Folder for what can be made again: the unpacked browser, fonts. */
  readonly cache: string;
  /** Folder for what lives as long as a run: profiles. */
  readonly work: string;
  /** A browser to use before any other; null to look for one. */
  readonly chrome: string | null;
  readonly noSandbox: boolean;
  readonly log: Log;
  readonly now?: () => Date;
  /** Captures at the same time, a browser for each; two without. */
  readonly atOnce?: number;
  readonly deadlines?: Partial<Deadlines>;
  readonly ceilings?: Partial<Ceilings>;
  readonly retirement?: Partial<Retirement>;
}

export interface PageRequest {
  readonly url: string;
  readonly page: EmbedPage;
  readonly expect: Expected;
  readonly theme: Theme;
  /** Also on paper. */
  readonly pdf?: boolean;
  /** Answers the page's requests, in place of the capturer's own. */
  readonly fetch?: Fetch;
}

export interface ContextRequest {
  /** The article's address. Requests for it are answered by `fetch`, which may give what was read before. */
  readonly url: string;
  /** Addresses of the post: one of them stands in the embed. */
  readonly addresses: readonly string[];
  /** What the article says the post says; finds the embed where no address does. */
  readonly text: string | null;
  readonly pdf?: boolean;
  readonly fetch?: Fetch;
}

export interface CardRequest {
  /** A whole page. */
  readonly html: string;
  /** CSS selector of the element to shoot. */
  readonly selector: string;
  readonly theme: Theme;
  /** Of the page, in CSS pixels. */
  readonly width: number;
  readonly dpr: number;
}

export interface Shot extends Picture {
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Name and version of the browser. */
  readonly browser: string;
  /** Requests that were not answered. */
  readonly missing: readonly string[];
  readonly pdf: Uint8Array | null;
  readonly settings: CaptureSettings;
}

export interface PageShot extends Shot {
  /** The address that was shot. */
  readonly url: string;
  /** When its hosts told what it shows, ISO 8601 in UTC: on replay, when that was recorded. */
  readonly toldAt: string;
  /** Markup of the element that was shot, as the page's scripts made it: a stranger's words. */
  readonly source: string | null;
}
