import type { Diff } from './diff.ts';
import type { HoldfastError } from './errors.ts';
import type { Embedded } from './exports/embedded-in.ts';
import type { Exported, ExportForm, ExportOptions } from './exports/export-posts.ts';
import type { ExportedFallbacks, FallbacksRequest } from './exports/fallbacks.ts';
import type { FindReport, FindRequest } from './find-posts.ts';
import type { Past } from './history.ts';
import type { Imported } from './imports/imported.ts';
import type { Ingested } from './ingest.ts';
import type { ArticleFilter, ArticlePosts, ListedArticle } from './list-articles.ts';
import type { Log } from './log.ts';
import type { SmallPng } from './media/images.ts';
import type { PostPage } from './post-page.ts';
import type { Published, PublishOptions } from './publish.ts';
import type { RecheckChoice, RecheckOptions } from './queue/queue-rechecks.ts';
import type { WorkProgress, WorkReport } from './queue/work.ts';
import type { HoldChange, HoldOptions, RedactOptions } from './redact.ts';
import type { RenderForm, RenderWish } from './render-post.ts';
import type { RestoreCounts, RewriteCounts, RewriteOptions } from './rewrite-site.ts';
import type { RotBy, RotReport } from './rot.ts';
import type { PostReport, Shown } from './show.ts';
import type { BackupOptions, BackupReport } from './store/backup-contract.ts';
import type { Counts } from './store/contract.ts';
import type { FoundDamage } from './store/damage-advice.ts';
import type { Planned } from './store/recheck-contract.ts';
import type { Hold, KeptRedaction, Redacted, RedactionPlan } from './store/redactions-contract.ts';
import type { VerifyOptions } from './verify.ts';

/** What a Holdfast is handed besides its settings. */
export interface Surroundings {
  readonly log: Log;
  /** Reads what `-` stands for. */
  readonly stdin: () => Promise<Uint8Array>;
  /** False refuses to make an archive where there is none; by default it is made. */
  readonly create?: boolean;
  /** The archive's clock: when things are seen, and what is due. */
  readonly now?: () => Date;
}

export interface WorkOptions {
  /** Only jobs of these posts; all without. */
  readonly names?: readonly string[];
  /** Go on until stopped, instead of until nothing is due. */
  readonly forever?: boolean;
  /** Takes no more jobs and lets those in hand end. */
  readonly stop?: AbortSignal;
  /** Gives all jobs in hand back at once. */
  readonly stopNow?: AbortSignal;
  /** Is told about once a second how far the work is, and at its end. */
  readonly onProgress?: (progress: WorkProgress) => void;
}

export interface IngestOptions {
  /** Look at everything anew, also at what is as it was when last looked at. */
  readonly refresh?: boolean;
}

/** One archive, opened. Every method may throw `archive-unavailable` and `disk-full`. */
export interface Holdfast {
  /** What every method that writes to the archive throws at once, where it can only be read; null where it can be written to. */
  readonly readOnly: HoldfastError | null;
  /** Records articles and posts and queues the jobs they bring; works on none. */
  ingest(inputs: readonly string[], options?: IngestOptions): AsyncIterable<Ingested>;
  work(options: WorkOptions): Promise<WorkReport>;
  /** Queues a recheck of these posts, of all that have an id, or of those due; gives their names batch by batch. */
  queueRechecks(which: RecheckChoice, options?: RecheckOptions): AsyncIterable<readonly string[]>;
  /** When posts are asked for again, in numbers, and the first `next` of them. */
  planned(next: number): Promise<Planned>;
  /** Each post once, whatever its names. */
  reportOn(names: readonly string[]): Promise<readonly PostReport[]>;
  /** Throws `bad-ref`, `unknown-post`. */
  show(refOrUrl: string): Promise<Shown>;
  /** Throws `usage` for a filter that is none. */
  find(request: FindRequest): Promise<FindReport>;
  /** Throws `bad-ref`, `unknown-post`. */
  history(refOrUrl: string): Promise<Past>;
  /** Of two versions, each named by its number, `first`, `last`, `#ID` or a date. Throws `bad-ref`, `unknown-post`, `usage`. */
  diff(refOrUrl: string, versions: readonly string[]): Promise<Diff>;
  /** A page that needs nothing else; null where there were not two versions to compare. */
  diffPage(diff: Diff): Promise<string | null>;
  /** A post with its history and evidence as a page that needs nothing else. Throws `bad-ref`, `unknown-post`. */
  page(refOrUrl: string): Promise<PostPage>;
  /** Bytes for pictures and their pages, else text. Throws `bad-ref`, `unknown-post`. */
  render(refOrUrl: string, form: RenderForm, wish?: RenderWish): Promise<string | Uint8Array>;
  /** A kept picture (a blob) as a small PNG. Throws `blob-missing`, `blob-damaged`, `image-unreadable`. */
  picture(blob: string, options: { readonly maxSide: number }): Promise<SmallPng>;
  /** Where a blob lies; it may not be there. */
  pathOf(blob: string): string;
  rewrite(inputs: readonly string[], options: RewriteOptions): AsyncIterable<Published<RewriteCounts>>;
  restore(inputs: readonly string[], options: PublishOptions): AsyncIterable<Published<RestoreCounts>>;
  /** Takes in what others kept; asks nothing of the network. */
  import(paths: readonly string[]): AsyncIterable<Imported>;
  /** Writes posts' evidence to a file or folder. Throws `usage` where something stands there, `bad-ref`, `unknown-post`. */
  export(form: ExportForm, options: ExportOptions): Promise<Exported>;
  /** Writes what a site build needs to show posts. Throws `usage`. */
  exportFallbacks(request: FallbacksRequest): Promise<ExportedFallbacks>;
  /** The posts that inputs embed or are, by what they say or is recorded of them: nothing is asked of the network. */
  embeddedIn(inputs: readonly string[]): AsyncIterable<Embedded>;
  /** What `redact` would take out. Throws `bad-ref`, `unknown-post`, `usage`. */
  planRedaction(refOrUrl: string, options: RedactOptions): Promise<RedactionPlan>;
  /** Takes a post's content out for good. Throws `bad-ref`, `unknown-post`, `usage`, `held`. */
  redact(refOrUrl: string, options: RedactOptions): Promise<Redacted>;
  redactions(): Promise<readonly KeptRedaction[]>;
  /** Keeps a post from being redacted, or ends that. Throws `bad-ref`, `unknown-post`, `usage`. */
  hold(refOrUrl: string, order: HoldOptions & { readonly release: boolean }): Promise<HoldChange>;
  holds(): Promise<readonly Hold[]>;
  /** Articles in the order of their names, their embeds in numbers. */
  articles(filter: ArticleFilter): AsyncIterable<ListedArticle>;
  /** The articles a name, folder or feed stands for, with each embed. Throws `unknown-article`. */
  articlesNamed(name: string, filter: ArticleFilter): AsyncIterable<ArticlePosts>;
  /** Names of at most so many posts that begin so. */
  namesFrom(prefix: string, limit: number): Promise<readonly string[]>;
  /** What became of all embeds, in groups. */
  rot(by: RotBy): Promise<RotReport>;
  counts(): Promise<Counts>;
  verify(options?: VerifyOptions): AsyncIterable<FoundDamage>;
  /** Makes the manifests and the search index anew from the database, which must be whole. */
  repair(): Promise<void>;
  /** Makes a backup with that home, or brings one up to date. Throws `usage` for a folder of another archive. */
  backup(out: string, options: BackupOptions): Promise<BackupReport>;
  close(): Promise<void>;
}
