import { day, type Fate, hour, type Network, type Scene, type Words } from './script.ts';

/** What may befall a post. `at` gives moments within the time there is, by share of it. */
export interface Plot {
  readonly what: string;
  /** Posts of one account that it befalls together. */
  readonly posts: number;
  readonly scenes: (words: Words, network: Network, at: (share: number) => number) => readonly Scene[];
  /** How long before the beginning it was made. */
  readonly age?: number;
  /** It comes with an article of its own: at that share of the time, or in the midst of an outage. */
  readonly comes?: number | 'in an outage';
  /** Its article: changed, or without the post, at a third of the time. */
  readonly article?: 'changed' | 'loses it';
}

type Step = readonly [share: number, fate: Fate, change?: Partial<Words>];

function plot(
  what: string,
  steps: readonly Step[] | ((network: Network) => readonly Step[]),
  more: Partial<Plot> = {},
): Plot {
  return {
    what,
    posts: 1,
    ...more,
    scenes: (first, network, at) => {
      const scenes: Scene[] = [{ at: 0, fate: 'live', words: first }];
      for (const [share, fate, change = {}] of typeof steps === 'function' ? steps(network) : steps) {
        const words = scenes.at(-1)?.words ?? first;
        scenes.push({ at: at(share), fate, words: { ...words, ...change } });
      }
      return scenes;
    },
  };
}

/** Made so long before, where the plot doesn't say. */
export const usualAge = 7 * hour;

/** In the order they are given out, the ones that tell most first. */
export const plots: readonly Plot[] = [
  // early, while all goes well, so that each is seen by itself
  plot(
    'edited, then another avatar',
    [
      [0.03, 'live', { text: 'Edited: the heron came back at dawn.' }],
      [0.1, 'live', { avatar: 'heron' }],
    ],
    { age: usualAge },
  ),
  plot('deleted, then restored', [
    [0.25, 'deleted'],
    [0.7, 'live'],
  ]),
  plot('renamed', [[0.4, 'live', { handle: 'renamed', name: 'Renamed by the pond' }]]),
  plot(
    'suspended, then back',
    (network) => [
      [0.3, network === 'mastodon' ? 'deleted' : 'suspended'],
      [0.75, 'live'],
    ],
    { posts: 2 },
  ),
  plot('nothing happens', []),
  plot('not found any more, then there again', [
    [0.3, 'missing'],
    [0.72, 'live'],
  ]),
  plot('its account goes', (network) => [[0.45, network === 'mastodon' ? 'missing' : 'account-gone']], {
    posts: 2,
  }),
  plot('closed', (network) => [
    [0.4, ({ x: 'protected', bluesky: 'restricted', mastodon: 'deleted' } as const)[network]],
  ]),
  plot('a poll, a note or another description', (network) => [
    [
      0.35,
      'live',
      {
        x: { note: 'Readers added: the pond is a lake.' },
        bluesky: { alt: 'A grey heron, as described later' },
        mastodon: { poll: ['Heron', 'Stork'] },
      }[network],
    ],
  ]),
  plot('another description', [[0.5, 'live', { alt: 'A stork, as is seen now' }]]),
  plot('edited in an outage', [[-1, 'live', { text: 'Edited while nobody could look.' }]]),
  plot('deleted in an outage', [[-1, 'deleted']]),
  plot('comes and goes', [
    [0.2, 'deleted'],
    [0.45, 'live'],
    [0.62, 'deleted'],
  ]),
  plot('old', [], { age: 400 * day }),
  plot('comes later', [[0.8, 'live', { text: 'Edited after it had come.' }]], { comes: 0.5 }),
  plot('comes in an outage', [], { comes: 'in an outage' }),
  plot('its article loses it', [[0.65, 'deleted']], { article: 'loses it' }),
  plot('its article is changed', [], { article: 'changed' }),
  plot('edited twice', [
    [0.2, 'live', { text: 'Edited once: a heron and a stork.' }],
    [0.6, 'live', { text: 'Edited twice: two herons, no stork.' }],
  ]),
];
