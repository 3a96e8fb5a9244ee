import { type Command, Option } from 'commander';
import { HoldfastError } from '../errors.ts';
import { type PictureWish, type RenderForm, renderForms } from '../holdfast.ts';
import { captureKinds, pictureForms, themes } from '../model/picture-files.ts';
import { addAction, type Runner, type Session } from './command.ts';

interface RenderOptions extends PictureWish {
  readonly as: RenderForm;
}

/** `holdfast render <ref…>`: the fallback of posts, or their pictures. */
export function renderCommand(program: Command, runner: Runner): void {
  const command = program
    .command('render')
    .argument('<ref...>', 'written refs or URLs of posts')
    .addOption(new Option('--as <form>', 'the form to render').choices(renderForms).default('html'))
    .addOption(new Option('--theme <theme>', 'of pictures, the one in these colours').choices(themes))
    .addOption(
      new Option(
        '--of <kind>',
        "the picture of the platform's embed, of the post's own page, of our own card, of the article around it",
      ).choices(captureKinds),
    )
    .description('print the fallback of posts, or a picture, its page on paper (pdf) or as loaded (wacz)')
    .addHelpText('after', '\nA picture is bytes, to go to a file: holdfast render x:20 --as png > post.png');
  addAction<RenderOptions>(command, runner, async (session, refs, options) => {
    refuseNonsense(session, refs, options);
    const holdfast = await session.holdfast();
    const { as, theme, of } = options;
    for (const ref of refs) {
      const rendered = await holdfast.render(ref, as, { theme, of });
      session.output.record({
        ref,
        as,
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

/** Bytes for a terminal, several files in one, a picture's option for text. */
function refuseNonsense(
  { io, output }: Session,
  [ref = '', ...others]: readonly string[],
  options: RenderOptions,
): void {
  const { as, theme, of } = options;
  if (!pictureForms.some((form) => form === as)) {
    if (theme === undefined && of === undefined) return;
    const option = theme === undefined ? '--of' : '--theme';
    throw new HoldfastError(
      'usage',
      `${option} chooses among pictures, and ${as} is none: add --as ${pictureForms.join(', ')}`,
    );
  }
  if (output.json) return;
  const instead = `holdfast render ${ref} --as ${as} > post.${as}`;
  if (io.outIsTerminal === true)
    throw new HoldfastError('usage', `${as} is not for a terminal: send it to a file, as in: ${instead}`);
  if (others.length > 0)
    throw new HoldfastError(
      'usage',
      `one file holds one ${as}: render one post at a time, as in: ${instead}`,
    );
}
