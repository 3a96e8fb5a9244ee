import { type Command, Option } from 'commander';
import { type RenderForm, renderForms } from '../holdfast.ts';
import { addAction, type Runner } from './command.ts';

/** `holdfast render <ref…>`: the fallback of posts. */
export function renderCommand(program: Command, runner: Runner): void {
  const command = program
    .command('render')
    .argument('<ref...>', 'written refs or URLs of posts')
    .addOption(new Option('--as <form>', 'the form to render').choices(renderForms).default('html'))
    .description('print the fallback of posts');
  addAction<{ as: RenderForm }>(command, runner, async (session, refs, options) => {
    const holdfast = await session.holdfast();
    for (const ref of refs) {
      const rendered = await holdfast.render(ref, options.as);
      session.output.record({
        ref,
        as: options.as,
        ...(typeof rendered === 'string'
          ? { text: rendered }
          : { base64: Buffer.from(rendered).toString('base64') }),
      });
      if (session.output.json) continue;
      if (typeof rendered === 'string') session.io.out(rendered.endsWith('\n') ? rendered : `${rendered}\n`);
      else session.io.outBytes(rendered);
    }
    return 0;
  });
}
