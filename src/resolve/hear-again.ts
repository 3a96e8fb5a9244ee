import type { Answer, Observation } from '../model/answer.ts';
import type { Platform } from '../model/platform.ts';
import type { Wire } from '../model/wire.ts';
import type { Ref } from '../ref.ts';
import type { Claim } from './merge.ts';

/**
 * What sources say of a post, read anew from the wires that were kept, the latest word of each: so also those are heard
 * that brought no news when they came. `bodyOf` gives a wire's bytes, null where they can't be had any more.
 */
export async function hearAgain(
  ref: Ref,
  platform: Platform,
  observations: readonly Observation[],
  bodyOf: (hash: string) => Promise<Uint8Array | null>,
): Promise<Claim[]> {
  const latest = new Map(
    observations
      .filter(({ rank, outcome, wire }) => rank !== 'article' && outcome === 'live' && wire !== null)
      .map((observation) => [observation.source, observation]),
  );
  const claims: Claim[] = [];
  for (const observation of latest.values()) {
    const { source, rank, url, status, at, wire: hash } = observation;
    const body = hash === null ? null : await bodyOf(hash);
    if (body === null) continue;
    const wire = { url, status: status ?? 200, headers: [], body, at };
    const answer = readerOf(observation, platform)?.(wire, ref);
    if (answer?.kind === 'post') claims.push({ source, rank, post: answer.post });
  }
  return claims;
}

type Read = (wire: Wire, ref: Ref) => Answer | undefined;

function readerOf({ source, rank, asOf, url }: Observation, platform: Platform): Read | undefined {
  const own = platform.sources.find(({ id }) => id === source);
  if (own !== undefined) return (wire, ref) => own.read(wire, ref);
  if (rank === 'platform') return (wire, ref) => platform.page?.read?.(wire, ref);
  if (asOf === null) return undefined;
  const link = { archive: source, url, takenAt: asOf, mediaType: null, status: 200, digest: null };
  return (wire, ref) => platform.readArchived?.({ ...link, original: ref.url, wire }, ref);
}
