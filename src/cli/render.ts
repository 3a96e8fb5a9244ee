import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { HoldfastError, isHoldfastError, messageOf } from '../errors.ts';
import { cssWays, type Holdfast, type RenderForm, scriptsOf, sharedForms } from '../holdfast.ts';
import { makeFolder } from '../make-folder.ts';
import { captureKinds, themes } from '../model/picture-files.ts';
import { fileNameOf } from '../ref.ts';
import { writeWhole } from '../write-whole.ts';
import { addAction, type Runner, type Session } from './command.ts';
import {
  choices,
  isOfPost,
  isShared,
  type RenderChoice,
  readForms,
  refuseNonsense,
  usualForms,
} from './render-choice.ts';

/** `holdfast render <ref…>`: the fallback of posts, or their pictures. */
export function renderCommand(program: Command, runner: Runner): void {
  const command = program
    .command('render')
    .argument('[ref...]', 'written refs or URLs of posts; none for css and csp')
    .addOption(
      new Option('--as <form>', 'the form to render; with --out also several, as in html,png')
        .choices(choices)
        .argParser(readForms)
        .default(usualForms, 'html'),
    )
    .addOption(
      new Option(
        '--css <way>',
        'of html, how it comes by its style: along with each card, by a link to one file, or by the page',
      ).choices(cssWays),
    )
    .option('--stylesheet <address>', 'where --css link finds it (default: holdfast.css beside the page)')
    .option(
      '--base <url>',
      'show pictures and films as the files that "export fallbacks" wrote, from this address; mail shows none otherwise',
    )
    .option(
      '--language <tag>',
      'what the fallback itself says in: ar, en, zh-Hant … (default: HOLDFAST_LANGUAGE, else the post’s own)',
    )
    .addOption(new Option('--theme <theme>', 'of pictures, the one in these colours').choices(themes))
    .addOption(
      new Option(
        '--of <kind>',
        "the picture of the platform's embed, of the post's own page, of our own card, of the article around it",
      ).choices(captureKinds),
    )
    .option('--out <dir>', 'write a file for each post and form, named after the post')
    .description('print the fallback of posts, or a picture, its page on paper (pdf) or as loaded (wacz)')
    .addHelpText('after', notes);
  addAction<RenderChoice>(command, runner, async (session, refs, choice) => {
    refuseNonsense(session, refs, choice);
    for (const form of choice.as.filter(isShared))
      await put(session, choice, 'holdfast', form, sharedForms[form]);
    const forms = choice.as.filter(isOfPost);
    if (forms.length === 0) return 0;
    const holdfast = await session.holdfast();
    let failed = false;
    let isNext = false;
    for (const ref of refs)
      try {
        const isApart = isNext && choice.out === undefined && !session.output.json;
        await renderOne(session, holdfast, ref, forms, choice, isApart);
        isNext = true;
      } catch (error) {
        // The others are not worse for it.
        if (refs.length === 1 || !isHoldfastError(error, 'unknown-post', 'bad-ref', 'redacted')) throw error;
        session.output.problem(`holdfast: ${error.message}`);
        failed = true;
      }
    if (isSheetWanted(choice)) await put(session, choice, 'holdfast', 'css', sharedForms.css);
    return failed ? 4 : 0;
  });
}

/** Cards link to a sheet beside them unless they are told of another. */
function isSheetWanted({ css, stylesheet, base, out }: RenderChoice): boolean {
  return css === 'link' && stylesheet === undefined && base === undefined && out !== undefined;
}

const notes = `
Forms: html to paste into a page, page to read by itself, amp, email for mail and feeds, text, markdown,
json, jsonld (schema.org), svg (the card as one picture), png, webp, avif (as it was shot), pdf, wacz.
What cards of all posts share: css, the style sheet for --css link, and csp, the hash that lets
--css inline into a page with a Content-Security-Policy.
A picture is bytes, to go to a file: holdfast render x:20 --as png > post.png`;

async function renderOne(
  session: Session,
  holdfast: Holdfast,
  ref: string,
  forms: readonly RenderForm[],
  choice: RenderChoice,
  isApart: boolean,
): Promise<void> {
  const { css, language, theme, of, out } = choice;
  const base = choice.base?.replace(/\/?$/u, '/');
  // An export has it beside the assets.
  const exported = css === 'link' && base !== undefined ? `${new URL(base).pathname}holdfast.css` : undefined;
  const { stylesheet = exported } = choice;
  const wish = {
    theme,
    of,
    ...(css === undefined ? {} : { css }),
    ...(language === undefined ? {} : { language }),
    ...(stylesheet === undefined ? {} : { stylesheet }),
    ...(base === undefined ? {} : { base }),
  };
  const file = out === undefined ? '' : fileNameOf((await holdfast.show(ref)).name);
  const lacking: HoldfastError[] = [];
  for (const form of forms)
    try {
      const rendered = await holdfast.render(ref, form, wish);
      // two quotes of Markdown would be one
      if (isApart && (form === 'text' || form === 'markdown')) session.io.out('\n');
      await put(session, choice, file, form, rendered, ref);
      sayWhatPagesNeed(session, choice, form, rendered);
    } catch (error) {
      if (!isHoldfastError(error, 'unknown-post')) throw error;
      lacking.push(error);
    }
  const last = lacking.pop();
  const others = new Set(
    lacking.map(({ message }) => message).filter((message) => message !== last?.message),
  );
  for (const message of others) session.output.problem(`holdfast: ${message}`);
  if (last !== undefined) throw last;
}

/** To a file of its own, as a record, or to standard output. */
async function put(
  { io, output }: Session,
  choice: RenderChoice,
  file: string,
  form: keyof typeof extensions,
  content: string | Uint8Array,
  ref: string | null = null,
): Promise<void> {
  const about = { ref, as: form, ...neededBy(choice, form, content) };
  if (choice.out !== undefined) {
    const path = join(choice.out, `${file}${extensions[form]}`);
    writeTo(path, content, choice.out);
    output.record({ ...about, path });
    output.line(path);
    return;
  }
  const isText = typeof content === 'string';
  output.record({
    ...about,
    ...(isText ? { text: content } : { base64: Buffer.from(content).toString('base64') }),
  });
  if (output.json) return;
  if (isText) io.out(content.endsWith('\n') ? content : `${content}\n`);
  else io.outBytes(content);
}

/** What the page around it has to allow or to load. */
function neededBy(
  { css = 'inline' }: RenderChoice,
  form: string,
  content: string | Uint8Array,
): { readonly styleHash?: string; readonly scripts?: readonly string[] } {
  if (form === 'html' && css === 'inline') return { styleHash: sharedForms.csp };
  return form === 'amp' && typeof content === 'string' ? { scripts: scriptsOf(content) } : {};
}

function sayWhatPagesNeed(
  { io, output }: Session,
  choice: RenderChoice,
  form: string,
  content: string | Uint8Array,
): void {
  if (output.json || choice.quiet === true) return;
  const { styleHash, scripts = [] } = neededBy(choice, form, content);
  if (styleHash !== undefined && choice.css === 'inline')
    io.err(`a page with a policy lets its style in by: style-src '${styleHash}'\n`);
  for (const name of scripts)
    io.err(
      `the AMP page needs: <script async custom-element="${name}" src="https://cdn.ampproject.org/v0/${name}-0.1.js"></script>\n`,
    );
}

const extensions = {
  html: '.html',
  page: '.page.html',
  text: '.txt',
  markdown: '.md',
  json: '.json',
  jsonld: '.jsonld',
  amp: '.amp.html',
  email: '.email.html',
  svg: '.svg',
  png: '.png',
  webp: '.webp',
  avif: '.avif',
  pdf: '.pdf',
  wacz: '.wacz',
  css: '.css',
  csp: '.csp',
} as const satisfies Record<RenderForm | keyof typeof sharedForms, string>;

function writeTo(path: string, content: string | Uint8Array, folder: string): void {
  try {
    makeFolder(folder);
    writeWhole(path, (draft) => writeFileSync(draft, content));
  } catch (error) {
    throw new HoldfastError(
      'usage',
      `${path} can't be written: ${messageOf(error)}; name another folder with --out`,
      { cause: error },
    );
  }
}
