/** One way of doing the same work. */
export interface Way {
  readonly name: string;
  readonly run: () => unknown;
}

/**
 * Milliseconds of each way, median of the rounds; ways take turns within a round, so that what else the machine does
 * falls on all of them. Before that each is run a few times, for what engines learn of code by running it.
 */
export async function measure(
  ways: readonly Way[],
  rounds = 7,
  warmUps = 1,
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number[]>(ways.map(({ name }) => [name, []]));
  for (let turn = 0; turn < warmUps; turn += 1) for (const { run } of ways) await run();
  for (let round = 0; round < rounds; round++)
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      const begun = performance.now();
      await way.run();
      times.get(way.name)?.push(performance.now() - begun);
    }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
