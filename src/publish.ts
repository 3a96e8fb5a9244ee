import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ContainerInput, gatherContainers } from './articles/gather.ts';
import type { InputTools } from './articles/inputs.ts';
import { endingOf } from './articles/output-path.ts';
import { articlesIn, openSiteFile, type SiteInput } from './articles/site-inputs.ts';
import type { SiteFile, SiteLink } from './articles/site-walk.ts';
import type { OutputFolder } from './articles/write.ts';
import { isHoldfastError } from './errors.ts';
import type { Article, Container } from './model/article.ts';

/** What became of one article that was to be rewritten or restored. */
export type Published<Counts> =
  | ({
      readonly article: string;
      /** Where it stands now; in a dry run, where it would. */
      readonly path: string;
      /** How it would change, as a unified diff; only in a dry run. */
      readonly diff?: string;
      /** The same in the article's own bytes, where these are not the diff's in UTF-8. */
      readonly patch?: Uint8Array;
      /** It was as it is when it was last looked at, and was not opened. */
      readonly unchanged?: true;
    } & Counts)
  | { readonly article: string; readonly error: string }
  | { readonly article: string; readonly warning: string }
  /** It is gone, and what was made of it was removed, or would be in a dry run. */
  | { readonly article: string; readonly removed: string }
  | { readonly summary: PublishSummary };

export interface PublishSummary {
  /** Articles that were written, or would be. */
  readonly written: number;
  /** Articles that were as they are when they were last looked at, and were not opened. */
  readonly unchanged: number;
  /** Other files of the site that were copied. */
  readonly copied: number;
  /** Inputs that could not be read. */
  readonly failed: number;
}

export interface PublishOptions {
  /** Folder the articles are written to, under their own names. */
  readonly out: string;
  /** The folder whose contents go into `out` itself; without it names stay as they are given. */
  readonly root?: string;
  /** Take also files that links out of the folder lead to. */
  readonly copyLinks?: boolean;
  /** Leave the other files of folders out. */
  readonly onlyArticles?: boolean;
  /** Write nothing, but tell how each article would change. */
  readonly dryRun?: boolean;
  /** Ends the run after what is in hand; what was done stays. */
  readonly stop?: AbortSignal;
}

/** What is to be written for an article. */
export interface Change<Counts> {
  readonly before: Uint8Array;
  readonly bytes: Uint8Array;
  readonly counts: Counts;
  readonly diff?: string;
  readonly patch?: Uint8Array;
}

/** How a site is published: what of it has to be done, and how an article is changed. */
export interface Publishing<Counts, Changed extends Change<Counts>> {
  /** Of a file that is as it was when last looked at; null for one that has to be opened. Counts are null for a copy. */
  recall(file: SiteFile, target: string): { readonly counts: Counts | null } | null;
  /** Can what holds these articles be written? */
  changes(articles: readonly Article[]): boolean;
  /** `target`: where it goes. */
  change(articles: readonly Article[], target: string): Promise<Changed>;
  /** A file that is copied only if, once all else is done, `needsWaiting` says so. */
  waits?(file: SiteFile): boolean;
  needsWaiting?(summary: PublishSummary): boolean;
  /** Called once for many, before any is written. */
  beforeWriting(changes: readonly Changed[]): Promise<void>;
  /** Called once it stands; `change` is null for a file that was only copied. */
  written(file: SiteFile, target: string, change: Changed | null, readAt: number): void;
}

/** An article that is to be written. */
interface Pending<Changed> {
  readonly name: string;
  readonly target: string;
  readonly change: Changed;
  readonly file: SiteFile | null;
  readonly readAt: number;
}

/** Changed articles held at once before they are written. */
const mostPending = { articles: 64, bytes: 32 * 1024 * 1024 };

/** Changes and writes each article and copies what stands beside them; what fails is told and the rest goes on. */
export async function* publish<Counts, Changed extends Change<Counts>>(
  inputs: AsyncIterable<SiteInput>,
  output: OutputFolder,
  options: PublishOptions,
  publishing: Publishing<Counts, Changed>,
  tools: InputTools,
): AsyncIterable<Published<Counts>> {
  const isDry = options.dryRun === true;
  const tally = { written: 0, unchanged: 0, copied: 0, failed: 0 };
  /** A file may be given twice, by itself and with its folder. */
  const taken = new Set<string>();
  let pending: Pending<Changed>[] = [];
  const waiting: SiteFile[] = [];

  async function* flush(): AsyncIterable<Published<Counts>> {
    const batch = pending;
    pending = [];
    if (!isDry) await publishing.beforeWriting(batch.map(({ change }) => change));
    for (const { name, target, change, file, readAt } of batch) {
      if (!isDry) {
        output.write(target, change.bytes);
        if (file !== null) publishing.written(file, target, change, readAt);
      }
      tally.written += 1;
      const { counts, diff, patch } = change;
      const shown = { ...(diff === undefined ? {} : { diff }), ...(patch === undefined ? {} : { patch }) };
      yield { article: name, path: target, ...counts, ...shown };
    }
    // lets the process hear that it is to stop
    await nextTurn();
  }

  async function prepare(
    name: string,
    articles: readonly Article[],
    file: SiteFile | null,
    readAt: number,
  ): Promise<void> {
    const [first] = articles;
    const target = output.targetOf(name, first === undefined ? undefined : endingOf(first));
    pending.push({ name, target, change: await publishing.change(articles, target), file, readAt });
  }

  function copy(file: SiteFile, target: string): void {
    if (options.onlyArticles === true && file.isFound) return;
    tally.copied += 1;
    if (isDry) return;
    output.copy(file.path, target);
    publishing.written(file, target, null, Date.now());
  }

  async function* take(file: SiteFile): AsyncIterable<Published<Counts>> {
    const target = output.targetOf(file.path);
    if (taken.has(target)) return;
    taken.add(target);
    const known = publishing.recall(file, target);
    if (known?.counts != null) {
      tally.unchanged += 1;
      yield { article: file.path, path: target, ...known.counts, unchanged: true };
      return;
    }
    if (known !== null) return;
    if (!file.isArticle()) {
      if (publishing.waits?.(file) === true) waiting.push(file);
      else copy(file, target);
      return;
    }
    const readAt = Date.now();
    const found = await openSiteFile(file, tools).catch((error: unknown) => {
      // part of a site all the same
      if (isHoldfastError(error, 'unreadable-input') && file.isFound) copy(file, target);
      throw error;
    });
    yield* told(found.filter(({ kind }) => kind !== 'article'));
    const articles = articlesIn(found);
    if (articles[0]?.container !== undefined && !publishing.changes(articles)) {
      yield leftAsIs(articles[0].container);
      copy(file, target);
    } else if (articles.length > 0) await prepare(file.path, articles, file, readAt);
    else copy(file, target);
  }

  function* told(inputs: readonly Exclude<SiteInput, SiteFile | SiteLink>[]): Iterable<Published<Counts>> {
    for (const input of inputs)
      switch (input.kind) {
        case 'article':
          break;
        case 'post':
          tally.failed += 1;
          yield {
            article: input.name,
            error: `${input.name} is a post, not an article: give the articles that embed it`,
          };
          break;
        case 'warning':
          yield { article: input.input, warning: input.message };
          break;
        case 'unreadable':
          tally.failed += 1;
          yield { article: input.input, error: input.error.message };
      }
  }

  async function* takeAny(input: SiteInput | ContainerInput): AsyncIterable<Published<Counts>> {
    if (input.kind === 'file') yield* take(input);
    else if (input.kind === 'link') {
      if (!isDry && options.onlyArticles !== true) output.link(output.targetOf(input.path), input.target);
    } else if (input.kind === 'container') {
      const { container, articles } = input;
      if (publishing.changes(articles)) await prepare(container.name, articles, null, Date.now());
      else yield leftAsIs(container);
    } else if (input.kind === 'article') await prepare(input.article.name, [input.article], null, Date.now());
    else yield* told([input]);
  }

  for await (const input of gatherContainers(inputs)) {
    if (options.stop?.aborted === true) break;
    try {
      yield* takeAny(input);
    } catch (error) {
      if (!isHoldfastError(error, 'unreadable-input')) throw error;
      tally.failed += 1;
      yield { article: nameOf(input), error: error.message };
    }
    const bytes = pending.reduce((sum, { change }) => sum + change.bytes.length, 0);
    if (pending.length >= mostPending.articles || bytes > mostPending.bytes) yield* flush();
  }
  yield* flush();
  if (waiting.length > 0 && publishing.needsWaiting?.(tally) === true)
    for (const file of waiting) copy(file, output.targetOf(file.path));
  yield { summary: tally };
}

function leftAsIs({ name, kind }: Container): { readonly article: string; readonly warning: string } {
  const how = kind === 'feed' ? 'unpack it first' : 'give them as files of their own';
  return {
    article: name,
    warning: `articles inside a ${kind === 'feed' ? 'packed feed' : kind} are left as they are: ${how}`,
  };
}

function nameOf(input: SiteInput | ContainerInput): string {
  if (input.kind === 'container') return input.container.name;
  if (input.kind === 'file' || input.kind === 'link') return input.path;
  if (input.kind === 'article') return input.article.name;
  return input.kind === 'post' ? input.name : input.input;
}
