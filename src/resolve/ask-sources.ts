import type { HoldfastError } from '../errors.ts';
import type { Answer } from '../model/answer.ts';
import type { AskContext, OperatorLeave, Source } from '../model/platform.ts';
import type { Post } from '../model/post.ts';
import type { Fetch, Wire } from '../model/wire.ts';
import type { Ref } from '../ref.ts';
import { completed } from './complete.ts';
import { failureOf, isFailureToHear, isOutOfReach } from './failure.ts';
import type { Asked, HeardSource } from './heard.ts';

export interface AskTools {
  readonly fetch: Fetch;
  /** Keeps an answer's body for good before it is read; its SHA-256. */
  readonly keepWire: (body: Uint8Array) => Promise<string>;
  readonly leave: OperatorLeave;
}

/**
 * Asks the platform's sources, best first: until one has said something certain, and after that those that can complete
 * what it said. Sources the operator has to allow are left out where that wasn't done.
 */
export async function askSources(ref: Ref, sources: readonly Source[], tools: AskTools): Promise<Asked> {
  const heard: HeardSource[] = [];
  const failures: HoldfastError[] = [];
  let post: Post | null = null;
  let isCertain = false;
  for (const source of sources.filter(({ needs }) => isAllowed(needs, tools.leave))) {
    if (post === null ? isCertain || source.needsPost : isCertain && source.completes?.(post) !== true)
      continue;
    const hearing = await ask(source, ref, tools.fetch, { post, leave: tools.leave });
    if (hearing.kind === 'failure') {
      failures.push(hearing.error);
      // Without a network the next source can't be heard either.
      if (hearing.error.name === 'offline') break;
      continue;
    }
    const { wire } = hearing;
    // Kept before it is read: if the reader has a bug, a better one can read it later.
    const hash = await tools.keepWire(wire.body);
    const answer = source.read(wire, ref);
    heard.push({ source: source.id, rank: source.rank, wire, hash, answer, asOf: null });
    const failure = failureOf(answer, wire);
    if (failure !== null) failures.push(failure);
    if (answer.kind === 'post') post = together(source, post, answer.post);
    if (isClosed(answer)) break;
    isCertain ||= isEnough(answer);
  }
  // Nobody is waited for in vain: a recording or a machine without a network holds no more than it did.
  return { heard, failures: isCertain ? failures.filter((error) => !isOutOfReach(error)) : failures };
}

/** The post so far, as the next source is to see it. */
function together({ id: source, rank }: Source, post: Post | null, next: Post): Post {
  return post === null ? next : completed({ source, rank, post }, [{ source, rank, post: next }]);
}

function isAllowed(needs: Source['needs'], leave: OperatorLeave): boolean {
  return needs === undefined || (leave[needs] !== false && leave[needs] !== null);
}

type Hearing =
  | { readonly kind: 'wire'; readonly wire: Wire }
  | { readonly kind: 'failure'; readonly error: HoldfastError };

async function ask(source: Source, ref: Ref, fetch: Fetch, context: AskContext): Promise<Hearing> {
  try {
    return { kind: 'wire', wire: await source.ask(ref, fetch, context) };
  } catch (error) {
    if (isFailureToHear(error)) return { kind: 'failure', error };
    throw error;
  }
}

/** The wish of an author who does not show a post to everybody holds for every source, web archives too. */
export function isClosed(answer: Answer): boolean {
  return answer.kind !== 'post' && answer.closed === true;
}

/** A post that is only hidden here may still be shown by the next source; one that is gone won't. */
function isEnough(answer: Answer): boolean {
  if (answer.kind === 'tombstone') return answer.state !== 'restricted' && answer.state !== 'withheld';
  return answer.kind === 'post';
}
