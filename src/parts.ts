import { readdirSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ArchiveTools } from './archive.ts';
import type { Capturer } from './capture/capturer.ts';
import type { Config } from './config.ts';
import type { HoldfastError } from './errors.ts';
import type { MadeMemory } from './exports/fallbacks.ts';
import type { Holdfast, Surroundings } from './holdfast-contract.ts';
import type { Log } from './log.ts';
import type { StreamTools } from './media/fetch-post-media.ts';
import { findFfmpeg } from './media/ffmpeg.ts';
import type { Images } from './media/images.ts';
import { removeLeftStreams } from './media/left-streams.ts';
import { archiveLimits, webArchives } from './memento/archives.ts';
import { findMementos } from './memento/find-mementos.ts';
import { recoverMedia } from './memento/recover-media.ts';
import { hashOf, sha256 } from './model/canonical.ts';
import type { DocumentMemory } from './model/document.ts';
import type { JobReason } from './model/job.ts';
import type { HostPace } from './model/platform.ts';
import { matchPost } from './model/platform-of.ts';
import type { Fetch } from './model/wire.ts';
import type { Net } from './net/net.ts';
import { platforms } from './platforms/index.ts';
import type { RecordedNet } from './recorded-net.ts';
import type { Ref } from './ref.ts';
import type { Store } from './store/contract.ts';

/** What `holdfast.ts` hands its parts, made of a Config. */

export function inputTools(net: Net, stdin: Surroundings['stdin']) {
  return { fetch: net.fetch, matchPost: (text: string) => matchPost(text, platforms), stdin };
}

/** Names this very code; of a checkout also what was changed in it since, while an installed package has any times. */
export function codeStamp(version: string): string {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.[jt]s$/u.test(path),
  );
  const stamps = files.toSorted().map((path) => {
    const { size, mtimeMs } = statSync(join(import.meta.dirname, path));
    return path.endsWith('.ts') ? `${path} ${size} ${mtimeMs}` : `${path} ${size}`;
  });
  return hashOf([version, stamps]);
}

/**
 * What is known of documents, as far as this version of the readers took them in. `anew` recalls nothing:
 * a recording has to hold the whole of what is read.
 */
export function memoryOf(
  { documents }: Pick<Store, 'documents'>,
  reader: string,
  { anew }: { readonly anew: boolean },
): DocumentMemory {
  return {
    recall: async (address) => (anew ? null : await documents.recall(address, reader)),
    remember: (document) => documents.remember(document, reader),
  };
}

export function browserOptions(config: Config, log: Log) {
  const { cache, chrome, browsers: atOnce } = config;
  return { cache, work: join(cache, 'work'), chrome, noSandbox: withoutSandbox(config), log, atOnce };
}

/** How web archives are asked for posts and for media, unless the operator wants none asked. */
export function archivesThrough(
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
export async function streamTools({ cache, ffmpeg: named }: Config): Promise<StreamTools> {
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

/** Removes what ended runs left in the work folder: browsers' profiles, streams that were never put together. */
export async function sweepWork({ cache }: Config, log: Log, now: () => Date): Promise<void> {
  const work = join(cache, 'work');
  const { sweepAll } = await import('./capture/janitor.ts');
  await removeLeftStreams(work, now().getTime());
  await sweepAll({ work, cache, log });
}

/** Chromium refuses to start as root with its sandbox. */
export function withoutSandbox(config: Config): boolean {
  return config.noSandbox || process.getuid?.() === 0;
}

/** Jobs that wait for what is there again: the network, the browser, the end of a replay. */
export async function wakeWhatCanGoOn(store: Store, net: Net, config: Config, now: Date): Promise<void> {
  const waiting = await store.jobs.waiting();
  const waitsFor = (reason: JobReason) => waiting.some((wait) => wait.reason === reason);
  if (waitsFor('offline') && (await net.reachable(sourceHosts())))
    await store.jobs.wake(now, { reason: 'offline' });
  if (waitsFor('not-recorded') && config.replay === null)
    await store.jobs.wake(now, { reason: 'not-recorded' });
  if (waitsFor('browser-missing')) await store.jobs.wake(now, { reason: 'browser-missing' });
}

export function timeOf({ platform, id }: Ref): string | null {
  return platforms.find((candidate) => candidate.id === platform)?.timeOf(id) ?? null;
}

export function sourceHosts(): readonly string[] {
  return [...new Set(platforms.flatMap(({ sources }) => sources.flatMap(({ hosts }) => hosts)))];
}

export function hostPaces(): Readonly<Record<string, HostPace>> {
  return Object.assign({}, archiveLimits, ...platforms.map(({ limits }) => limits ?? {}));
}

/** A Holdfast that refuses at once whatever would have to write to its archive. */
export function onlyReading(holdfast: Holdfast, why: HoldfastError): Holdfast {
  const refuse = (): never => {
    throw why;
  };
  return {
    ...holdfast,
    readOnly: why,
    ingest: refuse,
    work: async () => refuse(),
    queueRechecks: refuse,
    import: refuse,
    redact: async () => refuse(),
    hold: async () => refuse(),
    repair: async () => refuse(),
  };
}

/** In the order that lets each end what it still does for the next. */
export async function closeAll(
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

/** Beside the unpacked browser: without it, all fallbacks are rendered anew, to the same bytes. */
export function madeMemory({ cache }: Config, version: string): MadeMemory {
  const folder = join(cache, 'fallbacks');
  const placeOf = (out: string) => join(folder, sha256(resolve(out)).slice(0, 32));
  return {
    code: codeStamp(version),
    recall: (out) => readFile(placeOf(out), 'utf8').catch(() => null),
    remember: async (out, made) => {
      const draft = `${placeOf(out)}.${process.pid}`;
      const kept = mkdir(folder, { recursive: true }).then(() => writeFile(draft, made));
      await kept.then(() => rename(draft, placeOf(out))).catch(() => undefined);
    },
  };
}
