import { handleOf } from './answers.ts';
import type { SeenObservation, SeenVersion } from './archive-file.ts';
import type { Clock } from './clock.ts';
import { day, hour, type ScriptedPost, second, type Words } from './script.ts';
import type { Told } from './world.ts';

/** What has to come out of one post, by what the world told of it when it was asked. */
export interface Expected {
  /** `takenAt`: when its platform told of it, or soon after. */
  readonly versions: readonly SeenVersion[];
  /** States one after another, each first and last seen then by the archive's clock. */
  readonly states: readonly { readonly state: string; readonly first: number; readonly last: number }[];
  /** What the world and the archive don't agree on: answers that were not kept, or kept and never given. */
  readonly trouble: readonly string[];
  /** When the platform said something certain, by the archive's clock. */
  readonly asked: readonly number[];
}

export interface Circumstances {
  readonly clock: Clock;
  readonly pictures: ReadonlyMap<string, string>;
  readonly killed: readonly number[];
  /** The first run that was not killed and had an article with the post. */
  readonly came: number;
}

/** What was said at one time, by the archive's clock. */
interface Round {
  readonly at: number;
  readonly word: string;
}

type Answer = Told & { readonly of: NonNullable<Told['of']> };

/** Both clocks tell of one request within this. */
const apart = 5 * second;

export function expect(
  post: ScriptedPost,
  told: readonly Told[],
  heard: readonly SeenObservation[],
  { pictures, killed, came, clock }: Circumstances,
): Expected {
  const answers = told.filter((each): each is Answer => each.of?.post === post);
  const { kept, trouble } = pair(answers, heard, killed);
  const rounds = [...Map.groupBy(kept, ({ run }) => run).values()];
  const past: { at: number; word: string }[] = [];
  const versions: SeenVersion[] = [];
  const runs: Round[] = [];
  let state = 'unknown';
  let words: Words | null = null;
  if (!rounds.some((round) => (round[0]?.run ?? 0) <= came && wordOf(round) !== null))
    versions.push(asQuoted(post, clock.shownAt(came)));
  for (const round of rounds) {
    const [first] = round;
    const word = wordOf(round);
    const at = first?.shown ?? 0;
    if (first !== undefined && word !== null) {
      const said = meant(word, state, words !== null);
      const isHeld = said !== state && isRestless(past, at) && !saidBefore(said, past, at);
      if (word === 'live') words = wordsTold(round, words, state);
      if (!isHeld) state = said;
      const next = words === null ? null : versionOf(post, words, state, versions.length, pictures, at);
      const last = versions.at(-1);
      if (next !== null && (last === undefined || keyOf(last) !== keyOf(next)))
        versions.push({ ...next, cause: causeOf(last) });
      runs.push({ word: meant(word, state, true), at });
    }
    for (const answer of round) {
      const certain = certainWord(answer);
      if (certain !== null) past.push({ at: answer.shown, word: certain });
    }
  }
  return { versions, states: statesOf(versions, runs), trouble, asked: runs.map(({ at }) => at) };
}

/** Each answer and the observation that was kept of it. */
function pair(answers: readonly Answer[], heard: readonly SeenObservation[], killed: readonly number[]) {
  const left = [...heard];
  const trouble: string[] = [];
  const kept = answers.filter((answer) => {
    const at = left.findIndex(
      ({ url, at: when }) => url === answer.url && Math.abs(when - answer.shown) < apart,
    );
    if (at >= 0) left.splice(at, 1);
    else if (answer.trouble === null && !killed.includes(answer.run))
      trouble.push(`an answer was not kept: ${new Date(answer.at).toISOString()} ${answer.url}`);
    return at >= 0;
  });
  trouble.push(
    ...left.map(({ at, source }) => `heard what nobody said: ${new Date(at).toISOString()} ${source}`),
  );
  return { kept, trouble };
}

/** What the network said in a round: the state it names, `missing` where it knows no such post, else null. */
function wordOf(round: readonly Answer[]): string | null {
  const certain = round.find((answer) => isFrank(answer));
  if (certain !== undefined) return certain.of.scene.fate;
  const first = round.find(({ of }) => of.isFirst);
  const all = round.every(
    ({ status, trouble }) => trouble === null && (status === 404 || status === 200 || status === 400),
  );
  return first !== undefined && first.trouble === null && all && isLost(first) ? 'missing' : null;
}

/** It shows the post, or says why it doesn't. */
function isFrank({ trouble, of: { isFirst, scene, post } }: Answer): boolean {
  if (trouble !== null) return false;
  if (scene.fate === 'live') return true;
  return isFirst && !isLostFate(scene.fate, post);
}

function isLost({ of: { scene, post } }: Answer): boolean {
  return isLostFate(scene.fate, post);
}

/** Bluesky does not tell what was deleted from what never was. */
function isLostFate(fate: string, { network }: ScriptedPost): boolean {
  return fate === 'missing' || (network === 'bluesky' && fate === 'deleted');
}

function meant(word: string, before: string, wasSeen: boolean): string {
  if (word !== 'missing') return word;
  const mayBeNews = ['live', 'unknown', 'restricted'].includes(before);
  return wasSeen && mayBeNews ? 'deleted' : before;
}

/** A lesser source tells of new words only. */
function wordsTold(round: readonly Answer[], before: Words | null, state: string): Words {
  const best = round.find((answer) => answer.trouble === null && answer.of.isFirst) ?? round.find(isFrank);
  const now = best?.of.scene.words;
  if (now === undefined) throw new Error(`nobody told of it as ${state}`);
  return best?.of.isFirst === true || before === null ? now : { ...before, text: now.text };
}

function certainWord(answer: Answer): string | null {
  if (answer.trouble !== null) return null;
  if (isFrank(answer)) return answer.of.scene.fate;
  return answer.status === 404 || isLost(answer) ? 'deleted' : null;
}

function isRestless(past: readonly { at: number; word: string }[], now: number): boolean {
  const lately = past.filter(({ at }) => at >= now - 7 * day).map(({ word }) => word === 'live');
  return lately.filter((value, at) => at > 0 && value !== lately[at - 1]).length >= 2;
}

function saidBefore(state: string, past: readonly { at: number; word: string }[], now: number): boolean {
  const other = past.findLastIndex(({ word }) => word !== state);
  return past.slice(other + 1).some(({ at }) => at <= now - hour + apart);
}

function versionOf(
  { network, local }: ScriptedPost,
  words: Words,
  state: string,
  place: number,
  pictures: ReadonlyMap<string, string>,
  takenAt: number,
): SeenVersion {
  return {
    takenAt,
    state,
    known: 'platform',
    cause: place === 0 ? 'first' : 'platform',
    text: words.text,
    name: words.name,
    handle: handleOf(network, words.handle),
    avatar: pictures.get(words.avatar) ?? null,
    photo: pictures.get(`photo-${local}`) ?? null,
    alt: words.alt,
    poll: words.poll,
    note: words.note,
  };
}

/** Nobody could be asked: the article's words are all there is. A frame has none. */
function asQuoted({ network, scenes }: ScriptedPost, takenAt: number): SeenVersion {
  const words = scenes[0]?.words;
  const isTold = network !== 'mastodon';
  return {
    takenAt,
    state: 'unknown',
    known: 'quoted',
    cause: 'first',
    text: isTold ? (words?.text ?? '') : '',
    name: isTold ? (words?.name ?? null) : null,
    handle: isTold ? handleOf(network, words?.handle ?? '') : null,
    avatar: null,
    photo: null,
    alt: null,
    poll: null,
    note: null,
  };
}

function causeOf(last: SeenVersion | undefined): string {
  if (last === undefined) return 'first';
  return last.known === 'quoted' ? 'source' : 'platform';
}

export function keyOf({
  state,
  known,
  text,
  name,
  handle,
  avatar,
  photo,
  alt,
  poll,
  note,
}: Omit<SeenVersion, 'takenAt' | 'cause'>) {
  return JSON.stringify([state, known, text, name, handle, avatar, photo, alt, poll, note]);
}

/** A state may be said for a while before it is believed. */
function statesOf(versions: Expected['versions'], rounds: readonly Round[]): Expected['states'] {
  const changes = versions.filter(
    ({ state }, at) => state !== 'unknown' && state !== versions[at - 1]?.state,
  );
  let from = 0;
  const starts = changes.map(({ state, takenAt }) => {
    let start = rounds.findIndex((round) => round.at === takenAt);
    while (start > from && rounds[start - 1]?.word === state) start -= 1;
    from = start + 1;
    return start;
  });
  return changes.map(({ state }, at) => {
    const own = rounds.slice(starts[at], starts[at + 1]).filter(({ word }) => word === state);
    return { state, first: own[0]?.at ?? 0, last: own.at(-1)?.at ?? 0 };
  });
}
