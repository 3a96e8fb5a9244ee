import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { missedSteps } from '../crashes/missed-steps.ts';
import { cutOff } from '../disks/power.ts';
import type { Figure } from '../figure.ts';
import { randomFrom } from '../processes.ts';
import { inCopy, plant, takeOut } from './checkout.ts';
import { type Mutant, mutants } from './planted.ts';

/** Bugs planted in copies of the source: each has to be found by what is there to find it. */
export const figure: Figure = {
  id: 'R33 planted bugs',
  aim: 'all found, and nothing said of a sound copy',
  run: async ({ full, seed }) => {
    const random = randomFrom(seed);
    const shuffled = mutants.map((mutant) => ({ mutant, at: random() })).sort((a, b) => a.at - b.at);
    // Power cuts are tried with their bugs by their own figure.
    const quick = shuffled.filter(({ mutant: { red } }) => red !== 'power');
    const chosen = (full ? shuffled : quick.slice(0, 2)).map(({ mutant }) => mutant);
    const [found, falseAlarms] = await inCopy(null, async (checkout) => {
      const alarms = await alarmsIn(checkout, chosen, random);
      const outcomes: (readonly [Mutant, string | null])[] = [];
      for (const mutant of chosen) {
        await plant(mutant, checkout);
        outcomes.push([mutant, await findIn(checkout, mutant, random)]);
        await takeOut(mutant, checkout);
      }
      return [outcomes, alarms] as const;
    });
    const missed = found.filter(([, by]) => by === null);
    return {
      value: `${found.length - missed.length} of ${found.length} found, ${falseAlarms.length} false alarms, of ${mutants.length} bugs`,
      ok: missed.length === 0 && falseAlarms.length === 0,
      detail: [
        ...falseAlarms.map((text) => `FAILED in a sound copy: ${text}`),
        ...missed.map(([{ name }]) => `FAILED not found: ${name}`),
        ...found.flatMap(([{ name }, by]) => (by === null ? [] : [`${name}: ${by}`])),
      ],
    };
  },
};

/** What turned red; null where nothing did. */
async function findIn(checkout: string, { red }: Mutant, random: () => number): Promise<string | null> {
  if (red === 'power') {
    const { lost, badBlobs, acknowledged } = await cutOff(6, random, checkout);
    return lost + badBlobs > 0 ? `power: ${lost} of ${acknowledged} lost, ${badBlobs} bad blobs` : null;
  }
  if (red === 'steps') {
    const [step] = await missedSteps(checkout);
    return step === undefined ? null : `kills: never ${step}`;
  }
  const [failed] = await failuresOf(checkout, [red]);
  return failed ?? null;
}

/** The same, without any bug: else every bug would seem to be found. */
async function alarmsIn(
  checkout: string,
  chosen: readonly Mutant[],
  random: () => number,
): Promise<string[]> {
  const reds = chosen.map(({ red }) => red);
  const alarms: string[] = [];
  if (reds.includes('power')) {
    const { lost, badBlobs } = await cutOff(6, random, checkout);
    if (lost + badBlobs > 0) alarms.push(`power: ${lost} lost, ${badBlobs} bad blobs`);
  }
  if (reds.includes('steps')) alarms.push(...(await missedSteps(checkout)));
  const tests = reds.filter((red) => typeof red === 'object');
  return [...alarms, ...(await failuresOf(checkout, tests))];
}

interface Report {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Names of tests that fail. Throws where none of that name is run. */
async function failuresOf(
  checkout: string,
  tests: readonly Exclude<Mutant['red'], string>[],
): Promise<string[]> {
  if (tests.length === 0) return [];
  const out = join(checkout, 'report.json');
  const names = tests.map(({ named }) => (named === '' ? '' : named.replaceAll(/[^\w ]/gu, '.')));
  const filter = names.includes('') ? [] : ['-t', names.join('|')];
  const files = [...new Set(tests.map((test) => test.tests))];
  const args = ['run', '--config', 'tests/vitest.config.ts', '--reporter=json', `--outputFile=${out}`];
  const vitest = join(checkout, 'node_modules/vitest/vitest.mjs');
  await promisify(execFile)(process.execPath, [vitest, ...args, ...filter, ...files], {
    cwd: checkout,
    maxBuffer: 64 * 1024 ** 2,
  }).catch((error: unknown) => error);
  const report = JSON.parse(await readFile(out, 'utf8')) as Report;
  const ran = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  if (!ran.some(({ status }) => status === 'passed' || status === 'failed')) {
    const [said] = report.testResults.map(({ message }) => message);
    throw new Error(`no test was run of ${files.join(', ')}: ${said ?? 'nothing was said'}`);
  }
  return ran.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
}
