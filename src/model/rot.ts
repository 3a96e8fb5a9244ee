import { isGone, type Known, type State } from './state.ts';

/**
 * What became of an embed. `gone`: the platform doesn't show the post to everybody any more. `alive`: it was seen there
 * lately and nothing speaks against it. All else is `at risk`.
 */
export type Standing = 'alive' | 'at risk' | 'gone';

/** Why a post that is not known to be gone is no safe one. */
export type Risk =
  | 'account went'
  | 'asked in vain'
  | 'not seen lately'
  | 'platform silent'
  | 'unclear'
  | 'no link'
  | 'not saved';

/** Each risk in words, in the order they are told. */
export const riskWords = {
  'account went': 'another post of its account was seen gone within 90 days',
  'asked in vain': 'asked for 14 days or more since it was last seen, and no answer was certain',
  'not seen lately': 'last seen 90 days ago or longer: nobody knows about today',
  'platform silent': 'no server of its platform has answered for 2 days',
  unclear: 'nobody could say yet what became of it',
  'no link': 'the article lost which post it is, so nobody can be asked',
  'not saved': 'known only as the article quotes it: it would be lost with its platform',
} as const satisfies Record<Risk, string>;

export const risks = Object.keys(riskWords) as readonly Risk[];

const day = 24 * 60 * 60 * 1000;
/** Milliseconds without an answer after which a platform is silent. */
export const silentAfter = 2 * day;

/** The moments that tell old from recent, in milliseconds since 1970 but for `vainFor`. */
export interface RiskMoments {
  readonly accountWentAfter: number;
  readonly seenAfter: number;
  /** So long after it was last seen a certain answer is overdue, if it was asked for. */
  readonly vainFor: number;
}

export function riskMoments(now: Date): RiskMoments {
  const past = (days: number) => now.getTime() - days * day;
  return { accountWentAfter: past(90), seenAfter: past(90), vainFor: 14 * day };
}

/** What decides an embed's standing; the moments are those of `RiskMoments`. */
export interface Fate {
  readonly state: State;
  readonly known: Known | null;
  /** Its id is known, so that it can be asked for. */
  readonly hasRef: boolean;
  /** Another post of its account was seen gone lately. */
  readonly accountWent: boolean;
  /** It was asked for long after it was last seen, and not seen. */
  readonly askedInVain: boolean;
  readonly seenLately: boolean;
  readonly platformSilent: boolean;
}

/** Content of it is kept that a platform or a web archive vouches for. */
export function isSaved({ known }: Pick<Fate, 'known'>): boolean {
  return known === 'platform' || known === 'archive';
}

/** Pure. A post that is gone has no risks any more. */
export function risksOf(fate: Fate): readonly Risk[] {
  if (isGone(fate.state)) return [];
  const isLive = fate.state === 'live';
  const has = {
    'account went': fate.accountWent,
    'asked in vain': isLive && fate.askedInVain,
    'not seen lately': isLive && !fate.seenLately && !fate.askedInVain,
    'platform silent': fate.platformSilent,
    unclear: !isLive && fate.hasRef,
    'no link': !fate.hasRef,
    'not saved': !isSaved(fate),
  } as const satisfies Record<Risk, boolean>;
  return risks.filter((risk) => has[risk]);
}

export function standingOf(fate: Fate): Standing {
  if (isGone(fate.state)) return 'gone';
  return risksOf(fate).length > 0 ? 'at risk' : 'alive';
}

/** Embeds whose posts fare alike. */
export interface AlikeEmbeds extends Fate {
  readonly embeds: number;
  /** ISO 8601: the first and the last time one of them was first seen in that state; null where none was heard of. */
  readonly firstSince: string | null;
  readonly lastSince: string | null;
}

/** Embeds of a place, counted by what became of their posts: `embeds = alive + atRisk + gone = saved + notSaved`. */
export interface Rot {
  readonly embeds: number;
  readonly alive: number;
  readonly atRisk: number;
  readonly gone: number;
  readonly saved: number;
  readonly notSaved: number;
  /** Of those gone, by the best witness that keeps their content; `nothing` is not even a quote. */
  readonly goneSavedBy: Readonly<Record<Known | 'nothing', number>>;
  /** Those at risk, by reason; one may have several. */
  readonly risks: Readonly<Record<Risk, number>>;
  /** ISO 8601: when the first and the last of those gone were first seen gone. */
  readonly goneFirst: string | null;
  readonly goneLast: string | null;
}

export const noRot: Rot = {
  embeds: 0,
  alive: 0,
  atRisk: 0,
  gone: 0,
  saved: 0,
  notSaved: 0,
  goneSavedBy: { platform: 0, archive: 0, quoted: 0, nothing: 0 },
  risks: Object.fromEntries(risks.map((risk) => [risk, 0])) as Record<Risk, number>,
  goneFirst: null,
  goneLast: null,
};

/** Pure. */
export function withEmbeds(rot: Rot, alike: AlikeEmbeds): Rot {
  const { embeds: n, known, firstSince, lastSince } = alike;
  const standing = standingOf(alike);
  const isLost = standing === 'gone';
  const witness = known ?? 'nothing';
  return {
    embeds: rot.embeds + n,
    alive: rot.alive + (standing === 'alive' ? n : 0),
    atRisk: rot.atRisk + (standing === 'at risk' ? n : 0),
    gone: rot.gone + (isLost ? n : 0),
    saved: rot.saved + (isSaved(alike) ? n : 0),
    notSaved: rot.notSaved + (isSaved(alike) ? 0 : n),
    goneSavedBy: isLost ? { ...rot.goneSavedBy, [witness]: rot.goneSavedBy[witness] + n } : rot.goneSavedBy,
    risks: addTo(rot.risks, risksOf(alike), n),
    goneFirst: isLost ? earlier(rot.goneFirst, firstSince) : rot.goneFirst,
    goneLast: isLost ? later(rot.goneLast, lastSince) : rot.goneLast,
  };
}

function addTo(sums: Rot['risks'], those: readonly Risk[], n: number): Rot['risks'] {
  if (those.length === 0) return sums;
  return { ...sums, ...Object.fromEntries(those.map((risk) => [risk, sums[risk] + n])) };
}

function earlier(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other < one) ? other : one;
}

function later(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other > one) ? other : one;
}
