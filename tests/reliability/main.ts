import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';

/**
 * `npm run reliability [name…] [-- --full --seed N]`: the long proofs, a line each. Ends with 1 when one fails or
 * gives no figure, so nothing is skipped in silence; with 2 for a name there isn't.
 */
const figures: Readonly<Record<string, () => Promise<Figure>>> = {
  kills: async () => (await import('./crashes/kills.ts')).figure,
  takeover: async () => (await import('./crashes/takeover.ts')).figure,
  poison: async () => (await import('./crashes/poison.ts')).figure,
  redactions: async () => (await import('./crashes/killed-redactions.ts')).figure,
  crowd: async () => (await import('./crashes/crowd.ts')).figure,
  power: async () => (await import('./disks/power.ts')).figure,
  'disk-full': async () => (await import('./disks/full-disk.ts')).figure,
  eio: async () => (await import('./disks/failing-disk.ts')).figure,
  flips: async () => (await import('./damage/flips.ts')).figure,
  served: async () => (await import('./damage/served.ts')).figure,
  week: async () => (await import('./week/week.ts')).figure,
  memory: async () => (await import('./memory/memory.ts')).figure,
  mutants: async () => (await import('./mutants/mutants.ts')).figure,
  markup: async () => (await import('./markup/markup.ts')).markup,
  fuzz: async () => (await import('./fuzz.ts')).fuzz,
  contained: async () => (await import('./containment/contained.ts')).contained,
  attacks: async () => (await import('./attacks/warcgames.ts')).warcgames,
  sandbox: async () => (await import('./containment/sandbox.ts')).sandbox,
  incidents: async () => (await import('./browser-incidents/survival.ts')).figure,
  balloons: async () => (await import('./browser-incidents/balloons.ts')).figure,
  litter: async () => (await import('./browser-incidents/litter.ts')).figure,
  'long-run': async () => (await import('./browser-incidents/long-run.ts')).figure,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: 'boolean', default: false }, seed: { type: 'string' } },
});
const unknown = positionals.filter((name) => !(name in figures));
if (unknown.length > 0) {
  console.error(`there is no figure ${unknown.join(', ')}; there is ${Object.keys(figures).join(', ')}`);
  process.exit(2);
}
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
for (const [name, open] of Object.entries(figures)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const begun = performance.now();
  const said = (what: string) => `${what} seed ${seed} ${Math.round(performance.now() - begun)} ms`;
  try {
    const figure = await open();
    const { value, ok, detail } = await figure.run({ full: values.full, seed });
    console.log(said(`${ok ? '' : 'NOT MET: '}${figure.id} ${value} (aim ${figure.aim})`));
    for (const line of detail) console.log(`  ${line}`);
    if (!ok) process.exitCode = 1;
  } catch (error) {
    console.log(said(`${name} gave no figure`));
    console.log(error);
    process.exitCode = 1;
  }
}
// What a failed figure left open must not keep its line from ending the run.
process.exit();
