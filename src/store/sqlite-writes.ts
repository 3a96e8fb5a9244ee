import type { Connection } from './sqlite-connection.ts';

/** Small writes. Those that wait at the same moment share a transaction, and so the one sync of the disk it takes. */
export interface Writes {
  /** On disk once it resolves. Where it throws, it alone is undone and rejects. */
  add<Result>(work: () => Result): Promise<Result>;
  /** Jobs that this process has in hand, by number: where there are several, others may be about to write too. */
  readonly inHand: Set<number>;
  /** Does at once all that waits; resolves when those who waited had their turn to look at what they wrote. */
  end(): Promise<void>;
}

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly result: unknown } | { readonly error: unknown };

export function writesTo(connection: Connection): Writes {
  const inHand = new Set<number>();
  let waiting: Waiting[] = [];

  function flush(): void {
    const group = waiting;
    waiting = [];
    for (const [index, outcome] of outcomesOf(connection, group).entries()) {
      const { resolve, reject } = group[index] ?? {};
      if ('error' in outcome) reject?.(outcome.error);
      else resolve?.(outcome.result as never);
    }
  }

  return {
    inHand,
    add: (work) =>
      new Promise((resolve, reject) => {
        // After all that has come in by now, so that its writes come along; a lone worker has none to wait for.
        if (waiting.length === 0) (inHand.size > 1 ? setImmediate : queueMicrotask)(flush);
        waiting.push({ work, resolve, reject });
      }),
    end: async () => {
      flush();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** Most groups hold none that fails: that one can be undone alone is asked for only once one did. */
function outcomesOf(connection: Connection, group: readonly Waiting[]): Outcome[] {
  const ways = [
    (work: () => unknown) => ({ result: work() }),
    (work: () => unknown) => partOf(connection, work),
  ];
  for (const way of group.length > 1 ? ways : [])
    try {
      return connection.write(() => group.map(({ work }) => way(work)));
    } catch {
      // Whose fault it was shows by the next way.
    }
  return group.map(({ work }) => outcomeOf(() => connection.write(work)));
}

function partOf(connection: Connection, work: () => unknown): Outcome {
  const outcome = outcomeOf(() => connection.part(work));
  if ('error' in outcome && !connection.isInTransaction()) throw outcome.error;
  return outcome;
}

function outcomeOf(work: () => unknown): Outcome {
  try {
    return { result: work() };
  } catch (error) {
    return { error };
  }
}
