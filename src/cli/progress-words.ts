import { domainToASCII } from 'node:url';
import type { WorkProgress } from '../holdfast.ts';
import { visible } from '../log.ts';
import { reasonWords } from './reason-words.ts';
import { excerpt, widthOf } from './text-width.ts';

/** Articles are being read: how many, and the posts found in them. */
export interface ReadingProgress {
  readonly articles: number;
  readonly posts: number;
}

/** How far reading is, most telling part first. */
export function readingParts({ articles, posts }: ReadingProgress): readonly Part[] {
  return [
    { long: `${numberOf(articles)} articles read`, short: `${articles} read` },
    { long: `${numberOf(posts)} posts found`, short: `${posts} found` },
  ];
}

/** Rows or files are being looked at, one kind after the other. */
export interface CheckingProgress {
  readonly check: string;
  readonly checked: number;
  /** How many there are; where that isn't known, none. */
  readonly of?: number;
}

export function checkingParts({ check, checked, of }: CheckingProgress): readonly Part[] {
  const count = of === undefined ? numberOf(checked) : `${numberOf(checked)} of ${numberOf(of)}`;
  return [{ long: `checking ${check}: ${count}`, short: `${check} ${count}` }];
}

/** Cards are being rendered. */
export interface RenderingProgress {
  readonly done: number;
  readonly posts: number;
}

export function renderingParts({ done, posts }: RenderingProgress): readonly Part[] {
  return [
    { long: `${numberOf(done)} of ${numberOf(posts)} posts rendered`, short: `${done}/${posts} rendered` },
  ];
}

/** A thing to say, and the same for where there is little room. */
export interface Part {
  readonly long: string;
  readonly short: string;
}

/** How far the work is, most telling part first. */
export function workParts(progress: WorkProgress): readonly Part[] {
  const { posts, done, left, onlyPicture, failed, perMinute, inHand, stopping } = progress;
  const asked = inHand.archive + inHand.recheck;
  const pace = perMinute === null || left === 0 ? null : paceOf(perMinute);
  return [
    ...(stopping ? [{ long: 'stopping', short: 'stopping' }] : []),
    { long: `${numberOf(done)} of ${numberOf(posts)} posts done`, short: `${done}/${posts}` },
    { long: `${numberOf(left)} left`, short: `${left} left` },
    ...(pace === null ? [] : [{ long: `${pace} a minute`, short: `${pace}/min` }]),
    ...(asked === 0 ? [] : [{ long: `resolving ${asked}`, short: `res ${asked}` }]),
    ...(inHand.capture === 0
      ? []
      : [{ long: `capturing ${inHand.capture}`, short: `cap ${inHand.capture}` }]),
    ...(failed === 0 ? [] : [{ long: `${numberOf(failed)} failed for good`, short: `${failed} failed` }]),
    ...(onlyPicture === 0
      ? []
      : [{ long: `${numberOf(onlyPicture)} lack only a picture`, short: `${onlyPicture} no pic` }]),
  ];
}

/** What the batch waits for: hosts by name, pictures that are paused, all else by its reason. */
export function waitParts({ waiting, hosts, later }: WorkProgress, now: Date): readonly Part[] {
  const rest = waiting.filter(
    ({ reason }) =>
      !isPause(reason) && (hosts.length === 0 || (reason !== 'rate-limited' && reason !== 'host-down')),
  );
  const pauses = waiting.filter(({ reason }) => isPause(reason));
  const parts = [
    ...pauses.map(({ reason, jobs }) => ({
      long: `pictures paused, ${numberOf(jobs)} to take: ${reasonWords[reason]}`,
      short: `${jobs} pictures paused`,
    })),
    ...hosts.map(({ host, why, askedWith, until }) => {
      const name = hostName(host);
      const word = why === 'down' ? 'does not answer' : (askedWith ?? 'asked for a pause');
      return {
        long: `${name} (${visible(word)}) until ${momentOf(until, now)}`,
        short: `${name} ${momentOf(until, now)}`,
      };
    }),
    // How many wait is told before, in posts: each has several jobs.
    ...rest.map(({ reason, nextAt }) => ({
      long: `${reasonWords[reason]} (next ${momentOf(nextAt, now)})`,
      short: `next ${momentOf(nextAt, now)}`,
    })),
  ];
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const count = later === 0 ? 'waiting' : `${numberOf(later)} wait`;
  return [{ long: `${count}: ${first.long}`, short: `${count}: ${first.short}` }, ...others];
}

/**
 * The parts on one line no wider than that: shorter where needed, the least telling left out. Nothing but ASCII joins
 * them, for there are terminals that give other signs two columns.
 */
export function fitted(parts: readonly Part[], columns: number): string {
  const long = parts.map((part) => part.long);
  const short = parts.map((part) => part.short);
  const joined = [...startsOf(long, Math.min(3, parts.length)), ...startsOf(short, 1)];
  return joined.find((line) => widthOf(line) <= columns) ?? excerpt(short[0] ?? '', columns);
}

/** All words together, then without the last, and so on down to that many. */
function startsOf(words: readonly string[], least: number): readonly string[] {
  return Array.from({ length: Math.max(0, words.length - least + 1) }, (_, without) =>
    words.slice(0, words.length - without).join(', '),
  );
}

/** Captures that no page is to blame for: they go on once there is a browser. */
function isPause(reason: WorkProgress['waiting'][number]['reason']): boolean {
  return reason === 'browser-missing';
}

/** Whole numbers, but for what is slow. */
function paceOf(perMinute: number): string {
  return perMinute === 0 || perMinute >= 10 ? numberOf(Math.round(perMinute)) : perMinute.toFixed(1);
}

function numberOf(count: number): string {
  return count.toLocaleString('en');
}

/** As DNS has it: names in other scripts, right to left even, would move the words around them. */
function hostName(host: string): string {
  return /^[\u0021-\u007e]+$/u.test(host) ? host : domainToASCII(host) || visible(host);
}

/** `14:35 UTC`, with its date when that is another day. */
function momentOf(iso: string, now: Date): string {
  const [day = '', time = ''] = iso.split('T');
  const clock = `${time.slice(0, 5)} UTC`;
  return day === now.toISOString().slice(0, 10) ? clock : `${day} ${clock}`;
}
