import { existsSync, readFileSync } from 'node:fs';
import { archivePost, hearPage } from './archive.ts';
import { backUp } from './archive-copies.ts';
import { readChanges, readInputs } from './articles/inputs.ts';
import { readSite } from './articles/site-inputs.ts';
import { describeBrowserLater, openCapturerLater } from './capture/later.ts';
import { openPageArchive } from './capture/page-archive.ts';
import { capturePost } from './capture-post.ts';
import { blobsPath, type Config, databasePath } from './config.ts';
import { diffPageOf, diffPost } from './diff.ts';
import {
  checkArchive,
  checkDisk,
  checkNetwork,
  checkNode,
  checksOfBrowser,
  type Examination,
} from './doctor.ts';
import { HoldfastError } from './errors.ts';
import { embeddedIn } from './exports/embedded-in.ts';
import { exportPosts } from './exports/export-posts.ts';
import { exportFallbacks } from './exports/fallbacks.ts';
import { findPosts } from './find-posts.ts';
import { historyOf } from './history.ts';
import type { Holdfast, IngestOptions, Surroundings } from './holdfast-contract.ts';
import { importInputs } from './imports/import-inputs.ts';
import { ingest } from './ingest.ts';
import { keepingManifests } from './keep-manifests.ts';
import { articlesNamed, listArticles } from './list-articles.ts';
import { type DetectedInput, listEmbeds } from './list-embeds.ts';
import type { Log } from './log.ts';
import { openImages } from './media/images.ts';
import type { Lease } from './model/job.ts';
import { matchPost } from './model/platform-of.ts';
import type { Fetch } from './model/wire.ts';
import {
  archivesThrough,
  browserOptions,
  closeAll,
  codeStamp,
  hostPaces,
  inputTools,
  madeMemory,
  memoryOf,
  onlyReading,
  sourceHosts,
  streamTools,
  sweepWork,
  timeOf,
  wakeWhatCanGoOn,
  withoutSandbox,
} from './parts.ts';
import { platforms } from './platforms/index.ts';
import { pageOfPost } from './post-page.ts';
import type { PublishOptions } from './publish.ts';
import { queueRechecks } from './queue/queue-rechecks.ts';
import { recheckAt } from './queue/recheck-plan.ts';
import { work } from './queue/work.ts';
import { queueCaptures } from './queue-captures.ts';
import { openRecordedNet } from './recorded-net.ts';
import { holdPost, planRedaction, redactPost } from './redact.ts';
import { renderPost } from './render-post.ts';
import { restoreSite, rewriteSite } from './rewrite-site.ts';
import { reportRot } from './rot.ts';
import { reportOn, showPost } from './show.ts';
import { namesFrom } from './store/find-post.ts';
import { lostDatabase } from './store/lost-database.ts';
import { readOnlyError } from './store/read-only.ts';
import { openStore } from './store/sqlite.ts';
import { verifyArchive } from './verify.ts';

export { rebuildArchive } from './archive-copies.ts';
export type { Diff } from './diff.ts';
export type { Check, Examination } from './doctor.ts';
export { type Exported, type ExportForm, exportForms } from './exports/export-posts.ts';
export type { ExportedFallbacks, MissingPost, Moved, WantedPost } from './exports/fallbacks.ts';
export type { FindReport, FindRequest } from './find-posts.ts';
export { galleryPage } from './gallery.ts';
export type { Past, PastVersion } from './history.ts';
export type { Holdfast, Surroundings, WorkOptions } from './holdfast-contract.ts';
export type { Imported } from './imports/imported.ts';
export type { Ingested } from './ingest.ts';
export type { ArticleFilter, ArticlePosts, ListedArticle } from './list-articles.ts';
export type { DetectedEmbed, DetectedInput } from './list-embeds.ts';
export type { Published, PublishOptions, PublishSummary } from './publish.ts';
export type { WorkProgress, WorkReport } from './queue/work.ts';
export { cssWays } from './render/render-options.ts';
export {
  type RenderForm,
  type RenderWish,
  renderForms,
  scriptsOf,
  sharedForms,
} from './render-post.ts';
export type { SkipReason } from './rewrite/rewrite.ts';
export type { RestoreCounts, RewriteCounts, RewriteOptions } from './rewrite-site.ts';
export { type RotBy, type RotGroup, rotGroupings } from './rot.ts';
export type { PostReport, Shown } from './show.ts';
export type { FoundDamage } from './store/damage-advice.ts';
export type { Planned } from './store/recheck-contract.ts';
export type { Redacted, RedactionPlan } from './store/redactions-contract.ts';
export type { VerifyPoint, VerifyProgress } from './verify.ts';
export { verifyFile } from './verify-file.ts';

/** Holdfast's own version, from its package. */
export const version = versionOf(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Opens the archive, for reading if it can't be written to. Throws `archive-unavailable`, `archive-newer`, `disk-full`, `config`, `unreadable-input`. */
export async function openHoldfast(
  config: Config,
  { log, stdin, create, now = () => new Date() }: Surroundings,
): Promise<Holdfast> {
  const lost = lostDatabase(databasePath(config), blobsPath(config));
  if (lost !== null) throw lost;
  if (create === false && !existsSync(databasePath(config))) throw noArchive(config);
  const store = await openStore({
    database: databasePath(config),
    blobs: blobsPath(config),
    log,
    timeOf,
    plan: recheckAt,
    now,
  });
  const recorded = await openRecordedNet(config, log, version, store, hostPaces(), now).catch(
    async (error: unknown) => {
      await store.close();
      throw error;
    },
  );
  const { net } = recorded;
  const images = openImages();
  const capturer = openCapturerLater({ ...browserOptions(config, log), fetch: net.fetch });
  const leave = { mirrors: config.mirrors, metaToken: config.metaToken };
  const tools = {
    store,
    platforms,
    fetch: net.fetch,
    images,
    capturer,
    leave,
    imprint: { preservedBy: config.preservedBy, proof: config.proof, language: config.language },
    now,
    random: Math.random,
  };
  const redacting = { ...tools, sweep: () => sweepWork(config, log, now) };
  const siteOf = (inputs: readonly string[], { out, copyLinks = false }: PublishOptions) => {
    const folders = [out, blobsPath(config)];
    const leftOut = { folders, files: [databasePath(config)], takesLinked: copyLinks };
    return readSite(inputs, leftOut, inputTools(net, stdin));
  };
  const publishing = () => ({ ...tools, ...inputTools(net, stdin), code: codeStamp(version) });
  const changesIn = (inputs: readonly string[], { refresh = false }: IngestOptions = {}) => {
    const memory = memoryOf(store, version, { anew: refresh || config.record !== null });
    return readChanges(inputs, { ...inputTools(net, stdin), memory, now });
  };

  const holdfast: Holdfast = {
    readOnly: null,
    ingest: (inputs, options) => ingest(changesIn(inputs, options), tools),
    work: async (options) => {
      await wakeWhatCanGoOn(store, net, config, now());
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
      const untilIdle = forever !== true;
      const { concurrency } = config;
      return keepingManifests(store, log, () =>
        work({ store, handle, log, now, ...rest, untilIdle, concurrency }),
      );
    },
    queueRechecks: (which, options) => queueRechecks(which, tools, options),
    planned: (next) => store.posts.planned({ now: now(), next }),
    reportOn: (names) => reportOn(names, tools),
    show: (refOrUrl) => showPost(refOrUrl, tools),
    find: (request) => findPosts(request, tools),
    history: (refOrUrl) => historyOf(refOrUrl, tools),
    diff: (refOrUrl, versions) => diffPost(refOrUrl, versions, tools),
    diffPage: (diff) => diffPageOf(diff, tools),
    page: (refOrUrl) => pageOfPost(refOrUrl, { ...tools, home: config.archive }),
    render: (refOrUrl, form, wish) => renderPost(refOrUrl, form, { ...tools, log }, wish),
    picture: async (blob, options) => images.png(await store.blobs.get(blob), options),
    pathOf: (blob) => store.blobs.pathOf(blob),
    rewrite: (inputs, options) => rewriteSite(siteOf(inputs, options), options, publishing()),
    restore: (inputs, options) => restoreSite(siteOf(inputs, options), options, publishing()),
    import: async function* (paths) {
      const streams = await streamTools(config);
      try {
        yield* importInputs(paths, { ...tools, streams, recover: null, inputs: inputTools(net, stdin) });
      } finally {
        await keepingManifests(store, log, async () => {});
      }
    },
    export: (form, options) => {
      // The films lie beside it.
      const page = async (name: string) =>
        String(await renderPost(name, 'page', { ...tools, log }, { films: false }));
      return exportPosts(form, options, { ...tools, page, software: `Holdfast ${version}` });
    },
    exportFallbacks: (request) => {
      const memory = madeMemory(config, version);
      return keepingManifests(store, log, () => exportFallbacks(request, { ...tools, memory }));
    },
    embeddedIn: (inputs) => embeddedIn(inputs, { ...tools, inputs: inputTools(net, stdin) }),
    planRedaction: (refOrUrl, options) => planRedaction(refOrUrl, options, redacting),
    redact: (refOrUrl, options) => redactPost(refOrUrl, options, redacting),
    redactions: () => store.redactions.list(),
    hold: (refOrUrl, order) => keepingManifests(store, log, () => holdPost(refOrUrl, order, redacting)),
    holds: () => store.redactions.holds(),
    articles: (filter) => listArticles(filter, tools),
    articlesNamed: (name, filter) => articlesNamed(name, filter, tools),
    namesFrom: (prefix, limit) => namesFrom(prefix, limit, store),
    rot: (by) => reportRot(by, tools),
    counts: () => store.counts(),
    verify: (options) => verifyArchive(store, options),
    repair: () => store.repair(),
    backup: (out, options) => backUp(store, out, options),
    close: () => closeAll(capturer, images, recorded, store),
  };
  return store.readOnly === null ? holdfast : onlyReading(holdfast, store.readOnly);
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

/** What a frozen export of fallbacks can do where there is no archive: all that lies in its folder already. */
export function withoutArchive(
  config: Config,
  { stdin }: Pick<Surroundings, 'stdin'>,
): Pick<Holdfast, 'embeddedIn' | 'exportFallbacks'> {
  const images = openImages();
  const imprint = { preservedBy: config.preservedBy, proof: config.proof, language: config.language };
  const tools = { store: null, platforms, images, imprint, memory: madeMemory(config, version) };
  const inputs = { matchPost: (text: string) => matchPost(text, platforms), stdin };
  return {
    embeddedIn: (named) => embeddedIn(named, { ...tools, inputs }),
    exportFallbacks: (request) => exportFallbacks(request, tools),
  };
}

/** What works on this machine. */
export async function examine(config: Config, log: Log): Promise<Examination> {
  const browser = await describeBrowserLater(browserOptions(config, log));
  const recorded = await openRecordedNet(config, log, version, null, hostPaces());
  const network = await checkNetwork(recorded.net, sourceHosts());
  const readOnly = readOnlyError(databasePath(config), blobsPath(config));
  await recorded.close();
  const checks = [
    checkNode(process.versions.node),
    await checkArchive(config.archive, readOnly),
    ...(readOnly === null ? [await checkDisk(config.archive)] : []),
    ...checksOfBrowser(browser, withoutSandbox(config)),
    network,
  ];
  return { checks, picture: browser.picture };
}

function noArchive({ archive }: Config): HoldfastError {
  return new HoldfastError(
    'archive-unavailable',
    `there is no archive in ${archive}: name its folder with --archive, or make one with "holdfast archive"`,
  );
}

function versionOf(packageJson: string): string {
  const parsed = JSON.parse(packageJson) as { readonly version: string };
  return parsed.version;
}
