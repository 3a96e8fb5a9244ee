import type { Past } from '../../../src/history.ts';
import { textOf } from '../../../src/model/post.ts';
import type { SeenPost, SeenVersion } from './archive-file.ts';
import type { Clock } from './clock.ts';
import { type Expected, keyOf } from './expected.ts';
import { minute, type ScriptedPost, second } from './script.ts';

/** What is not as it should be with one post, in words: by its rows, and by what `history` tells of it. */
export function judge(
  post: ScriptedPost,
  expected: Expected,
  seen: SeenPost | undefined,
  past: Past,
  clock: Clock,
): readonly string[] {
  if (seen === undefined) return [`${post.name} (${post.plot}): there is no such post`];
  const told = past.versions.map(({ snapshot }) => seenIn(snapshot));
  const trouble = [
    ...expected.trouble,
    ...versionTrouble('rows', seen.versions, expected.versions),
    ...versionTrouble('history', told, expected.versions),
    ...intervalTrouble(past, expected),
    ...momentTrouble(post, past, clock),
    ...(seen.state === (expected.versions.at(-1)?.state ?? 'unknown') ? [] : [`its state is ${seen.state}`]),
  ];
  return trouble.map((text) => `${post.name} (${post.plot}): ${text}`);
}

function versionTrouble(
  where: string,
  found: readonly SeenVersion[],
  wanted: Expected['versions'],
): readonly string[] {
  const text = (version: SeenVersion | undefined) =>
    version && `${version.cause} ${new Date(version.takenAt).toISOString()} ${keyOf(version)}`;
  const isAsWanted = (version: SeenVersion, at: number) => {
    const other = found[at];
    return (
      other?.cause === version.cause &&
      keyOf(other) === keyOf(version) &&
      Math.abs(other.takenAt - version.takenAt) < minute
    );
  };
  const at = [...wanted, null].findIndex((version, index) => version === null || !isAsWanted(version, index));
  if (at === wanted.length && found.length === at) return [];
  return [
    `${where}: ${found.length} versions instead of ${wanted.length}; the ${at + 1}. is ${text(found[at])} instead of ${text(wanted[at])}`,
  ];
}

function seenIn({ takenAt, cause, known, state, post }: Past['versions'][number]['snapshot']): SeenVersion {
  return {
    takenAt: Date.parse(takenAt),
    cause,
    known,
    state,
    text: textOf(post?.segments ?? []),
    name: post?.author.name ?? null,
    handle: post?.author.handle ?? null,
    avatar: post?.author.avatar?.blob ?? null,
    photo: post?.media[0]?.blob ?? null,
    alt: post?.media[0]?.alt ?? null,
    poll: post?.poll?.options.map((option) => option.text) ?? null,
    note: post?.note?.text ?? null,
  };
}

/** When it was seen to be so for the first time and for the last, to the second. */
function intervalTrouble({ intervals }: Past, { states }: Expected): readonly string[] {
  const isNear = (told: string, at: number) => Math.abs(Date.parse(told) - at) < 5 * second;
  const told = intervals.map(({ state, first, last }) => `${state} ${first.at} … ${last.at}`).join(', ');
  const wanted = states
    .map(
      ({ state, first, last }) =>
        `${state} ${new Date(first).toISOString()} … ${new Date(last).toISOString()}`,
    )
    .join(', ');
  const isRight =
    intervals.length === states.length &&
    states.every(({ state, first, last }, at) => {
      const interval = intervals[at];
      return interval?.state === state && isNear(interval.first.at, first) && isNear(interval.last.at, last);
    });
  return isRight ? [] : [`intervals: ${told} instead of ${wanted}`];
}

/** The true moment lies between the last sighting before it and the first one after it. */
function momentTrouble({ scenes }: ScriptedPost, { intervals }: Past, clock: Clock): readonly string[] {
  return intervals.flatMap(({ state, before, first }) => {
    if (before === null) return [];
    const moments = scenes
      .filter(({ fate }, at) => at > 0 && fate !== scenes[at - 1]?.fate)
      .map(({ at }) => clock.shownAt(at));
    const isBetween = moments.some((at) => Date.parse(before) < at && at <= Date.parse(first.at));
    return isBetween ? [] : [`nothing became ${state} between ${before} and ${first.at}`];
  });
}
