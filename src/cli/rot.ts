import { type Command, Option } from 'commander';
import { type RotBy, type RotGroup, rotGroupings } from '../holdfast.ts';
import { risks } from '../model/rot.ts';
import { addAction, type Runner } from './command.ts';
import { csvLine } from './csv.ts';
import type { Output } from './output.ts';
import { percent, riskHelp } from './rot-words.ts';

interface RotOptions {
  readonly by: RotBy;
  readonly csv?: boolean;
}

/** `holdfast rot`: how many embeds are alive, at risk and gone, and what is saved of those. */
export function rotCommand(program: Command, runner: Runner): void {
  const command = program
    .command('rot')
    .addOption(
      new Option(
        '--by <group>',
        "a line for each site, section of a site, platform, or year in which posts were made (a file's site is its first folder, its section the second)",
      )
        .choices(rotGroupings)
        .default('site'),
    )
    .addOption(new Option('--csv', 'comma-separated values, for spreadsheets').conflicts('json'))
    .description('report how many embeds are alive, at risk and gone, and what is saved of those gone')
    .addHelpText('after', riskHelp);
  addAction<RotOptions>(command, runner, async ({ io, output, holdfast: open }, _inputs, { by, csv }) => {
    const holdfast = await open();
    const { at, groups, total } = await holdfast.rot(by);
    for (const group of groups) output.record({ kind: 'group', at, by, ...group });
    output.record({ kind: 'total', at, by, ...total });
    if (csv === true) {
      io.out(csvLine(csvHead));
      for (const group of groups) io.out(csvLine(csvCells('group', group)));
      io.out(csvLine(csvCells('total', total)));
      return 0;
    }
    if (total.embeds === 0) output.line('No article of this archive has an embed.');
    else printReport(output, by, groups, total);
    return 0;
  });
}

function printReport(output: Output, by: RotBy, groups: readonly RotGroup[], total: RotGroup): void {
  output.table(
    [...names[by].map((name) => name.toUpperCase()), ...columns],
    [
      ...groups.map((group) => [...names[by].map((name) => group[name] ?? '-'), ...figures(group)]),
      [...names[by].map((_, index) => (index === 0 ? 'all' : '')), ...figures(total)],
    ],
  );
  output.line(output.dim('Saved and lost: of those gone. What puts a post at risk: "holdfast rot --help".'));
}

const names = {
  site: ['site'],
  section: ['site', 'section'],
  platform: ['platform'],
  year: ['year'],
} as const satisfies Record<RotBy, readonly (keyof RotGroup)[]>;

const columns = ['EMBEDS', 'ALIVE', 'AT RISK', 'GONE', '%', 'SAVED', 'LOST', 'SINCE'];

/** Saved and lost are of those gone. */
function figures({ embeds, alive, atRisk, gone, goneSavedBy, goneFirst }: RotGroup): string[] {
  const { platform, archive, quoted, nothing } = goneSavedBy;
  return [
    ...[embeds, alive, atRisk, gone].map(String),
    percent(gone, embeds).replace(' %', ''),
    ...[platform + archive, quoted + nothing].map(String),
    goneFirst?.slice(0, 10) ?? '-',
  ];
}

const csvHead = [
  'kind',
  'site',
  'section',
  'platform',
  'year',
  'articles',
  'embeds',
  'alive',
  'at_risk',
  'gone',
  'gone_percent',
  'gone_saved_by_platform',
  'gone_saved_by_archive',
  'gone_only_quoted',
  'gone_nothing_kept',
  'saved',
  'not_saved',
  ...risks.map((risk) => `risk_${risk.replaceAll(' ', '_')}`),
  'gone_first',
  'gone_last',
];

function csvCells(kind: string, group: RotGroup): (string | number | null)[] {
  const { site, section, platform, year, articles, embeds, alive, atRisk, gone, goneSavedBy } = group;
  return [
    kind,
    site,
    section,
    platform,
    year,
    articles,
    embeds,
    alive,
    atRisk,
    gone,
    embeds === 0 ? null : Number(((100 * gone) / embeds).toFixed(1)),
    goneSavedBy.platform,
    goneSavedBy.archive,
    goneSavedBy.quoted,
    goneSavedBy.nothing,
    group.saved,
    group.notSaved,
    ...risks.map((risk) => group.risks[risk]),
    group.goneFirst,
    group.goneLast,
  ];
}
