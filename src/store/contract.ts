import type { HoldfastError } from '../errors.ts';
import type { Observation } from '../model/answer.ts';
import type { ArticleFormat } from '../model/article.ts';
import type { Capture } from '../model/capture.ts';
import type { Embed, Quoted } from '../model/embed.ts';
import type { Job, JobEnd, JobKind, JobReason, Lease, NewJob } from '../model/job.ts';
import type { RedactionMark } from '../model/redaction.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Known, State } from '../model/state.ts';
import type { Ref } from '../ref.ts';
import type { Backups } from './backup-contract.ts';
import type { Counts, Outlook, OutlookMoment, Waiting } from './counts.ts';
import type { Derivatives } from './derivatives-contract.ts';
import type { Documents } from './documents-contract.ts';
import type { Fates } from './fates-contract.ts';
import type { Hosts } from './hosts-contract.ts';
import type { LatestVersions } from './latest-contract.ts';
import type { Manifests } from './manifests-contract.ts';
import type { Merges } from './merge-contract.ts';
import type { Rechecks } from './recheck-contract.ts';
import type { Redactions } from './redactions-contract.ts';
import type { Search } from './search-contract.ts';
import type { Check, Damage, NamedBlob } from './verify-contract.ts';

export type { Counts, Outlook, OutlookMoment, Waiting } from './counts.ts';
export type { Damage } from './verify-contract.ts';

/**
 * What Holdfast remembers, as a contract that more than one database can meet. Every promise that resolves
 * after a write means the write is on disk. Throws `archive-unavailable`, `archive-newer`, `disk-full`,
 * `lease-lost`, `blob-missing`, `blob-damaged`; anything else is a bug.
 */
export interface Store {
  /**
   * What all that writes throws where the archive can only be read; null where it can be written to. Blobs can be put
   * even so, and are there until it is closed.
   */
  readonly readOnly: HoldfastError | null;
  readonly blobs: Blobs;
  readonly jobs: Jobs;
  /** What is known of the hosts we ask, shared by all who have the archive open. */
  readonly hosts: Hosts;
  readonly posts: Posts;
  readonly articles: Articles;
  readonly fates: Fates;
  readonly documents: Documents;
  readonly derivatives: Derivatives;
  readonly manifests: Manifests;
  readonly merges: Merges;
  readonly backups: Backups;
  readonly search: Search;
  readonly redactions: Redactions;

  /**
   * Remembers an article and its embeds as of now, the posts they name, and the jobs to be done for them, in one
   * transaction. Idempotent: the same bytes under the same name change nothing, unless a newer reader found other
   * embeds in them. An embed whose post is already known brings no job. That the article embeds each post is
   * noted as an observation, once per post and bytes. Posts whose id an article lost are merged with the posts they
   * are, where the same account, day and words leave no doubt.
   */
  recordArticle(entry: ArticleEntry): Promise<RecordedArticle>;

  /** A post given by itself, without an article. Brings jobs only when it is new. */
  recordPost(ref: Ref, jobs: readonly NewJob[]): Promise<{ readonly isNew: boolean }>;

  /**
   * Ends a leased job with all it learned, in one transaction, fenced by the lease's token:
   * when the lease is no longer held, throws `lease-lost` and writes nothing. Jobs in `next` that are there already
   * are left out; one that another worker is at right now runs once more after that. A post that is known under an
   * alias' name is merged: its jobs end, its evidence stays as it is. So are posts whose id was lost, if what is known
   * now shows that they are this one.
   */
  settle(lease: Lease, learned: Learned, end: JobEnd): Promise<Settled>;

  /**
   * Keeps what was heard of a post elsewhere than by a job of this archive, with the jobs it brings, due at `at`. Null
   * when all of it was kept before. Throws `unknown-post`.
   */
  learn(name: string, learned: Learned, at: string): Promise<Settled | null>;

  counts(): Promise<Counts>;
  /** Rows and their hashes against the ledger; yields each damage as found. */
  verifyRows(): AsyncIterable<Damage>;
  /** All that can be wrong with the database and the manifests, in the order it is to be looked at. */
  checks(): readonly Check[];
  /** Every blob that a row names; some more than once. */
  blobsNamed(): AsyncIterable<string>;
  /** The same, each with a place to go on from; behind such a place, or all. */
  namedBlobs(after: string | null): AsyncIterable<NamedBlob>;
  /** Makes anew what can be made of the rest: manifests and the search index. The database must be whole. */
  repair(): Promise<void>;
  close(): Promise<void>;
}

export interface ArticleEntry {
  readonly name: string;
  readonly format: ArticleFormat;
  /** Charset used to read it, a WHATWG name. */
  readonly charset: string;
  readonly title: string | null;
  /** SHA-256 of its bytes, already kept as a blob. */
  readonly blob: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly embeds: readonly Embed[];
  /** For each embed's name, the job to be done when the post is new. */
  readonly jobs: readonly NewJob[];
}

export interface RecordedArticle {
  /** The same bytes were recorded under this name before. */
  readonly unchanged: boolean;
  readonly newPosts: number;
}

/** What one run of a job learned of its post. */
export interface Learned {
  readonly observations: readonly Observation[];
  /** Kept only if its meaning differs from the latest snapshot's, or its `known` or state is better. */
  readonly snapshot: Snapshot | null;
  readonly captures: readonly NewCapture[];
  readonly aliases: readonly { readonly alias: string; readonly reason: string }[];
  /**
   * The ref the post turned out to have: its name until now becomes an alias of that one, with the last observation as
   * proof. Null or absent when it keeps its own.
   */
  readonly trueName?: { readonly ref: Ref; readonly reason: string } | null;
  readonly next: readonly NewJob[];
}

export interface NewCapture extends Capture {
  /** The snapshot it shows; without it, the one added with it, else the post's latest. */
  readonly snapshot?: number;
}

export interface Settled {
  /** Id of the snapshot that was added, if one was. */
  readonly snapshot: number | null;
}

/** A post as it stands now. */
export interface PostRecord {
  /** Written ref, aliases resolved. */
  readonly name: string;
  readonly ref: Ref | null;
  readonly state: State;
  readonly edited: boolean;
  /** ISO 8601: first observation of the present state; null for a post never heard of. */
  readonly since: string | null;
  readonly known: Known | null;
  readonly firstSeen: string;
  readonly lastLive: string | null;
  /** What was taken out of it; absent for a post that is whole. */
  readonly redacted?: RedactionMark;
}

export interface KeptSnapshot extends Snapshot {
  readonly id: number;
  /** Something was taken out of it, its own or of a post that it shows. */
  readonly redacted?: RedactionMark;
}

export interface KeptCapture extends Capture {
  readonly snapshot: number;
  /** Its bytes were taken out. */
  readonly redacted?: RedactionMark;
}

/** A post's place in an article. */
export interface Appearance {
  readonly article: string;
  readonly ordinal: number;
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly quoted: Quoted | null;
  readonly confidence: number;
  /** SHA-256 of the article's bytes. */
  readonly blob: string;
  readonly seenAt: string;
}

/** Another name of a post, with what proves it. */
export interface KeptAlias {
  readonly alias: string;
  /** Why both names are one post's, in words. */
  readonly reason: string;
  /** What was heard of the post under the other name, and the witness that showed it to be this one. */
  readonly proof: readonly Observation[];
}

/**
 * Everything by written ref or alias. Where a post was merged into another, its name is an alias, and what was kept of
 * it is read as the other's.
 */
export interface Posts extends Rechecks, LatestVersions {
  /** Null when unknown. */
  get(name: string): Promise<PostRecord | null>;
  list(filter?: {
    readonly state?: State;
    readonly limit?: number;
    readonly after?: string;
  }): Promise<PostRecord[]>;
  /** Oldest first; those of posts merged into it come before its own. */
  snapshots(name: string): Promise<KeptSnapshot[]>;
  observations(name: string): Promise<Observation[]>;
  captures(name: string): Promise<KeptCapture[]>;
  appearances(name: string): Promise<Appearance[]>;
  aliases(name: string): Promise<KeptAlias[]>;
}

export interface ArticleRecord {
  readonly name: string;
  readonly format: ArticleFormat;
  readonly charset: string;
  readonly title: string | null;
  readonly blob: string;
  readonly seenAt: string;
  readonly embeds: readonly Embed[];
}

export interface Articles {
  get(name: string): Promise<ArticleRecord | null>;
  list(): Promise<ArticleRecord[]>;
}

/** Durable jobs. Times are handed in, so that a clock can be an argument; leases are judged by the `now` given. */
export interface Jobs {
  enqueue(job: NewJob, now: Date): Promise<{ readonly added: boolean }>;
  /** All or none of them, at once; gives how many weren't there yet. Throws `unknown-post`. */
  enqueueAll(jobs: readonly NewJob[], now: Date): Promise<{ readonly added: number }>;
  /**
   * Takes up to `limit` due jobs for `ms`: the highest priority first, of each network as many as of the others, the
   * oldest. Jobs whose lease ran out, or whose worker's process is known to be gone, are taken again with `deaths`
   * raised; at `mostDeaths` they become dead with reason `poisoned` instead, and one death before that they are given
   * out alone, to a worker that is `alone`.
   */
  lease(worker: Worker, options: LeaseOptions): Promise<Lease[]>;
  /** Throws `lease-lost`. */
  renew(lease: Lease, now: Date, ms: number): Promise<Lease>;
  /** Gives a job back as it was, due at once, its attempt uncounted; nothing happens if the lease is lost already. */
  release(
    lease: Lease,
    now: Date,
    why?: { readonly reason: JobReason; readonly detail: string },
  ): Promise<void>;
  /** Makes waiting jobs due at once: all, or those that wait for one reason or of one post. */
  wake(now: Date, which?: { readonly reason?: JobReason; readonly name?: string }): Promise<number>;
  /** Makes dead jobs, unless followed by a later one, fresh and due: all, or those of one reason or post. */
  revive(now: Date, which?: { readonly reason?: JobReason; readonly name?: string }): Promise<number>;
  get(id: number): Promise<Job | null>;
  list(filter?: {
    readonly state?: Job['state'];
    readonly name?: string;
    readonly limit?: number;
  }): Promise<Job[]>;
  /** Queued jobs that were tried and wait for another try, by reason. */
  waiting(filter?: JobFilter): Promise<Waiting[]>;
  /** How many are leased now, by whomever. */
  held(filter?: JobFilter): Promise<number>;
  /** How much there is to do, counted in posts. */
  outlook(filter: JobFilter, moment: OutlookMoment): Promise<Outlook>;
  /** The earliest `runAt` of a queued job or end of a lease; null when nothing waits. */
  nextDue(filter?: JobFilter): Promise<Date | null>;
}

export interface JobFilter {
  readonly kinds?: readonly JobKind[];
  /** Only jobs of these posts. */
  readonly names?: readonly string[];
}

export interface Worker {
  /** Unique per process run. */
  readonly id: string;
}

export interface LeaseOptions extends JobFilter {
  readonly now: Date;
  readonly ms: number;
  readonly limit: number;
  /** The worker has no other job in hand. */
  readonly alone: boolean;
  readonly mostDeaths: number;
}

/** Bytes named by their SHA-256, in hex. */
export interface Blobs {
  /** On disk and fsynced once resolved. The same bytes twice are one blob. */
  put(bytes: Uint8Array): Promise<string>;
  /** Checked against its name on every read: throws `blob-missing` or `blob-damaged`. */
  get(hash: string): Promise<Uint8Array>;
  has(hash: string): Promise<boolean>;
  list(): AsyncIterable<string>;
  /** Where it lies, for people and for serving; it may not exist. Text may lie packed beside that, as `.zst`. */
  pathOf(hash: string): string;
}
