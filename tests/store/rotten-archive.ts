import type { Embed } from '../../src/model/embed.ts';
import type { Known, State } from '../../src/model/state.ts';
import type { Store } from '../../src/store/contract.ts';
import * as s from './samples.ts';

/** A post of the archive below: what became of it, and when it was heard of. */
export interface Told {
  readonly id: string;
  readonly state: State;
  readonly known: Known;
  /** Whose it is. */
  readonly handle: string;
  /** Seconds: when it was seen live, if it ever was; and when it came to be as it is. */
  readonly seen: number | null;
  readonly heard: number;
}

export const day = 24 * 60 * 60;

/** One after the other, as their seconds say. */
export const told: readonly Told[] = [
  { id: '1', state: 'live', known: 'platform', handle: 'frog', seen: 0, heard: 0 },
  { id: '2', state: 'deleted', known: 'platform', handle: 'newt', seen: 0, heard: 5 * day },
  { id: '3', state: 'suspended', known: 'archive', handle: 'toad', seen: null, heard: 6 * day },
  { id: '4', state: 'protected', known: 'quoted', handle: 'eel', seen: null, heard: 7 * day },
  // Of the account whose other post is deleted.
  { id: '5', state: 'live', known: 'platform', handle: 'newt', seen: 0, heard: 0 },
  // Asked for in vain long after it was seen.
  { id: '6', state: 'live', known: 'platform', handle: 'pike', seen: 0, heard: 40 * day },
  { id: '7', state: 'unknown', known: 'quoted', handle: 'carp', seen: null, heard: 0 },
];

/** The articles, each with the posts it holds in order; `9` was never asked for, `lost` has no id. */
export const articles: Readonly<Record<string, readonly string[]>> = {
  'https://www.pond.example/news/one.html': ['1', '2', '2'],
  'https://pond.example/news/two.html': ['3', '5', 'lost'],
  'https://pond.example/sport/three.html': ['4', '1', '6'],
  'https://lake.example/front.html': ['7', '9'],
  'content/news/frogs.md': ['1'],
  'content/none.md': [],
  'feeds/all.xml#https://sea.example/news/four': ['2'],
  'feeds/all.xml#item-2': ['1'],
};

/** Makes all of it in a store that was opened with `timeOf` of the samples. */
export async function fill(store: Store): Promise<void> {
  for (const post of told) if (post.seen !== null) await hear(store, post, post.seen, 'live');
  for (const post of told.toSorted((one, other) => one.heard - other.heard))
    if (post.heard !== post.seen) await hear(store, post, post.heard, post.state);
  for (const [name, ids] of Object.entries(articles))
    await store.recordArticle(
      s.entryOf(ids.map(embedAt), { name, title: `About ${ids.join(', ')}`, at: s.isoAt(8 * day), jobs: [] }),
    );
}

function embedAt(id: string, index: number): Embed {
  const range = { start: 100 * index, end: 100 * index + 50 };
  if (id !== 'lost') return { ...s.embedOf(id), ...range };
  return { ...s.embedOf(id), ...range, name: 'pond:@tadpole/2024-04-29/abcdef012345', ref: null };
}

async function hear(store: Store, { id, known, handle, ...post }: Told, seconds: number, state: State) {
  const lease = await s.leasePost(store, id, seconds);
  const isVain = post.state === 'live' && seconds !== post.seen;
  const rank = known === 'platform' || state !== 'live' ? 'platform' : 'archive';
  const said = s.snapshotOf(`words of ${id}`, state, known, seconds);
  await store.settle(
    lease,
    {
      ...s.nothing,
      observations: [s.observationOf(isVain ? 'server-error' : state, seconds, { rank })],
      snapshot:
        isVain || said.post === null
          ? null
          : {
              ...said,
              post: { ...said.post, createdAt: madeAt(id), author: { ...said.post.author, handle } },
            },
    },
    s.done,
  );
}

/** Of the year 2021 to 2023. */
function madeAt(id: string): string {
  return `${2020 + (Number(id) % 4)}-03-01T00:00:00.000Z`;
}
