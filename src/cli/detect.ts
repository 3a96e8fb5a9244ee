import type { Command } from 'commander';
import { detectInputs } from '../holdfast.ts';
import { visible } from '../log.ts';
import { writeRef } from '../ref.ts';
import { addAction, addNetworkOptions, type Runner } from './command.ts';
import { conflictInWords } from './conflict.ts';
import { excerpt } from './text-width.ts';

interface DetectOptions {
  readonly mentions?: boolean;
}

/** `holdfast detect <input…>`: list embeds, touch nothing. */
export function detectCommand(program: Command, runner: Runner): void {
  const command = program
    .command('detect')
    .argument('[input...]', 'articles: files, folders, URLs or -')
    .option('--mentions', 'list links to posts inside sentences too, as kind "mention"')
    .description('list the posts embedded in articles; touches nothing');
  addAction<DetectOptions>(addNetworkOptions(command), runner, async (session, inputs, options) => {
    const { output } = session;
    let unreadable = 0;
    const rows: string[][] = [];
    const doubts: string[] = [];
    const surroundings = { log: session.log, stdin: session.io.stdin };
    const detected = detectInputs(session.config, surroundings, inputs, {
      mentions: options.mentions ?? false,
    });
    for await (const input of detected)
      switch (input.kind) {
        case 'article':
          for (const {
            platform,
            kind,
            name,
            ref,
            quoted,
            start,
            end,
            confidence,
            conflicts,
          } of input.embeds) {
            const article = input.article.name;
            output.record({ article, platform, kind, name, ref, quoted, start, end, confidence, conflicts });
            rows.push([article, kind, name, `${start}–${end}`, excerpt(quoted?.text ?? '', 60)]);
            for (const conflict of conflicts)
              doubts.push(`${article}, bytes ${start}–${end}, ${name}: ${conflictInWords(conflict)}`);
          }
          break;
        case 'post':
          output.problem(`warning: ${writeRef(input.ref)} is a post, not an article: nothing to look into`);
          break;
        case 'warning':
          output.problem(`warning: ${input.input}: ${input.message}`);
          break;
        case 'unreadable':
          unreadable += 1;
          output.problem(`holdfast: ${input.error.message}`);
      }
    if (rows.length > 0) output.table(['ARTICLE', 'KIND', 'POST', 'BYTES', 'TEXT'], rows);
    else output.line('No embedded post was found.');
    if (doubts.length > 0) output.line();
    for (const doubt of doubts) output.line(visible(doubt));
    return unreadable > 0 ? 4 : 0;
  });
}
