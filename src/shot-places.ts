import type { CaptureWishes } from './model/capture.ts';
import { type PlannedShot, type ShotPlaces, shotsDue } from './model/capture-plan.ts';
import type { Platform } from './model/platform.ts';
import { removalInWords } from './model/redaction.ts';
import { isGone } from './model/state.ts';
import type { ArticleRecord, KeptSnapshot, PostRecord, Store } from './store/contract.ts';

/** A post with the snapshot that its pictures are of. */
export interface ShotSubject {
  readonly record: PostRecord;
  readonly snapshot: KeptSnapshot;
  readonly platform: Platform;
}

export interface ShotsDue {
  readonly due: readonly PlannedShot[];
  /** Why the post is on none of its platform's pages; null where it may be. */
  readonly barred: string | null;
}

/** The pictures a post's snapshot lacks, and where it isn't to be had on its platform's pages the reason. */
export async function lackingShots(
  subject: ShotSubject,
  wishes: CaptureWishes,
  store: Pick<Store, 'posts' | 'articles'>,
): Promise<ShotsDue> {
  const { record, snapshot, platform } = subject;
  const removed = record.redacted ?? snapshot.redacted;
  if (removed !== undefined) return { due: [], barred: removalInWords(removed) };
  const barred = whyBarred(record, platform);
  const isShown = record.ref !== null && !isGone(record.state);
  const places: ShotPlaces = {
    embed: isShown && platform.page !== null,
    post: isShown && platform.postPage !== undefined,
    articles: wishes.context ? await articlesToShow(record.name, store) : [],
  };
  const taken = await store.posts.captures(record.name);
  // An article looks the same whatever is known of the post.
  const counting = taken.filter((each) => each.snapshot === snapshot.id || each.kind === 'context');
  return { due: shotsDue(counting, places, wishes), barred };
}

function whyBarred({ ref, state }: PostRecord, { page }: Platform): string | null {
  if (ref === null) return 'the article does not tell which post it is';
  if (isGone(state)) return `the post is ${state}`;
  return page === null ? 'the platform has no embed page' : null;
}

/** Names of the articles a post stands in that can be shown: HTML, whole documents of their own. */
export async function articlesToShow(
  name: string,
  store: Pick<Store, 'posts' | 'articles'>,
): Promise<string[]> {
  const appearances = await store.posts.appearances(name);
  const names = [...new Set(appearances.map(({ article }) => article))].filter((each) => !each.includes('#'));
  const articles = await Promise.all(names.map((each) => store.articles.get(each)));
  const shown = articles.flatMap((article) => (article?.format === 'html' ? [article] : []));
  const whole = await Promise.all(shown.map((article) => isWhole(article, store)));
  return shown.filter((_, at) => whole[at]).map((article) => article.name);
}

/** A picture of an article would show what was taken out of the archive. */
async function isWhole({ embeds }: ArticleRecord, { posts }: Pick<Store, 'posts'>): Promise<boolean> {
  const records = await Promise.all(embeds.map(({ name }) => posts.get(name)));
  return records.every((record) => record?.redacted === undefined);
}
