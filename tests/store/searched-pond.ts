import { emptyPost, nobody, type Post, pictureAt } from '../../src/model/post.ts';
import { meaningOf, type Snapshot } from '../../src/model/snapshot.ts';
import type { State } from '../../src/model/state.ts';
import type { Store } from '../../src/store/contract.ts';
import { done, embedOf, entryOf, isoAt, leasePost, nothing, observationOf } from './samples.ts';

export interface Told {
  readonly text: string;
  readonly day?: string;
  readonly state?: State;
  readonly changes?: Partial<Post>;
}

export function toldPost({ text, day, changes }: Told): Post {
  return {
    ...emptyPost,
    author: { ...nobody, name: 'Frog Prince', handle: 'green_frog' },
    segments: [{ kind: 'text', text }],
    createdAt: day === undefined ? null : `${day}T08:00:00.000Z`,
    ...changes,
  };
}

/** What a platform tells of a post, settled as a job settles it. */
export async function tell(store: Store, id: string, told: Told, seconds = 0): Promise<void> {
  const { state = 'live' } = told;
  const lease = await leasePost(store, id, seconds);
  const post = toldPost(told);
  const snapshot: Snapshot = {
    takenAt: isoAt(seconds),
    cause: 'platform',
    meaning: meaningOf(post, state),
    state,
    known: 'platform',
    post,
    witnesses: {},
    conflicts: [],
  };
  const observations = [observationOf(state, seconds)];
  await store.settle(lease, { ...nothing, observations, snapshot }, done);
}

export const photo = {
  ...pictureAt('https://pond.test/p.jpg'),
  kind: 'photo',
  alt: 'A heron at dawn',
  poster: null,
  durationMs: null,
  stream: null,
} as const;

/** A small archive with something of everything that can be looked for. */
export async function fillPond(store: Store): Promise<void> {
  await tell(store, 'flood', { text: 'The flood has reached São Paulo', day: '2023-03-01' });
  await tell(store, 'flood-2', { text: 'Flood, flood and flood again', day: '2023-06-15', state: 'deleted' });
  await tell(store, 'heron', {
    text: 'Good morning',
    day: '2024-01-31',
    changes: { media: [photo], author: { ...nobody, name: 'Ann', handle: 'ann@pond.test' } },
  });
  await tell(store, 'tokyo', { text: '明日は東京都に行きます', day: '2022-05-05' });
  await tell(store, 'salam', { text: 'السَّلامُ عَلَيْكُم من القاهرة', day: '2022-05-06' });
  await tell(store, 'edited', { text: 'I never said bananas', day: '2021-01-01' });
  await tell(store, 'edited', { text: 'I never said anything', day: '2021-01-01' }, 60);
  await tell(store, 'poll', {
    text: 'Which one?',
    changes: {
      poll: {
        options: [
          { text: 'Newts', votes: 3 },
          { text: 'Toads', votes: 1 },
        ],
        endsAt: null,
      },
    },
  });
  const lost = embedOf('lost', 'The words of a post nobody has any more, as an article quotes it');
  await store.recordArticle(
    entryOf([{ ...lost, ref: null, name: 'pond:@toad/2024-04-30/aaaaaaaaaaaa' }, embedOf('flood', null)], {
      name: 'https://news.test/world/2024/drought-in-the-swamp.html',
      title: 'Drought in the swamp',
    }),
  );
}
