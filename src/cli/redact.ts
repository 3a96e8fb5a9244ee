import { type Command, Option } from 'commander';
import { HoldfastError } from '../errors.ts';
import type { RedactionPlan } from '../holdfast.ts';
import { visible } from '../log.ts';
import { type Redactable, redactables } from '../model/redaction.ts';
import { addAction, type Runner, type Session } from './command.ts';
import { counted } from './counted.ts';

interface RedactChoices {
  readonly what?: Redactable;
  readonly reason?: string;
  readonly by?: string;
  readonly articles?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** `holdfast redact <ref>`: takedown. */
export function redactCommand(program: Command, runner: Runner): void {
  const command = program
    .command('redact')
    .argument('[ref]', 'a written ref or any URL of the post; without one, what was redacted is listed')
    .addOption(
      new Option('--what <what>', 'its pictures and films, its words, or all of it').choices(redactables),
    )
    .option('--reason <words>', 'why; readers see it in the place of the post')
    .option('--by <name>', 'who ordered it, for the record')
    .option('--articles', 'take the bytes of the articles that embed it, too')
    .option('--dry-run', 'only show what would be taken out')
    .option('--yes', "don't ask")
    .description('take content of a post out of the archive for good; a tombstone stays')
    .addHelpText(
      'after',
      `
  media  its pictures and films, and every picture taken of a page that shows it; its words stay
  text   its words, and all answers and pages that hold them; its pictures and its author stay
  all    all of it, its author's name too; where it was, what became of it and when stay

It stays out: rechecks go on telling what becomes of the post and keep none of what it says. Articles that
quote it are their publishers' own, and their bytes stay but for --articles. What left the archive before
(exports, backups, rewritten articles) is out of reach and has to be made anew.`,
    );
  addAction<RedactChoices>(command, runner, async (session, [ref], choices) => {
    if (ref === undefined) return list(session, choices);
    const { what, reason, by, articles = false, dryRun = false, yes = false } = choices;
    if (what === undefined)
      throw new HoldfastError('usage', 'say what is to be taken out: --what media, text or all');
    if (reason === undefined)
      throw new HoldfastError('usage', 'say why with --reason "…": readers see it in the place of the post');
    const options = { what, reason, by: by ?? null, articles };
    const holdfast = await session.holdfast();
    if (holdfast.readOnly !== null && !dryRun) throw holdfast.readOnly;
    const plan = await holdfast.planRedaction(ref, options);
    printPlan(session, plan);
    if (dryRun || plan.isDone) {
      session.output.record({ kind: 'plan', ...plan });
      session.output.line(plan.isDone ? '' : 'Nothing was changed.');
      return plan.held === null ? 0 : 4;
    }
    if (!yes && plan.held === null && !(await agreed(session))) {
      session.output.line('Nothing was changed.');
      return 0;
    }
    const redacted = await holdfast.redact(ref, options);
    session.output.record({ kind: 'result', ...redacted, reason });
    printDone(session, redacted.name, redacted.isFinished);
    return 0;
  });
}

async function list(session: Session, { what, reason }: RedactChoices): Promise<0> {
  if (what !== undefined || reason !== undefined)
    throw new HoldfastError('usage', 'name the post: holdfast redact REF --what … --reason "…"');
  const holdfast = await session.holdfast();
  const redactions = await holdfast.redactions();
  const { output } = session;
  for (const redaction of redactions) output.record(redaction);
  if (redactions.length === 0) output.line('Nothing was ever redacted here.');
  else
    output.table(
      ['POST', 'WHEN', 'WHAT', 'FILES', 'BY', 'REASON'],
      redactions.map(({ name, at, what: part, blobs, by, reason: why }) => [
        name,
        at.slice(0, 10),
        part,
        String(blobs.length),
        by ?? '-',
        why,
      ]),
    );
  return 0;
}

function printPlan({ output }: Session, plan: RedactionPlan): void {
  const { name, what, rows, blobs, touched, articles, articlesGo, sharedStay, copies, held, isDone } = plan;
  const line = (text: string) => output.line(visible(text));
  if (isDone) {
    line(`${name}: nothing of that is in the archive any more.`);
    return;
  }
  output.line(output.bold(visible(`${name}: ${whatWords[what]} would go, for good`)));
  line(`  ${counted(rows, 'row')} and ${counted(blobs.count, 'file')} (${sizeOf(blobs.bytes)})`);
  if (touched.length > 0) {
    line(
      `  ${counted(touched.length, 'other post')} that show it or what it shows lose that, and their pictures:`,
    );
    for (const other of touched.slice(0, most)) line(`    ${other}`);
    if (touched.length > most) line(`    … and ${touched.length - most} more`);
  }
  if (sharedStay > 0)
    line(
      `  ${counted(sharedStay, 'picture')} stay, since other posts have them, too (an author's face, say)`,
    );
  if (articles.length > 0) {
    const fate = articlesGo
      ? 'go'
      : 'stay, with what they quote: they are their publishers’ (--articles takes them)';
    line(`  the bytes of ${counted(articles.length, 'article')} ${fate}:`);
    for (const article of articles.slice(0, most)) line(`    ${article}`);
    if (articles.length > most) line(`    … and ${articles.length - most} more`);
  }
  if (copies.length > 0) {
    line('  not touched, and to be deleted by you once they are of no more use, are older copies:');
    for (const path of copies) line(`    ${path}`);
  }
  if (held !== null) line(`  but it is held since ${held.at.slice(0, 10)}: ${held.reason}`);
}

/** Names listed of a kind. */
const most = 10;

const whatWords = {
  media: 'its pictures and films',
  text: 'its words',
  all: 'all of it',
} as const satisfies Record<Redactable, string>;

/** Throws `usage` where nobody can be asked. */
async function agreed({ io }: Session): Promise<boolean> {
  if (io.ask === undefined)
    throw new HoldfastError(
      'usage',
      'nothing was changed: what is taken out can’t be brought back, so say --yes, or see what would go with --dry-run',
    );
  const answer = await io.ask('This can’t be undone. Take it out? Type yes: ');
  return answer.trim().toLowerCase() === 'yes';
}

function printDone({ output }: Session, name: string, isFinished: boolean): void {
  output.line();
  output.line(visible(`${name} was redacted: "holdfast show ${name}" tells what readers see now.`));
  output.line('Out of reach, so replace them yourself: exports and backups made before, rewritten articles,');
  output.line('pages and pictures that were handed out.');
  if (!isFinished)
    output.problem(
      'warning: another process still reads the database, so its log and free pages are cleaned when the archive is next opened: end that process, then run "holdfast verify"',
    );
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte');
  const units = ['KB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1] ?? ''}`;
}
