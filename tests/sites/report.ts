import { checkNames, type SiteCheck } from './check-site.ts';
import type { Site } from './contract.ts';

/** A tool and what came of its site. */
export interface Checked {
  readonly tool: string;
  readonly version: string;
  /** Null for one that isn't there. */
  readonly check: SiteCheck | null;
  readonly missing: string | null;
  readonly site: Site | null;
}

export interface Validity {
  /** Of the gallery's cards, by html-validate. */
  readonly cards: readonly string[];
  /** Of all pages, by the W3C's checker. */
  readonly vnu: readonly string[];
  readonly pages: number;
}

/** Nothing that could be looked at is wrong. */
export function isWell(checks: readonly Checked[], { cards, vnu }: Validity): boolean {
  const wrong = checks.flatMap(({ check }) => (check === null ? [] : Object.values(check.wrong).flat()));
  return wrong.length + cards.length === 0 && vnu.every((line) => line.startsWith('missing:'));
}

/** Everything that is wrong, then a table of it all. */
export function report(checks: readonly Checked[], { cards, vnu, pages }: Validity): void {
  for (const { tool, check } of checks)
    for (const [name, lines] of Object.entries(check?.wrong ?? {})) printWrong(`${tool}, ${name}`, lines);
  printWrong('gallery, html', cards);
  const isMissing = vnu.some((line) => line.startsWith('missing:'));
  if (!isMissing) printWrong('W3C', vnu);
  console.log();
  printTable([['TOOL', 'VERSION', 'BUILD', 'POSTS', ...columns], ...checks.flatMap(rowOf)]);
  console.log();
  for (const { tool, missing } of checks) if (missing !== null) console.log(`missing: ${tool}: ${missing}`);
  for (const { tool, site } of checks)
    if (site?.notStrict !== undefined) console.log(`${tool} is not strict: ${site.notStrict}`);
  console.log(
    `html-validate: ${cards.length === 0 ? 'nothing' : `${cards.length} things`} wrong with the gallery`,
  );
  console.log(
    isMissing
      ? vnu.join('\n')
      : `W3C's checker: ${vnu.length === 0 ? 'nothing' : `${vnu.length} things`} wrong with ${pages} pages`,
  );
}

/** Lines that are printed of one check. */
const most = 6;

function printWrong(where: string, lines: readonly string[]): void {
  for (const line of lines.slice(0, most)) console.log(`\n${where}: ${line}`);
  if (lines.length > most) console.log(`\n${where}: and ${lines.length - most} more`);
}

const columns = checkNames.filter((name) => name !== 'build').map((name) => name.toUpperCase());

function rowOf({ tool, version, check, site }: Checked): string[][] {
  if (check === null) return [];
  const failed = check.wrong.build.length > 0;
  const cells = checkNames
    .filter((name) => name !== 'build')
    .map((name) => {
      if (failed) return '-';
      if (name === 'strict' && site?.notStrict !== undefined) return 'n/a';
      return check.wrong[name].length === 0 ? 'ok' : 'WRONG';
    });
  return [
    [tool, version, failed ? 'FAILED' : `${check.seconds.toFixed(1)} s`, String(check.cards), ...cells],
  ];
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
