import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { FallbacksTools, MadeMemory } from '../../src/exports/fallbacks.ts';
import { noImprint } from '../../src/fallback-view.ts';
import { silentLog } from '../../src/log.ts';
import { type Images, openImages } from '../../src/media/images.ts';
import { sha256 } from '../../src/model/canonical.ts';
import type { FallbackLock, Fallbacks } from '../../src/model/fallbacks.ts';
import { emptyPost, type Media, nobody, type Picture, type Post, pictureAt } from '../../src/model/post.ts';
import { meaningOf } from '../../src/model/snapshot.ts';
import type { State } from '../../src/model/state.ts';
import { platforms } from '../../src/platforms/index.ts';
import type { Ref } from '../../src/ref.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import * as samples from '../store/samples.ts';

export interface FallbacksArchive {
  readonly store: Store;
  readonly tools: FallbacksTools & { readonly store: Store };
  /** Keeps what a post says now, as its platform tells it. */
  readonly tell: (id: string, post: Partial<Post>, told?: Told) => Promise<void>;
  /** A photo of its own colour, as a post has it once it was kept. */
  readonly photo: (width: number, red: number) => Promise<Media>;
  readonly film: (bytes: number) => Promise<Media>;
}

export interface Told {
  readonly state?: State;
  /** Of the archive's clock. */
  readonly seconds?: number;
  readonly aliases?: readonly string[];
  readonly reason?: string;
}

export async function openFallbacksArchive(folder: string, images: Images): Promise<FallbacksArchive> {
  const store = await openStore({
    database: join(folder, 'data', 'holdfast.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
    now: () => samples.at(0),
  });

  async function kept(width: number, red: number): Promise<Picture> {
    const { jpeg, webp, height } = await drawn(width, red);
    return {
      ...pictureAt(`https://media.test/${red}-${width}.jpg`),
      blob: await store.blobs.put(jpeg),
      show: await store.blobs.put(webp),
      mediaType: 'image/jpeg',
      width,
      height,
    };
  }

  const medium = { alt: 'A frog', poster: null, durationMs: null, stream: null } as const;
  return {
    store,
    tools: { store, platforms, images, imprint: noImprint, memory: memoryOf('this code') },
    tell: async (id, post, { state = 'live', seconds = 60, aliases = [], reason } = {}) => {
      const ref = refOf(id);
      await store.recordPost(ref, []);
      const said: Post = { ...emptyPost, ref, author: { ...nobody, name: 'ضفدع', handle: 'frog' }, ...post };
      const observation = samples.observationOf(state, seconds, {
        source: 'x-syndication',
        wire: null,
        ...(reason === undefined ? {} : { reason }),
      });
      await store.learn(
        `x:${id}`,
        {
          ...samples.nothing,
          observations: [observation],
          aliases: aliases.map((alias) => ({ alias, reason: 'told so' })),
          snapshot: {
            takenAt: samples.isoAt(seconds),
            cause: 'platform',
            meaning: meaningOf(said, state),
            state,
            known: 'platform',
            post: said,
            witnesses: {},
            conflicts: [],
          },
        },
        samples.isoAt(seconds),
      );
    },
    photo: async (width, red) => ({ ...(await kept(width, red)), ...medium, kind: 'photo' }),
    film: async (bytes) => ({
      ...pictureAt('https://media.test/film.mp4'),
      ...medium,
      kind: 'video',
      blob: await store.blobs.put(Buffer.alloc(bytes, 'film')),
      mediaType: 'video/mp4',
      poster: await kept(700, 200),
    }),
  };
}

/** The same each time. */
async function drawn(width: number, red: number) {
  const height = Math.round((width * 2) / 3);
  const picture = sharp({ create: { width, height, channels: 3, background: { r: red, g: 90, b: 120 } } });
  const [jpeg, webp] = [await picture.clone().jpeg().toBuffer(), await picture.clone().webp().toBuffer()];
  return { jpeg, webp, height };
}

/** As long as it lives; `code` stands for what renders. */
export function memoryOf(code: string): MadeMemory {
  const kept = new Map<string, string>();
  return {
    code,
    recall: async (out) => kept.get(out) ?? null,
    remember: async (out, made) => {
      kept.set(out, made);
    },
  };
}

export function say(text: string): Pick<Post, 'segments'> {
  return { segments: [{ kind: 'text', text }] };
}

function refOf(id: string): Ref {
  return { platform: 'x', id, url: `https://x.com/i/status/${id}` };
}

export { openImages };

export async function read(out: string): Promise<Fallbacks> {
  return JSON.parse(await readFile(join(out, 'fallbacks.json'), 'utf8')) as Fallbacks;
}

export async function readLock(out: string): Promise<FallbackLock> {
  return JSON.parse(await readFile(join(out, 'fallbacks.lock.json'), 'utf8')) as FallbackLock;
}

/** Every file below a folder, with the hash of its bytes. */
export async function filesOf(out: string): Promise<Record<string, string>> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const hashed = await Promise.all(
    paths.sort().map(async (path) => [path.slice(out.length + 1), sha256(await readFile(path))] as const),
  );
  return Object.fromEntries(hashed);
}
