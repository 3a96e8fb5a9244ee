/**
 * A tiny real site, built by the real tool with the plugin in it. Each is a folder here: content and configuration as a
 * user has them, `package.json` and `package-lock.json` where it comes from npm, and a `site.ts` that exports `site`.
 *
 * The folder is copied to a place of its own, with `fallbacks/` (what `holdfast export fallbacks` wrote) and, for npm,
 * `node_modules/` in which `holdfast` is the package as it is published. A line `ARTICLE` in a content file stands for
 * the paragraphs of the Arabic article: as `<p>` in files that aren't Markdown.
 */
export interface Site {
  /** As the folder is called: `eleventy`. */
  readonly tool: string;
  /** The machine's own program that builds it, with the arguments that print its version; null for a package of npm. */
  readonly program: readonly [string, ...string[]] | null;
  /** Builds in `folder`; gives the exit code, all that was printed, and where the pages are, below `folder`. */
  readonly build: (folder: string, run: RunTool, wish: BuildWish) => Promise<Built>;
  /** Pages to look at. */
  readonly pages: readonly SitePage[];
  /** The tool puts scripts of its own into pages, so its pages can't do without `script-src`. */
  readonly ownScripts?: boolean;
  /** Why the tool can't end a build for a missing post; absent where it can. */
  readonly notStrict?: string;
}

export interface BuildWish {
  /** A missing post ends the build: configurations read `STRICT=1` of the environment, which `run` has set. */
  readonly strict: boolean;
}

export interface Built {
  readonly code: number | null;
  readonly printed: string;
  /** Folder of the pages, below the site's folder: `_site`. */
  readonly out: string;
}

export interface SitePage {
  /** Below `out`: `posts/harbour/index.html`. */
  readonly path: string;
  /** Posts whose cards stand there, in order, by their names in `sitePosts`. */
  readonly shows: readonly SitePost[];
  /** What its cards speak; null for what they speak anyway, where the tool can't know; absent for what `html` says. */
  readonly speaks?: string | null;
  /** Part of the page that is there because an embed had to stay: its post is not among the fallbacks. */
  readonly keeps?: string;
}

/** Runs a program in a folder, from `node_modules/.bin` too, with no network where that can be had. */
export type RunTool = (
  folder: string,
  command: readonly [string, ...string[]],
  env?: NodeJS.ProcessEnv,
) => Promise<Omit<Built, 'out'>>;

/** The address of each post the sites embed; null for the one that the Arabic article tells of in words. */
export const sitePosts = {
  /** Live, with a photo: an embed in markup. */
  ferry: 'https://x.com/stenn_harbour/status/2054816982758326272',
  /** Deleted since, with a photo. */
  deleted: 'https://x.com/iskele_gunlugu/status/2054074087633846272',
  /** Hebrew, with a poll. */
  poll: 'https://x.com/namal_local/status/2054230115742646272',
  /** Quotes another post. */
  quote: 'https://bsky.app/profile/did:plc:olenabilyaporturvm5yzkqa/post/3lp5port3kc2s',
  /** Greek, of a server of the Fediverse. */
  greek: 'https://nea.example/@katerina/116573001122334455',
  arabic: null,
} as const satisfies Readonly<Record<string, string | null>>;

export type SitePost = keyof typeof sitePosts;

/** Embedded by a page of each site, and in no archive: its embed stays, with a warning. */
export const missingPost = 'x:1999999999999999999';
