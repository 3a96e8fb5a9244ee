import { randomFrom } from '../processes.ts';
import { type Plot, plots, usualAge } from './plots.ts';
import {
  day,
  hour,
  minute,
  type Network,
  type Outage,
  type Script,
  type ScriptedArticle,
  type ScriptedPost,
  type TroubleKind,
} from './script.ts';

const networks: readonly Network[] = ['x', 'bluesky', 'mastodon'];
export const mastodonHost = 'social.example';

export interface Size {
  readonly posts: number;
  readonly days: number;
  readonly seed: number;
}

/** A script for so many posts: every plot by turns, each time on another network; the moments are up to chance. */
export function writeScript({ posts: count, days, seed }: Size): Script {
  const random = randomFrom(seed);
  const start = Date.parse('2026-03-02T00:00:00.000Z');
  const end = start + days * day;
  const outages = writeOutages(start, end, random);
  const posts: ScriptedPost[] = [];
  const told: { readonly post: ScriptedPost; readonly plot: Plot; readonly from: number }[] = [];
  for (let turn = 0; posts.length < count; turn++) {
    const plot = plots[turn % plots.length];
    const network = networks[(turn + Math.floor(turn / plots.length)) % networks.length];
    if (plot === undefined || network === undefined) throw new Error('there is no such plot');
    const account = String(1000 + turn);
    const moment = (share: number) => {
      const within = share < 0 ? midst(outages, network) : start + share * (end - start);
      return betweenRuns(within + random() * (share < 0 ? 0 : 3 * hour), random);
    };
    for (let sibling = 0; sibling < plot.posts; sibling++) {
      const first = {
        text: `Post ${posts.length} of account ${account} tells what the pond was like last night.`,
        name: `Author ${account}`,
        handle: `author${account}`,
        avatar: `avatar-${account}`,
        alt: 'A bird by the water',
        poll: null,
        note: null,
      };
      const made = start - (plot.age ?? usualAge + Math.floor(random() * 36 * hour)) - sibling * minute;
      const from = comesAt(plot, { start, end, outages, network, random });
      const scenes = sibling === 0 ? plot.scenes(first, network, moment) : again(posts.at(-1), first);
      const post = {
        network,
        account,
        madeAt: made,
        plot: plot.what,
        scenes,
        ...namesOf(network, account, made),
      };
      posts.push(post);
      told.push({ post, plot, from });
    }
  }
  const ticks = (share: number) => start + Math.round((share * (end - start)) / hour) * hour;
  return {
    start,
    end,
    posts,
    outages,
    articles: writeArticles(told, start, end, random),
    clockSetBack: betweenRuns(start + 0.52 * (end - start), random),
    // while all is new, and when much is due
    killed: [start, start + 14 * hour, ...(days > 3 ? [ticks(0.3), ticks(0.5), ticks(0.7)] : [])],
    twofold: [start + 7 * hour, ...(days > 3 ? [ticks(0.2), ticks(0.6)] : [])],
  };
}

/** What befalls an account befalls its posts at once, each with words of its own. */
function again(before: ScriptedPost | undefined, { text }: { readonly text: string }) {
  return (before?.scenes ?? []).map((scene) => ({ ...scene, words: { ...scene.words, text } }));
}

function comesAt(
  { comes }: Plot,
  {
    start,
    end,
    outages,
    network,
    random,
  }: Pick<Script, 'start' | 'end' | 'outages'> & {
    readonly network: Network;
    readonly random: () => number;
  },
): number {
  if (comes === undefined) return start;
  return betweenRuns(
    comes === 'in an outage' ? midst(outages, network) : start + comes * (end - start),
    random,
  );
}

function midst(outages: readonly Outage[], of: Network): number {
  const found = outages.find((outage) => outage.of === of);
  if (found === undefined) throw new Error(`${of} has no outage`);
  return (found.from + found.to) / 2;
}

/** Runs begin at each quarter of an hour and are over within minutes: what happens, happens between them. */
export function betweenRuns(at: number, random: () => number): number {
  return Math.floor(at / (15 * minute)) * 15 * minute + Math.round((6 + 6 * random()) * minute);
}

const troubles: readonly (readonly [of: Outage['of'], kind: TroubleKind, hours: number])[] = [
  ['x', 'fault', 4],
  ['bluesky', 'busy', 5],
  ['mastodon', 'reset', 4],
  ['news', 'busy', 2],
  ['x', 'wall', 3],
  ['bluesky', 'empty', 3],
  ['mastodon', 'dns', 4],
  ['news', 'fault', 1],
  ['x', 'busy', 3],
  ['bluesky', 'fault', 3],
  ['mastodon', 'busy', 3],
  ['x', 'hang', 1],
];

function writeOutages(start: number, end: number, random: () => number): readonly Outage[] {
  const first = start + 15 * hour;
  const step = (end - 6 * hour - first) / troubles.length;
  return troubles.map(([of, kind, hours], index) => {
    const from = betweenRuns(first + (index + random() * 0.4) * step, random);
    return { of, kind, from, to: from + hours * hour };
  });
}

function writeArticles(
  told: readonly { readonly post: ScriptedPost; readonly plot: Plot; readonly from: number }[],
  start: number,
  end: number,
  random: () => number,
): readonly ScriptedArticle[] {
  const articles = told.map(({ post, plot, from }, index): ScriptedArticle => {
    const first = { at: 0, words: `Report ${index} from the pond.`, posts: [post] };
    const later = betweenRuns(start + (end - start) / 3, random);
    const changes = {
      changed: [{ ...first, at: later, words: `Report ${index} from the pond, corrected.` }],
      'loses it': [{ ...first, at: later, posts: [] }],
    };
    const scenes = [first, ...(plot.article === undefined ? [] : changes[plot.article])];
    // a feed drops its oldest items
    const isDropped = plot.article === undefined && plot.comes === undefined && index % 4 === 1;
    const to = isDropped ? betweenRuns(start + (0.4 + 0.4 * random()) * (end - start), random) : end + day;
    return { id: `report-${index}`, from, to, scenes };
  });
  return articles.toSorted((a, b) => a.from - b.from);
}

/** Ids carry the time in every one of these networks. */
function namesOf(network: Network, account: string, madeAt: number): { name: string; local: string } {
  const lower = BigInt(account);
  if (network === 'x') {
    const local = String((BigInt(madeAt - 1_288_834_974_657) << 22n) + lower);
    return { name: `x:${local}`, local };
  }
  if (network === 'mastodon') {
    const local = String((BigInt(madeAt) << 16n) + lower);
    return { name: `mastodon:${mastodonHost}/${local}`, local };
  }
  const local = recordKey((BigInt(madeAt) * 1000n) << 10n);
  return { name: `bluesky:${didOf(account)}/${local}`, local };
}

export function didOf(account: string): string {
  return `did:plc:${account.replace(/\d/gu, (digit) => 'abcdefghij'[Number(digit)] ?? '').padEnd(24, 'k')}`;
}

function recordKey(value: bigint): string {
  const digits = '234567abcdefghijklmnopqrstuvwxyz';
  let left = value;
  let key = '';
  for (let place = 0; place < 13; place++, left /= 32n) key = digits.charAt(Number(left % 32n)) + key;
  return key;
}
