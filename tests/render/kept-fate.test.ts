import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noImprint, viewOf } from '../../src/fallback-view.ts';
import { silentLog } from '../../src/log.ts';
import type { State } from '../../src/model/state.ts';
import { platforms } from '../../src/platforms/index.ts';
import { render } from '../../src/render/render.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { at, isoAt, nothing, observationOf, snapshotOf } from '../store/samples.ts';

let home: string;
let store: Store;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-fate-'));
  store = await openStore({
    database: join(home, 'data', 'holdfast.db'),
    blobs: join(home, 'snapshots'),
    log: silentLog,
    now: () => at(0),
  });
});

afterAll(async () => {
  await store.close();
  rmSync(home, { recursive: true });
});

const day = 86_400;

/** What the fallback tells of a post that was live on the first of May, once this was heard on the third. */
async function toldOf(id: string, state: State, outcome: State | 'not-found', reason: string | null) {
  const name = `x:${id}`;
  await store.recordPost({ platform: 'x', id, url: `https://x.com/i/status/${id}` }, []);
  const learn = (seconds: number, heard: State | 'not-found', now: State, why: string | null) =>
    store.learn(
      name,
      {
        ...nothing,
        observations: [
          { ...observationOf(heard, seconds, { source: 'x-syndication', wire: null }), reason: why },
        ],
        snapshot: snapshotOf('calm', now, 'platform', seconds),
      },
      isoAt(seconds),
    );
  await learn(0, 'live', 'live', null);
  await learn(2 * day, outcome, state, reason);
  const [record, snapshots] = await Promise.all([store.posts.get(name), store.posts.snapshots(name)]);
  const latest = snapshots.at(-1);
  const platform = platforms.find((each) => each.id === 'x');
  if (record === null || latest === undefined || platform === undefined) throw new Error('not kept');
  const view = await viewOf(record, latest, platform, { store, imprint: noImprint });
  return render(view, 'text').split('\n').slice(2, 4);
}

describe('a post in an archive', () => {
  it('is said to be deleted by its author where the platform said so', async () => {
    expect(
      await toldOf('20', 'deleted', 'deleted', 'This Post was deleted by the Post author. Learn more'),
    ).toEqual([
      '[Deleted by its author between 1 May 2024 and 3 May 2024.]',
      expect.stringContaining('Archived by Holdfast on 1 May 2024.'),
    ]);
  });

  it('is just gone where it wasn’t found any more, or the platform didn’t say by whom', async () => {
    const gone = ['[Deleted between 1 May 2024 and 3 May 2024.]', expect.stringContaining('on 1 May 2024')];
    expect(await toldOf('21', 'deleted', 'not-found', 'HTTP 404')).toEqual(gone);
    expect(await toldOf('22', 'deleted', 'deleted', 'TweetUnavailable: Deleted')).toEqual(gone);
  });

  it('is last seen and found so where it lasts', async () => {
    expect(await toldOf('23', 'suspended', 'suspended', 'a suspended account')).toEqual([
      '[Account suspended. Last seen public on 1 May 2024, noticed on 3 May 2024.]',
      expect.stringContaining('on 1 May 2024'),
    ]);
  });
});
