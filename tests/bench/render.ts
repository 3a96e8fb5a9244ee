import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { noImprint, viewWith } from '../../src/fallback-view.ts';
import type { Post } from '../../src/model/post.ts';
import { x } from '../../src/platforms/x/index.ts';
import { syndication } from '../../src/platforms/x/syndication.ts';
import { render } from '../../src/render/render.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { installPackages, pinnedVersions } from '../install-packages.ts';
import { benchBuilds } from './render/builds.ts';
import { loadReactTweet, type RenderTweet } from './render/react-tweet.ts';
import { benchRewrite } from './rewrite-site.ts';

const corpus = resolve(process.env['HOLDFAST_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus'));
const peers = join(import.meta.dirname, 'render-peers');

/** A post both can show: the answer of X's own endpoint, and what we make of it. */
interface Sample {
  readonly id: string;
  readonly body: Uint8Array;
  readonly tweet: unknown;
  readonly view: FallbackView;
}

/**
 * What fallbacks cost: cards beside react-tweet's, sites rewritten (as `bench rewrite`), and sites built with the plugins.
 * `--quick`: fewer rounds of cards, a small site, no builds.
 */
export async function benchRender(flags: readonly string[]): Promise<readonly string[]> {
  const isQuick = flags.includes('--quick');
  const builds = isQuick ? ['builds: not with --quick'] : await benchBuilds();
  return ['', ...(await benchCards(isQuick)), '', ...(await benchRewrite(flags)), '', ...builds];
}

/** Cards of the same posts by us and by react-tweet, in turns. */
export async function benchCards(isQuick: boolean): Promise<readonly string[]> {
  const answers = join(corpus, 'platform/x/syndication');
  if (!existsSync(answers)) return [`not measured: there are no answers to render in ${corpus}`];
  const load = loadavg()[0] ?? 0;
  const renderTweet = await loadReactTweet(await installPackages(peers));
  const samples = readSamples(answers, renderTweet);
  const ways = {
    ours: ({ view }: Sample) => render(view, 'html', { css: 'none' }),
    'ours, read from the answer too': (sample: Sample) => {
      const post = readPost(sample);
      return post === null ? '' : render({ ...sample.view, post }, 'html', { css: 'none' });
    },
    'react-tweet': ({ tweet }: Sample) => renderTweet(tweet),
  } as const;
  const rates = inTurns(ways, samples, isQuick ? 7 : 21);
  const peer = middle(rates['react-tweet']);
  const versions = Object.entries(pinnedVersions(peers)).map(([name, version]) => `${name} ${version}`);
  return [
    `${samples.length} posts of X that both show, no style; load at the start ${load.toFixed(2)}; ${versions.join(', ')}`,
    `${''.padEnd(34)}cards a CPU second    elements  characters  gzip`,
    ...entriesOf(ways).map(
      ([name, way]) =>
        `${name.padEnd(34)}${spread(rates[name]).padEnd(22)}${sizes(samples.map((sample) => way(sample)))}`,
    ),
    `→ ${(middle(rates.ours) / peer).toFixed(2)} × react-tweet (aim 3)`,
    `→ ${(middle(rates['ours, read from the answer too']) / peer).toFixed(2)} × with the answer read each time, as react-tweet takes it`,
  ];
}

/** Answers that are posts to both. */
function readSamples(folder: string, renderTweet: RenderTweet): readonly Sample[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const body = readFileSync(join(folder, file));
      const id = file.replace(/\.json$/u, '');
      const post = readPost({ id, body });
      const tweet: unknown = JSON.parse(body.toString('utf8'));
      return post === null || !isShown(tweet, renderTweet) ? [] : [{ id, body, tweet, view: viewOf(post) }];
    });
}

function readPost({ id, body }: Pick<Sample, 'id' | 'body'>): Post | null {
  const ref = x.refOf(id);
  if (ref === null) return null;
  const wire = { url: 'https://cdn.syndication.twimg.com/', status: 200, headers: [], body, at };
  const answer = syndication.read(wire, ref);
  return answer.kind === 'post' ? answer.post : null;
}

/** react-tweet throws for what it has no card for. */
function isShown(tweet: unknown, renderTweet: RenderTweet): boolean {
  try {
    return renderTweet(tweet).length > 0;
  } catch {
    return false;
  }
}

/** Pictures as a site serves them, by an address of its own. */
function viewOf(post: Post): FallbackView {
  const record = {
    name: `x:${post.ref?.id ?? ''}`,
    ref: post.ref,
    state: 'live',
    edited: false,
    since: at,
    known: 'platform',
    firstSeen: at,
    lastLive: at,
  } as const;
  const snapshot = {
    id: 1,
    post,
    state: 'live',
    known: 'platform',
    takenAt: at,
    meaning: '',
    cause: 'platform',
  };
  return viewWith(record, snapshot as never, x, noImprint, {
    pictureOf: ({ width, height }) => ({
      src: '/holdfast/assets/9f86d081884c7d659a2feaa0c55ad015.webp',
      width,
      height,
    }),
    filmOf: () => ({ src: '/holdfast/assets/9f86d081884c7d659a2feaa0c55ad015.mp4', mediaType: 'video/mp4' }),
  });
}

const at = '2026-01-01T00:00:00.000Z';

/** Cards a CPU second, one figure for each round; ways take turns, in reverse every other round. */
function inTurns<Names extends string>(
  ways: Readonly<Record<Names, (sample: Sample) => string>>,
  samples: readonly Sample[],
  rounds: number,
): Readonly<Record<Names, readonly number[]>> {
  const rates = Object.fromEntries(entriesOf(ways).map(([name]) => [name, [] as number[]])) as Record<
    Names,
    number[]
  >;
  const warmUps = 3;
  for (let round = -warmUps; round < rounds; round += 1) {
    const turn = entriesOf(ways);
    for (const [name, way] of round % 2 === 0 ? turn : turn.toReversed()) {
      const begun = process.cpuUsage();
      let cards = 0;
      while (cpuMs(begun) < 150)
        // The clock costs as much as a few cards.
        for (let pass = 0; pass < 4; pass += 1)
          for (const sample of samples) {
            way(sample);
            cards += 1;
          }
      if (round >= 0) rates[name].push((cards / cpuMs(begun)) * 1000);
    }
  }
  return rates;
}

function cpuMs(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

function entriesOf<Names extends string, Value>(
  of: Readonly<Record<Names, Value>>,
): readonly (readonly [Names, Value])[] {
  return Object.entries(of) as never;
}

/** Mean of elements, characters and gzip bytes. */
function sizes(cards: readonly string[]): string {
  const mean = (measure: (card: string) => number) =>
    Math.round(cards.reduce((sum, card) => sum + measure(card), 0) / cards.length);
  const elements = mean((card) => card.match(/<[a-z]/gu)?.length ?? 0);
  const gzip = mean((card) => gzipSync(card).length);
  return `${String(elements).padEnd(10)}${String(mean((card) => card.length)).padEnd(12)}${gzip}`;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b).map(Math.round);
  return `${Math.round(middle(values))} [${sorted[0] ?? 0}–${sorted.at(-1) ?? 0}]`;
}
