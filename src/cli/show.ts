import type { Command } from 'commander';
import type { Holdfast, Shown } from '../holdfast.ts';
import { visible } from '../log.ts';
import { type Redactable, removalInWords } from '../model/redaction.ts';
import { addAction, type Runner, type Session } from './command.ts';
import { conflictInWords } from './conflict.ts';
import { pictureInWords } from './picture-words.ts';
import { addPicturesOption, linesOfPictures } from './show-pictures.ts';
import { printPost } from './show-post.ts';
import { excerpt } from './text-width.ts';
import { momentInWords } from './time-words.ts';

/** Of what was heard the latest are shown, the rest is `history`'s. */
const heardShown = 12;
/** Photos of a post side by side. */
const photosShown = 4;

/** `holdfast show <ref>`: a post as it stands. */
export function showCommand(program: Command, runner: Runner): void {
  const command = program
    .command('show')
    .argument('<ref>', 'a written ref or any URL of the post')
    .option('--witnesses', 'which sources say what')
    .description('show a post: what it said, who says so, what became of it');
  addAction<{ witnesses?: boolean }>(
    addPicturesOption(command),
    runner,
    async (session, [ref = ''], options) => {
      const holdfast = await session.holdfast();
      const shown = await holdfast.show(ref);
      session.output.record(shown);
      if (!session.output.json) await printShown(session, holdfast, shown, options.witnesses ?? false);
      return 0;
    },
  );
}

async function printShown(
  session: Session,
  holdfast: Holdfast,
  shown: Shown,
  withWitnesses: boolean,
): Promise<void> {
  const { output } = session;
  output.line(output.bold(visible(shown.name)) + (shown.ref?.url ? `  ${visible(shown.ref.url)}` : ''));
  for (const { alias, reason } of shown.aliases) output.line(visible(`also ${alias} (${reason})`));
  output.line(stateInWords(shown));
  if (shown.redacted !== null)
    output.line(visible(`${partWords[shown.redacted.what]}${removalInWords(shown.redacted)}`));
  if (shown.held !== null)
    output.line(visible(`held since ${shown.held.at.slice(0, 10)}: ${shown.held.reason}`));
  if (shown.post !== null) printPost(session, shown.post, (blob) => holdfast.pathOf(blob));
  for (const blobs of picturesOf(shown)) {
    const lines = await linesOfPictures(session, holdfast, blobs);
    if (lines.length > 0) output.line();
    for (const line of lines) output.line(line);
  }
  if (shown.conflicts.length > 0) output.line();
  for (const conflict of shown.conflicts) output.line(visible(conflictInWords(conflict)));
  if (shown.captures.length + shown.articles.length > 0) output.line();
  for (const capture of shown.captures) output.line(visible(pictureInWords(capture)));
  for (const place of shown.articles)
    output.line(visible(`in ${place.article}, bytes ${place.start}–${place.end}`));
  if (withWitnesses) {
    output.line();
    output.table(
      ['FIELD', 'WITNESSES'],
      Object.entries(shown.witnesses).map(([field, sources]) => [field, sources.join(', ')]),
    );
  }
  printHeard(session, shown);
}

/** The picture that shows the post best, then its own photos. */
function picturesOf({ captures, post }: Shown): string[][] {
  const best = captures.find(({ kind, redacted }) => kind !== 'context' && redacted === undefined);
  const photos = (post?.media ?? []).flatMap(({ kind, blob }) =>
    kind === 'photo' && blob !== null ? [blob] : [],
  );
  return [best === undefined ? [] : [best.show ?? best.blob], photos.slice(0, photosShown)];
}

function printHeard({ output }: Session, { name, observations }: Shown): void {
  if (observations.length === 0) return;
  output.line();
  const latest = observations.slice(-heardShown);
  if (latest.length < observations.length)
    output.line(
      output.dim(
        visible(`${observations.length - latest.length} earlier ones: holdfast history ${name} --all`),
      ),
    );
  output.table(
    ['HEARD (UTC)', 'SOURCE', 'OUTCOME', 'AS OF', 'REASON'],
    latest.map((seen) => [
      momentInWords(seen.at),
      seen.source,
      seen.outcome,
      seen.asOf === null ? '-' : momentInWords(seen.asOf),
      excerpt(seen.reason ?? '-', 60),
    ]),
  );
}

const partWords = {
  all: '',
  text: 'its words were ',
  media: 'its pictures were ',
} as const satisfies Record<Redactable, string>;

/** The state, since when, by whose word, and when the post was last seen. */
function stateInWords({ state, since, known, lastLive, proof, observations }: Shown): string {
  const parts = [
    `state ${state}${since === null ? '' : ` since ${since}`}`,
    proof === null ? null : `by ${proof.source}${proof.reason === null ? '' : ` ("${proof.reason}")`}`,
    state === 'unknown' ? notFoundInWords(observations) : null,
    state === 'live' ? null : lastSeenInWords(lastLive, observations),
    `known ${known === null ? 'not yet' : known}`,
  ];
  return visible(parts.filter((part) => part !== null).join(', '));
}

/** Where nothing more is known than that the platform has no such post: by whose latest word, and if it said so twice. */
function notFoundInWords(observations: Shown['observations']): string | null {
  const latest = new Map(
    observations.filter(({ rank }) => rank === 'platform').map((seen) => [seen.source, seen.outcome]),
  );
  const missing = [...latest].filter(([, outcome]) => /^not-found(?:-twice)?$/u.test(outcome));
  if (missing.length === 0) return null;
  const twice = missing.every(([, outcome]) => outcome === 'not-found-twice') ? ', twice' : '';
  return `not found by ${missing.map(([source]) => source).join(', ')}${twice}`;
}

/** The platform's own showing comes first; of a post it never showed us, the latest archived copy's. */
function lastSeenInWords(lastLive: string | null, observations: Shown['observations']): string | null {
  if (lastLive !== null) return `last seen live ${lastLive}`;
  const [copy] = observations
    .flatMap(({ source, outcome, asOf }) => (outcome === 'live' && asOf !== null ? [{ source, asOf }] : []))
    .toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1));
  return copy === undefined ? null : `last shown by ${copy.source} as of ${copy.asOf}`;
}
