import type { Command } from 'commander';
import { addAction, addBrowserOptions, type Runner } from './command.ts';

/** `holdfast import <path…>`: what others kept. */
export function importCommand(program: Command, runner: Runner): void {
  const command = program
    .command('import')
    .argument(
      '<path...>',
      "an account's own export (zip or folder), a web archive (WARC, WACZ), or another archive's home",
    )
    .description(
      'take in what others kept: the posts of an account export, the pages and answers of a web archive, all of another archive',
    )
    .addHelpText(
      'after',
      '\nNothing is asked of the network. Pictures of our cards are taken by the next "holdfast work".\nThe same twice adds nothing: an import that was broken off is run again.',
    );
  addAction(addBrowserOptions(command), runner, async (session, paths) => {
    const holdfast = await session.holdfast({ create: true });
    const { output } = session;
    const counts = { articles: 0, embedded: 0, added: 0, known: 0, unreadable: 0, passedOver: 0 };
    for await (const taken of holdfast.import(paths)) {
      switch (taken.kind) {
        case 'article':
          counts.articles += 1;
          counts.embedded += taken.newPosts;
          break;
        case 'imported':
          counts[taken.isNew ? 'added' : 'known'] += 1;
          break;
        case 'passed-over':
          counts.passedOver += taken.count;
          output.problem(`passed over: ${taken.count} in ${taken.what}: ${taken.why}`);
          break;
        case 'unreadable':
          counts.unreadable += 1;
          output.problem(`holdfast: ${taken.error.message}`);
          break;
        case 'warning':
          output.problem(`warning: ${taken.input}: ${taken.message}`);
          break;
        case 'post':
      }
      if (taken.kind === 'unreadable')
        output.record({
          kind: taken.kind,
          input: taken.input,
          error: taken.error.name,
          message: taken.error.message,
        });
      else if (taken.kind !== 'article') output.record(taken);
      else
        output.record({
          kind: taken.kind,
          name: taken.name,
          newPosts: taken.newPosts,
          unchanged: taken.unchanged,
        });
      session.progress.reading({ articles: counts.articles, posts: counts.added + counts.known });
    }
    output.record({ kind: 'result', ...counts });
    output.line(`Posts: ${counts.added} with something new, ${counts.known} as they were.`);
    if (counts.articles > 0)
      output.line(`Articles: ${counts.articles}, with ${counts.embedded} posts not known before.`);
    if (counts.added + counts.embedded > 0)
      output.line('"holdfast work" asks for them and takes their pictures.');
    return counts.unreadable > 0 ? 4 : 0;
  });
}
