import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import type { Source } from '../../src/model/platform.ts';
import { matchPost } from '../../src/model/platform-of.ts';
import { emptyPost } from '../../src/model/post.ts';
import { isGone, type State } from '../../src/model/state.ts';
import type { Wire } from '../../src/model/wire.ts';
import { platforms } from '../../src/platforms/index.ts';
import type { Ref } from '../../src/ref.ts';
import { resolvePost } from '../../src/resolve/resolve.ts';
import type { Wall } from '../platforms/usual-walls.ts';
import { at, seenLive, world } from './stand-in.ts';

const folder = join(import.meta.dirname, '../platforms');
const lists = await Promise.all(
  readdirSync(folder)
    .filter((file) => file.endsWith('-walls.ts') && file !== 'usual-walls.ts')
    .map(async (file) => ((await import(join(folder, file))) as { walls: readonly Wall[] }).walls),
);
const walls = lists.flat();

/** One post of each platform that is asked. */
const posts: Readonly<Record<string, string>> = {
  x: 'x:1703436713362870723',
  bluesky: 'bluesky:did:plc:z72i7hdynmk6r22z27h6tvur/3l6oveex3ii2l',
  mastodon: 'mastodon:social.coop/115624517760498357',
  youtube: 'youtube:dQw4w9WgXcQ',
  tiktok: 'tiktok:6718335390845095173',
  reddit: 'reddit:t3_17vrhmh',
  telegram: 'telegram:durov/123',
  threads: 'threads:C8H5FiCtESk',
  instagram: 'instagram:CUHvKJvAZyr',
  facebook: 'facebook:20531316728/posts/10154009990506729',
};

function platformOfSource(source: string) {
  const platform = platforms.find(({ sources }) => sources.some(({ id }) => id === source));
  if (platform === undefined) throw new Error(`${source} is no source`);
  return platform;
}

function refOf(source: string): Ref {
  const { id } = platformOfSource(source);
  const ref = matchPost(posts[id] ?? '', platforms);
  if (ref === null) throw new Error(`no post of ${id} is known here`);
  return ref;
}

function wireOf({ status, headers = [], body }: Wall): Wire {
  return {
    url: 'https://platform.example/answer',
    status,
    headers,
    body: new TextEncoder().encode(body),
    at,
  };
}

/** The state after one source met the wall and all others did something else. */
async function stateAfter(wall: Wall, before: State, others: Source['ask']): Promise<unknown> {
  const platform = platformOfSource(wall.source);
  const ref = refOf(wall.source);
  const wire = wireOf(wall);
  const sources = platform.sources.map((source) => ({
    ...source,
    ask: source.id === wall.source ? () => Promise.resolve(wire) : others,
  }));
  const post = { ...emptyPost, ref, segments: [{ kind: 'text', text: 'Hello world' } as const] };
  const former = { state: before, known: 'platform', witnesses: {}, post } as const;
  const { tools } = world({ syndication: {} }, { former, history: [seenLive()] });
  const leave = { mirrors: true, metaToken: 'token' };
  const { snapshotParts } = await resolvePost(ref, { ...platform, sources }, { ...tools, leave });
  return [snapshotParts.state, snapshotParts.post?.segments];
}

const timeout: Source['ask'] = () => Promise.reject(new HoldfastError('timeout', 'slow'));
const notFound: Source['ask'] = (ref) =>
  Promise.resolve({ url: ref.url, status: 404, headers: [], body: new Uint8Array(), at });

describe('walls and trouble', () => {
  it('are tried at many, on every platform that is asked', () => {
    expect(walls.length).toBeGreaterThanOrEqual(120);
    const tried = new Set(walls.map(({ source }) => platformOfSource(source).id));
    const asked = platforms.filter(({ sources }) => sources.length > 0).map(({ id }) => id);
    expect(asked.filter((platform) => !tried.has(platform))).toEqual([]);
  });

  it.each(walls.map((wall) => [`${wall.source}: ${wall.name}`, wall] as const))(
    '%s changes no state and loses no words',
    async (_name, wall) => {
      const kept = [{ kind: 'text', text: 'Hello world' }];
      const source = platformOfSource(wall.source).sources.find(({ id }) => id === wall.source);
      const answer = source?.read(wireOf(wall), refOf(wall.source));
      const isNotFound = answer?.kind === 'unknown' && answer.outcome === 'not-found';
      // Where all of the platform's doors say that it isn't there, a post once seen is deleted: these say no such thing.
      const isOfItsOwn = !isNotFound && source?.rank === 'platform' && source.needsPost !== true;
      const others = isOfItsOwn ? [timeout, notFound] : [timeout];
      const states = (['live', 'deleted', 'suspended', 'protected', 'unknown'] as const).filter(
        (before) => !isNotFound || isGone(before),
      );
      const after = states.flatMap((before) => others.map((other) => stateAfter(wall, before, other)));
      expect(await Promise.all(after)).toEqual(states.flatMap((before) => others.map(() => [before, kept])));
    },
  );
});
