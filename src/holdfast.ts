import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchiveTools, archivePost, hearPage } from './archive.ts';
import { readInputs } from './articles/inputs.ts';
import type { Capturer } from './capture/capturer.ts';
import { describeBrowserLater, openCapturerLater } from './capture/later.ts';
import { openPageArchive } from './capture/page-archive.ts';
import { capturePost } from './capture-post.ts';
import { blobsPath, type Config, databasePath } from './config.ts';
import {
  checkArchive,
  checkDisk,
  checkNetwork,
  checkNode,
  checksOfBrowser,
  type Examination,
} from './doctor.ts';
import { HoldfastError } from './errors.ts';
import { type Ingested, ingest } from './ingest.ts';
import { type DetectedInput, listEmbeds } from './list-embeds.ts';
import type { Log } from './log.ts';
import type { StreamTools } from './media/fetch-post-media.ts';
import { findFfmpeg } from './media/ffmpeg.ts';
import { type Images, openImages } from './media/images.ts';
import { archiveLimits, webArchives } from './memento/archives.ts';
import { findMementos } from './memento/find-mementos.ts';
import { recoverMedia } from './memento/recover-media.ts';
import type { JobReason, Lease } from './model/job.ts';
import type { HostPace } from './model/platform.ts';
import { matchPost } from './model/platform-of.ts';
import type { Fetch } from './model/wire.ts';
import type { Net } from './net/net.ts';
import { platforms } from './platforms/index.ts';
import {
  type Published,
  type RestoreCounts,
  type RewriteCounts,
  type RewriteOptions,
  restoreArticles,
  rewriteArticles,
} from './publish.ts';
import { queueRechecks, type RecheckChoice } from './queue/queue-rechecks.ts';
import { type WorkProgress, type WorkReport, work } from './queue/work.ts';
import { queueCaptures } from './queue-captures.ts';
import { openRecordedNet, type RecordedNet } from './recorded-net.ts';
import type { Ref } from './ref.ts';
import { type PictureWish, type RenderForm, renderPost } from './render-post.ts';
import { type PostReport, reportOn, type Shown, showPost } from './show.ts';
import type { Counts, Damage, Store } from './store/contract.ts';
import { openStore } from './store/sqlite.ts';
import { verifyArchive } from './verify.ts';

export type { Check, Examination } from './doctor.ts';
export type { Ingested } from './ingest.ts';
export type { DetectedEmbed, DetectedInput } from './list-embeds.ts';
export type { Published, RestoreCounts, RewriteCounts } from './publish.ts';
export type { WorkProgress, WorkReport } from './queue/work.ts';
export { type PictureWish, type RenderForm, renderForms } from './render-post.ts';
export type { SkipReason } from './rewrite/rewrite.ts';
export type { PostReport, Shown } from './show.ts';

/** What a Holdfast is handed besides its settings. */
export interface Surroundings {
  readonly log: Log;
  /** Reads what `-` stands for. */
  readonly stdin: () => Promise<Uint8Array>;
  /** False refuses to make an archive where there is none; by default it is made. */
  readonly create?: boolean;
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

/** One archive, opened. Every method may throw `archive-unavailable` and `disk-full`. */
export interface Holdfast {
  /** Records articles and posts and queues the jobs they bring; works on none. */
  ingest(inputs: readonly string[]): AsyncIterable<Ingested>;
  work(options: WorkOptions): Promise<WorkReport>;
  /** Queues a recheck of these posts, of all that have an id, or of those due; gives their names. */
  queueRechecks(which: RecheckChoice): Promise<readonly string[]>;
  /** Each post once, whatever its names. */
  reportOn(names: readonly string[]): Promise<readonly PostReport[]>;
  /** Throws `bad-ref`, `unknown-post`. */
  show(refOrUrl: string): Promise<Shown>;
  /** Bytes for pictures and their pages, else text. Throws `bad-ref`, `unknown-post`. */
  render(refOrUrl: string, form: RenderForm, wish?: PictureWish): Promise<string | Uint8Array>;
  rewrite(inputs: readonly string[], options: RewriteOptions): AsyncIterable<Published<RewriteCounts>>;
  restore(
    inputs: readonly string[],
    options: { readonly out: string },
  ): AsyncIterable<Published<RestoreCounts>>;
  counts(): Promise<Counts>;
  verify(): AsyncIterable<Damage>;
  close(): Promise<void>;
}

/** Holdfast's own version, from its package. */
export const version = versionOf(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Opens the archive. Throws `archive-unavailable`, `archive-newer`, `disk-full`, `config`, `unreadable-input`. */
export async function openHoldfast(config: Config, { log, stdin, create }: Surroundings): Promise<Holdfast> {
  if (create === false && !existsSync(databasePath(config))) throw noArchive(config);
  const store = await openStore({ database: databasePath(config), blobs: blobsPath(config), log, timeOf });
  const recorded = await openRecordedNet(config, log, version, store, hostPaces()).catch(
    async (error: unknown) => {
      await store.close();
      throw error;
    },
  );
  const { net } = recorded;
  const images = openImages();
  const capturer = openCapturerLater({ ...browserOptions(config, log), fetch: net.fetch });
  const now = () => new Date();
  const leave = { mirrors: config.mirrors, metaToken: config.metaToken };
  const tools = {
    store,
    platforms,
    fetch: net.fetch,
    images,
    capturer,
    leave,
    now,
    random: Math.random,
  };
  const inputsOf = (inputs: readonly string[]) => readInputs(inputs, inputTools(net, stdin));

  return {
    ingest: (inputs) => ingest(inputsOf(inputs), tools),
    work: async (options) => {
      await wakeWhatCanGoOn(store, net, config);
      await queueCaptures(options.names ?? [], { ...tools, wishes: config });
      const streams = await streamTools(config);
      const handle = (lease: Lease, signal: AbortSignal) => {
        const fetch: Fetch = (request) => net.fetch({ signal, ...request });
        const asking = { ...tools, streams, fetch, ...archivesThrough(fetch, config) };
        if (lease.job.kind !== 'capture') return archivePost(lease, asking);
        return capturePost(lease, {
          ...asking,
          wishes: config,
          openPageArchive: () => openPageArchive({ fetch, software: `Holdfast ${version}` }),
          hearPage: (record, page) => hearPage(record, page, asking),
        });
      };
      const { forever, ...rest } = options;
      return work({
        store,
        handle,
        log,
        ...rest,
        untilIdle: forever !== true,
        concurrency: config.concurrency,
      });
    },
    queueRechecks: (which) => queueRechecks(which, tools),
    reportOn: (names) => reportOn(names, tools),
    show: (refOrUrl) => showPost(refOrUrl, tools),
    render: (refOrUrl, form, wish) => renderPost(refOrUrl, form, { ...tools, log }, wish),
    rewrite: (inputs, options) => rewriteArticles(inputsOf(inputs), options, tools),
    restore: (inputs, options) => restoreArticles(inputsOf(inputs), options, tools),
    counts: () => store.counts(),
    verify: () => verifyArchive(store),
    close: () => closeAll(capturer, images, recorded, store),
  };
}

/** The embeds of articles, without an archive. */
export async function* detectInputs(
  config: Config,
  { log, stdin }: Surroundings,
  inputs: readonly string[],
  options: { readonly mentions: boolean },
): AsyncIterable<DetectedInput> {
  const recorded = await openRecordedNet(config, log, version, null, hostPaces());
  try {
    yield* listEmbeds(readInputs(inputs, inputTools(recorded.net, stdin)), platforms, options);
  } finally {
    await recorded.close();
  }
}

/** What works on this machine. */
export async function examine(config: Config, log: Log): Promise<Examination> {
  const browser = await describeBrowserLater(browserOptions(config, log));
  const recorded = await openRecordedNet(config, log, version, null, hostPaces());
  const network = await checkNetwork(recorded.net, sourceHosts());
  await recorded.close();
  const checks = [
    checkNode(process.versions.node),
    await checkArchive(config.archive),
    await checkDisk(config.archive),
    ...checksOfBrowser(browser, withoutSandbox(config)),
    network,
  ];
  return { checks, picture: browser.picture };
}

function inputTools(net: Net, stdin: Surroundings['stdin']) {
  return { fetch: net.fetch, matchPost: (text: string) => matchPost(text, platforms), stdin };
}

function browserOptions(config: Config, log: Log) {
  const { cache, chrome, browsers: atOnce } = config;
  return { cache, work: join(cache, 'work'), chrome, noSandbox: withoutSandbox(config), log, atOnce };
}

/** How web archives are asked for posts and for media, unless the operator wants none asked. */
function archivesThrough(
  fetch: Fetch,
  { webArchives: isAllowed }: Config,
): Pick<ArchiveTools, 'findMementos' | 'recover'> {
  if (!isAllowed) return { findMementos: null, recover: null };
  const tools = { archives: webArchives, fetch };
  return {
    findMementos: (addresses, near) => findMementos(addresses, near, tools),
    recover: (urls, near) => recoverMedia(urls, near, tools),
  };
}

/** Without ffmpeg there is nothing to make a folder for; where none can be made, streams go without. */
async function streamTools({ cache, ffmpeg: named }: Config): Promise<StreamTools> {
  const work = join(cache, 'work');
  const ffmpeg = await findFfmpeg(named, process.env['PATH']);
  const isReady = ffmpeg !== null && (await canMake(work));
  return { ffmpeg: isReady ? ffmpeg : null, work };
}

async function canMake(folder: string): Promise<boolean> {
  return mkdir(folder, { recursive: true }).then(
    () => true,
    () => false,
  );
}

/** Chromium refuses to start as root with its sandbox. */
function withoutSandbox(config: Config): boolean {
  return config.noSandbox || process.getuid?.() === 0;
}

/** Jobs that wait for what is there again: the network, the browser, the end of a replay. */
async function wakeWhatCanGoOn(store: Store, net: Net, config: Config): Promise<void> {
  const now = new Date();
  const waiting = await store.jobs.waiting();
  const waitsFor = (reason: JobReason) => waiting.some((wait) => wait.reason === reason);
  if (waitsFor('offline') && (await net.reachable(sourceHosts())))
    await store.jobs.wake(now, { reason: 'offline' });
  if (waitsFor('not-recorded') && config.replay === null)
    await store.jobs.wake(now, { reason: 'not-recorded' });
  if (waitsFor('browser-missing')) await store.jobs.wake(now, { reason: 'browser-missing' });
}

function timeOf({ platform, id }: Ref): string | null {
  return platforms.find((candidate) => candidate.id === platform)?.timeOf(id) ?? null;
}

function sourceHosts(): readonly string[] {
  return [...new Set(platforms.flatMap(({ sources }) => sources.flatMap(({ hosts }) => hosts)))];
}

function hostPaces(): Readonly<Record<string, HostPace>> {
  return Object.assign({}, archiveLimits, ...platforms.map(({ limits }) => limits ?? {}));
}

function noArchive({ archive }: Config): HoldfastError {
  return new HoldfastError(
    'archive-unavailable',
    `there is no archive in ${archive}: name its folder with --archive, or make one with "holdfast archive"`,
  );
}

/** In the order that lets each end what it still does for the next. */
async function closeAll(
  capturer: Capturer,
  images: Images,
  recorded: RecordedNet,
  store: Store,
): Promise<void> {
  await capturer.close();
  await images.close();
  await recorded.close();
  await store.close();
}

function versionOf(packageJson: string): string {
  const parsed = JSON.parse(packageJson) as { readonly version: string };
  return parsed.version;
}
