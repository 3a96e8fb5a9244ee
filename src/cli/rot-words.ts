import type { Holdfast } from '../holdfast.ts';
import { riskWords } from '../model/rot.ts';

type RotReport = Awaited<ReturnType<Holdfast['rot']>>;

/** What the words of the report mean, for `--help`. */
export const riskHelp = `
Alive: seen there lately, and nothing speaks against it. Gone: its platform doesn't show it to everybody any more.
Saved: a platform or a web archive vouches for what is kept of it. At risk is a post that is neither alive nor gone:

${Object.entries(riskWords)
  .map(([risk, words]) => `  ${risk.padEnd(16)} ${words}`)
  .join('\n')}
`;

/** All embeds in one line; null where there are none. */
export function rotInWords({ total }: RotReport): string | null {
  const { embeds, alive, atRisk, gone, goneSavedBy } = total;
  if (embeds === 0) return null;
  const saved = goneSavedBy.platform + goneSavedBy.archive;
  const ofThose = gone === 0 ? '' : ` (${percent(gone, embeds)}; ${saved} of them saved)`;
  return `rot: ${embeds} ${embeds === 1 ? 'embed' : 'embeds'}: ${alive} alive, ${atRisk} at risk, ${gone} gone${ofThose}`;
}

/** `8.1 %`; `-` of nothing. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}
