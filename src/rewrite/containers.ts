import type { Article } from '../model/article.ts';
import { type Applied, type Edit, expectedMarks, spliced, standingMark } from './edits.ts';
import { loaderEdits } from './loaders.ts';
import { decoded, type PlacedMark, placedMarks } from './places.ts';
import {
  type ArticleParts,
  type EditPlan,
  placesLeft,
  planEdits,
  type Replacement,
  type Rewritten,
  type Skipped,
} from './rewrite.ts';

/** One of the articles of a feed, and what is to be put into it. */
export interface ContainedArticle {
  readonly article: Article;
  readonly replacements: readonly Replacement[];
  readonly parts?: ArticleParts;
}

/**
 * A feed with fallbacks in place of embeds: all its articles, in order, so that its bytes are written once. Only the
 * embeds' own bytes change, each fallback is written as its place has it, and the feed that comes out can be read again and
 * holds the same articles. One that would not is left as it stands, `irreversible`.
 */
export function rewriteContained(items: readonly ContainedArticle[]): Rewritten {
  const plans = items.map((item) => ({ ...item, ...planEdits(item.article, item.replacements) }));
  const changed = plans.filter(({ edits }) => edits.length > 0);
  const sound = new Set(soundOf(changed, plans));
  const left = changed.filter((plan) => !sound.has(plan));
  const kept = plans.map((plan) => (sound.has(plan) ? plan : { ...plan, edits: [] }));
  const skipped = [
    ...plans.filter((plan) => !left.includes(plan)).flatMap((plan) => plan.skipped),
    ...left.flatMap(({ replacements }) => replacements.map(irreversible)),
  ];
  const edits = kept.flatMap((plan) => plan.edits);
  const put = applied(kept, edits);
  const bytes = items[0]?.article.bytes ?? new Uint8Array();
  if (put === null) return { bytes, replaced: 0, loaders: 0, originals: [], skipped };
  const idle = put.flatMap((each, at) => idleIn(each, kept[at]));
  const whole = idle.length === 0 ? null : applied(withMarks(put), idle);
  const taken = whole === null ? [] : idle;
  return {
    bytes: (whole ?? put)[0]?.article.bytes ?? bytes,
    replaced: edits.length,
    loaders: taken.length,
    originals: [...edits, ...taken].flatMap(({ replaced }) => (replaced === null ? [] : [replaced])),
    skipped,
  };
}

type Plan = ContainedArticle & EditPlan;

/** Those whose edits the feed bears. When all together fail, halves are tried alone. */
function soundOf(changed: readonly Plan[], plans: readonly Plan[]): readonly Plan[] {
  if (changed.length === 0) return [];
  const without = plans.map((plan) => (changed.includes(plan) ? plan : { ...plan, edits: [] }));
  const edits = changed.flatMap((plan) => plan.edits);
  if (applied(without, edits) !== null) return changed;
  if (changed.length === 1) return [];
  const middle = changed.length >> 1;
  const halves = [changed.slice(0, middle), changed.slice(middle)].flatMap((half) => soundOf(half, plans));
  return halves.length < changed.length ? soundOf(halves, plans) : [];
}

interface Marked {
  readonly article: Article;
  readonly marks: readonly PlacedMark[];
}

/** All articles of the feed with the edits in it; null where it can't be read so again, or marks stand elsewhere. */
function applied(before: readonly Marked[], edits: readonly Edit[]): readonly Applied[] | null {
  const [first] = before;
  if (first === undefined) return [];
  const articles =
    edits.length === 0
      ? before.map(({ article }) => article)
      : first.article.container?.reread?.(spliced(first.article.bytes, edits));
  if (articles === undefined || articles === null || articles.length !== before.length) return null;
  const after = articles.map((article) => {
    const text = decoded(article);
    return { article, text, marks: placedMarks(article, text).marks };
  });
  const seen = after.flatMap(({ marks }) => marks).map(standingMark);
  const expected = expectedMarks(
    before.flatMap(({ marks }) => marks),
    edits,
  );
  return seen.join('\n') === expected.join('\n') ? after : null;
}

function withMarks(put: readonly Applied[]): readonly Marked[] {
  return put.map(({ article, marks }) => ({ article, marks }));
}

function idleIn(each: Applied, plan: Plan | undefined): readonly Edit[] {
  if (plan?.parts === undefined) return [];
  return loaderEdits(each, plan.parts.platforms, placesLeft(plan.parts.places, plan.edits));
}

function irreversible({ embed }: Replacement): Skipped {
  return { name: embed.name, reason: 'irreversible' };
}
