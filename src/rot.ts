import { placeOf } from './model/place.ts';
import type { Platform } from './model/platform.ts';
import { type AlikeEmbeds, noRot, type Rot, riskMoments, silentAfter, withEmbeds } from './model/rot.ts';
import type { Store } from './store/contract.ts';
import type { FateGroups, FateMoments } from './store/fates-contract.ts';

export interface RotTools {
  readonly store: Pick<Store, 'fates' | 'hosts'>;
  readonly platforms: readonly Platform[];
  readonly now: () => Date;
}

export const rotGroupings = ['site', 'section', 'platform', 'year'] as const;

/** What the report's lines are of: sites of articles, their sections, platforms, or years in which posts were made. */
export type RotBy = (typeof rotGroupings)[number];

/** A line of the report. Of `site`, `section`, `platform` and `year` those are null that it is not by, or not known. */
export interface RotGroup extends Rot {
  readonly site: string | null;
  readonly section: string | null;
  readonly platform: string | null;
  readonly year: string | null;
  /** Articles with an embed of it. */
  readonly articles: number;
}

export interface RotReport {
  /** ISO 8601: as of when. */
  readonly at: string;
  readonly by: RotBy;
  /** Those that lost most first; years in their order. */
  readonly groups: readonly RotGroup[];
  readonly total: RotGroup;
}

/** What became of all embeds, in groups. */
export async function reportRot(by: RotBy, tools: RotTools): Promise<RotReport> {
  const now = tools.now();
  const { groups, articles } = await tools.store.fates.ofAll(grouping[by], await fateMoments(now, tools));
  const lines = groups.map((group) => ({
    ...nowhere,
    ...named(by, group.group),
    articles: group.articles,
    ...rotOf(group.alike),
  }));
  const total = { ...nowhere, articles, ...rotOf(groups.flatMap(({ alike }) => alike)) };
  return { at: now.toISOString(), by, groups: lines.toSorted(by === 'year' ? byYear : byLoss), total };
}

export function rotOf(alike: readonly AlikeEmbeds[]): Rot {
  return alike.reduce(withEmbeds, noRot);
}

/** The moments as of now, and the platforms of which no server has answered for long. */
export async function fateMoments(now: Date, { store, platforms }: RotTools): Promise<FateMoments> {
  const silent: string[] = [];
  for (const platform of platforms) if (await isSilent(platform, now, store)) silent.push(platform.id);
  return { ...riskMoments(now), silent };
}

async function isSilent({ sources }: Platform, now: Date, { hosts }: RotTools['store']): Promise<boolean> {
  const own = sources.filter(({ rank }) => rank === 'platform').flatMap((source) => source.hosts);
  if (own.length === 0) return false;
  const records = await Promise.all(own.map((host) => hosts.get(host)));
  return records.every((record) => {
    const since = record?.failingSince ?? null;
    return since !== null && now.getTime() - Date.parse(since) >= silentAfter;
  });
}

const nowhere = { site: null, section: null, platform: null, year: null } as const;

const grouping = {
  site: (article) => JSON.stringify([placeOf(article).site]),
  section: (article) => JSON.stringify([placeOf(article).site, placeOf(article).section]),
  platform: 'platform',
  year: 'year',
} as const satisfies Record<RotBy, FateGroups>;

function named(by: RotBy, group: string): Partial<Pick<RotGroup, 'site' | 'section' | 'platform' | 'year'>> {
  if (by === 'platform') return { platform: group };
  if (by === 'year') return { year: group === '' ? null : group };
  const [site = null, section = null] = JSON.parse(group) as (string | null)[];
  return { site, section };
}

function byLoss(one: RotGroup, other: RotGroup): number {
  return (
    other.gone - one.gone || other.atRisk - one.atRisk || other.embeds - one.embeds || compare(one, other)
  );
}

function byYear(one: RotGroup, other: RotGroup): number {
  return compare(one, other);
}

/** Without a name last. */
function compare(one: RotGroup, other: RotGroup): number {
  const keyOf = ({ site, section, platform, year }: RotGroup) =>
    [site, section, platform, year].map((part) => part ?? '\uffff').join('\u0000');
  const [a, b] = [keyOf(one), keyOf(other)];
  return a < b ? -1 : Number(a > b);
}
