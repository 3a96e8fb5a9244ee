import type { ViewTools } from './fallback-view.ts';
import type { Change } from './model/changes.ts';
import { changesBetween } from './model/changes.ts';
import { platformOf } from './model/platform-of.ts';
import { chooseTwo } from './model/version-choice.ts';
import { type Past, type PastVersion, pastOf } from './past.ts';
import { renderDiffPage } from './render/diff-page.ts';
import type { Store } from './store/contract.ts';
import { type FindTools, findPost } from './store/find-post.ts';
import { viewOfVersion } from './version-view.ts';

export interface DiffTools extends FindTools, ViewTools {
  readonly store: Store;
}

/** Two versions of a post, and all that differs. */
export interface Diff extends Pick<Past, 'record' | 'versions'> {
  /** Null where the post has not had two versions yet. */
  readonly chosen: {
    readonly from: PastVersion;
    readonly to: PastVersion;
    readonly changes: readonly Change[];
  } | null;
}

/** `names`: of versions, as `chooseTwo` reads them; by default the last two. Throws `usage` for one that there isn't. */
export async function diffPost(refOrUrl: string, names: readonly string[], tools: DiffTools): Promise<Diff> {
  const { record, versions } = await pastOf(await findPost(refOrUrl, tools), tools.store);
  const chosen = chooseTwo(versions, names);
  if (chosen === null) return { record, versions, chosen };
  const [from, to] = chosen;
  return { record, versions, chosen: { from, to, changes: changesBetween(from.snapshot, to.snapshot) } };
}

/** The same as a page that needs nothing else. */
export async function diffPageOf({ record, chosen }: Diff, tools: DiffTools): Promise<string | null> {
  if (chosen === null) return null;
  const platform = platformOf(record.name, tools.platforms);
  const sideOf = async ({ number, snapshot }: PastVersion) => ({
    number,
    id: snapshot.id,
    takenAt: snapshot.takenAt,
    view: await viewOfVersion(record, snapshot, platform, tools),
  });
  return renderDiffPage({
    from: await sideOf(chosen.from),
    to: await sideOf(chosen.to),
    changes: chosen.changes,
  });
}
