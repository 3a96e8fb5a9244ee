import { relative } from 'node:path';
import type { ViewTools } from './fallback-view.ts';
import type { Observation } from './model/answer.ts';
import { bestFirst } from './model/picture-files.ts';
import { platformOf } from './model/platform-of.ts';
import { type Post, picturesOf } from './model/post.ts';
import { type PastVersion, pastOf } from './past.ts';
import { renderPostRecord } from './render/post-record.ts';
import type { ArticleView, CaptureView, EvidenceView, VersionView } from './render/record-view.ts';
import type { Appearance, KeptCapture, Store } from './store/contract.ts';
import { type FindTools, findPost } from './store/find-post.ts';
import { pictureAsData, viewOfVersion } from './version-view.ts';

export interface PageTools extends FindTools, ViewTools {
  readonly store: Store;
  /** The archive's home: what lies in it is named from there. */
  readonly home: string;
  readonly now: () => Date;
}

export interface PostPage {
  /** The post's written ref. */
  readonly name: string;
  readonly html: string;
}

/** Cards of versions on one page; of more the latest ones have theirs. */
const mostCards = 12;
const mostCaptures = 6;
const mostArticles = 50;

/** A post with its history and its evidence as one page that needs nothing else. */
export async function pageOfPost(refOrUrl: string, tools: PageTools): Promise<PostPage> {
  const { store, platforms, now } = tools;
  const record = await findPost(refOrUrl, tools);
  const { name } = record;
  const [past, captures, appearances] = await Promise.all([
    pastOf(record, store),
    store.posts.captures(name),
    store.posts.appearances(name),
  ]);
  const platform = platformOf(name, platforms);
  const latest = past.versions.at(-1)?.snapshot ?? null;
  const madeAt = now().toISOString();
  const unknown = { ...nothingKept, takenAt: record.firstSeen, state: record.state };
  const present = await viewOfVersion(record, latest ?? unknown, platform, tools);
  const articles = appearances.slice(0, mostArticles);
  const shown = bestFirst(captures).slice(0, mostCaptures);
  const html = renderPostRecord({
    now: { ...present, state: record.state, since: record.since },
    intervals: past.intervals,
    timeLine: past.timeLine,
    versions: await Promise.all(
      past.versions.map(async (version, at): Promise<VersionView> => {
        const isShown = at >= past.versions.length - mostCards && at < past.versions.length - 1;
        const view = isShown ? await viewOfVersion(record, version.snapshot, platform, tools) : null;
        return versionView(version, view);
      }),
    ),
    articles: articles.map(articleView),
    captures: (await Promise.all(shown.map((capture) => captureView(capture, store)))).filter(
      (capture) => capture !== null,
    ),
    evidence: evidenceOf(
      latest?.post ?? null,
      { captures, appearances, observations: past.observations },
      tools,
    ),
    madeAt,
  });
  return { name, html };
}

/** A post of which nothing was ever had. */
const nothingKept = {
  id: 0,
  cause: 'first',
  meaning: '',
  known: 'quoted',
  post: null,
  witnesses: {},
  conflicts: [],
} as const;

function versionView({ number, snapshot, changes }: PastVersion, view: VersionView['view']): VersionView {
  return { number, id: snapshot.id, cause: snapshot.cause, changes, view };
}

function articleView({ article, start, end, quoted }: Appearance): ArticleView {
  return { name: article, start, end, text: quoted?.text ?? null };
}

async function captureView(capture: KeptCapture, store: Store): Promise<CaptureView | null> {
  const { kind, theme, at, verified, show, width, height } = capture;
  const src = show === null ? null : await pictureAsData(show, store);
  return src === null ? null : { kind, theme, at, verified, src, width, height };
}

interface Kept {
  readonly captures: readonly KeptCapture[];
  readonly appearances: readonly Appearance[];
  readonly observations: readonly Observation[];
}

/** What the page rests on, each file once: pictures, what was answered, the latest first, and the articles. */
function evidenceOf(
  post: Post | null,
  { captures, appearances, observations }: Kept,
  { store, home }: PageTools,
): EvidenceView[] {
  const pathOf = (hash: string) => relative(home, store.blobs.pathOf(hash)).replaceAll('\\', '/');
  const media = (post === null ? [] : picturesOf(post)).flatMap(({ blob }) => blob ?? []);
  const wires = observations.filter(({ rank, wire }) => rank !== 'article' && wire !== null).toReversed();
  const all: EvidenceView[] = [
    ...media.map((hash) => ({ kind: 'medium', hash, at: null, source: null, path: pathOf(hash) }) as const),
    ...bestFirst(captures).map(
      ({ blob: hash, at }) => ({ kind: 'capture', hash, at, source: null, path: pathOf(hash) }) as const,
    ),
    ...wires.flatMap(({ wire: hash, at, source }) =>
      hash === null ? [] : [{ kind: 'wire', hash, at, source, path: null } as const],
    ),
    ...appearances.map(
      ({ blob: hash, seenAt: at }) => ({ kind: 'article', hash, at, source: null, path: null }) as const,
    ),
  ];
  return [...new Map(all.map((one) => [one.hash, one])).values()];
}
