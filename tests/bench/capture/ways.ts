import type { Way, WaySettings } from './way.ts';

/** A picture of the post's page or of our card, or the page itself. */
export type Gives = 'post' | 'card' | 'html';

/** A way, how it is named in the report, and what it is. */
export interface WayEntry {
  readonly title: string;
  /** Posts of a round: fewer where each takes long. */
  readonly posts: number;
  /** Part of the short run too. */
  readonly quick: boolean;
  /** Needs the packages of `capture-peers/`. */
  readonly peer: boolean;
  /** What its files are. */
  readonly gives: Gives;
  readonly open: () => Promise<(settings: WaySettings) => Promise<Way>>;
}

const ours = { peer: false, gives: 'post' } as const;
const peer = { peer: true, gives: 'post', quick: false } as const;

/** Loaded one by one: a process holds what its own way needs. */
export const ways = {
  pipeline: {
    ...ours,
    title: 'Holdfast, one verified picture',
    posts: 8,
    quick: true,
    open: async () => (await import('./ours.ts')).openPipeline,
  },
  floor: {
    ...ours,
    title: 'floor: bare protocol, fast PNG, one decode',
    posts: 8,
    quick: true,
    open: async () => (await import('./floor.ts')).openFloor,
  },
  'browser-each': {
    ...ours,
    title: 'puppeteer, a browser per post',
    posts: 8,
    quick: true,
    open: async () => (await import('./puppeteer-ways.ts')).openBrowserEach,
  },
  'browser-each-fast': {
    ...ours,
    title: '… with optimizeForSpeed',
    posts: 8,
    quick: false,
    open: async () => (await import('./puppeteer-ways.ts')).openBrowserEachFast,
  },
  cluster: {
    ...peer,
    title: 'puppeteer-cluster, a context per post',
    posts: 8,
    quick: true,
    open: async () => (await import('./puppeteer-ways.ts')).openCluster,
  },
  'capture-website': {
    ...peer,
    title: 'capture-website, a browser per post',
    posts: 4,
    open: async () => (await import('./peer-ways.ts')).openCaptureWebsite,
  },
  pageres: {
    ...peer,
    title: 'pageres, all of a run at once',
    posts: 4,
    open: async () => (await import('./peer-ways.ts')).openPageres,
  },
  'single-file': {
    ...peer,
    title: 'single-file-cli, HTML and no picture',
    posts: 2,
    gives: 'html',
    open: async () => (await import('./peer-ways.ts')).openSingleFile,
  },
  job: {
    ...ours,
    title: 'Holdfast, the whole job',
    posts: 4,
    quick: false,
    open: async () => (await import('./ours.ts')).openJob,
  },
  cards: {
    ...ours,
    title: 'Holdfast, our own card to PNG',
    posts: 16,
    quick: true,
    gives: 'card',
    open: async () => (await import('./ours.ts')).openCards,
  },
} as const satisfies Record<string, WayEntry>;

export type WayName = keyof typeof ways;

export function isWayName(name: string): name is WayName {
  return Object.hasOwn(ways, name);
}
