import { HoldfastError } from './errors.ts';
import type { Log } from './log.ts';
import type { CaptureKind, Theme } from './model/capture.ts';
import { bestFirst, fileOf, isPictureForm, type PictureForm, pictureForms } from './model/picture-files.ts';
import { removalInWords } from './model/redaction.ts';
import { ampComponents } from './render/amp.ts';
import { readCardLanguage } from './render/card-languages.ts';
import { type FallbackForm, fallbackForms, render } from './render/render.ts';
import type { RenderOptions } from './render/render-options.ts';
import { cardStyle, cardStyleHash } from './render/style.ts';
import { optionsFor, viewFor, type WishedViewTools } from './render-view.ts';
import { articlesToShow } from './shot-places.ts';
import type { KeptCapture, PostRecord, Store } from './store/contract.ts';
import { type FindTools, findPost } from './store/find-post.ts';

export interface RenderTools extends FindTools, WishedViewTools {
  readonly store: Store;
  readonly log: Log;
}

/** What the cards of all posts share, which no archive is asked for: the style sheet, and its hash for a policy. */
export const sharedForms = { css: cardStyle, csp: cardStyleHash } as const;

/** AMP's components in a fallback, whose scripts its page has to load. */
export const scriptsOf = ampComponents;

/** Every form a post can be had in: those made of its snapshot, and its picture's files. */
export const renderForms = [...fallbackForms, ...pictureForms] as const;

export type RenderForm = FallbackForm | PictureForm;

/** Which of a post's pictures is wanted; without it the one that shows the post best. */
export interface PictureWish {
  /** Another is taken where there is none in these colours; the log tells. */
  readonly theme?: Theme | undefined;
  readonly of?: CaptureKind | undefined;
}

/** How a form is to be written: which picture, or whose style. */
export interface RenderWish extends PictureWish, RenderOptions {
  /** BCP 47: one of `cardLanguages`, for what the fallback itself says; as configured without, else the post's own. */
  readonly language?: string;
  /** False for a page that shows only the stills of its films. */
  readonly films?: boolean;
}

/**
 * A post's fallback in one form: bytes for pictures, else text. Throws `bad-ref`, `unknown-post`; `usage` for a language
 * that cards don't speak.
 */
export async function renderPost(
  refOrUrl: string,
  form: RenderForm,
  given: RenderTools,
  wish: RenderWish = {},
): Promise<string | Uint8Array> {
  const tools = wish.language === undefined ? given : speaking(readCardLanguage(wish.language), given);
  const { store } = tools;
  const record = await findPost(refOrUrl, tools);
  if (isPictureForm(form)) return await pictureOf(record, form, wish, tools);
  const snapshot = (await store.posts.snapshots(record.name)).at(-1);
  if (snapshot === undefined) throw notYet(record, 'no source and no article has told what it says yet');
  const view = await viewFor(form, record, snapshot, tools, wish);
  return render(view, form, await optionsFor(form, record, snapshot, tools, wish));
}

function speaking(language: string, tools: RenderTools): RenderTools {
  return { ...tools, imprint: { ...tools.imprint, language } };
}

async function pictureOf(
  record: PostRecord,
  form: PictureForm,
  wish: PictureWish,
  { store, log }: RenderTools,
): Promise<Uint8Array> {
  const { name } = record;
  const wanted = bestFirst(await store.posts.captures(name)).filter(isWanted(wish.of, form));
  const ofKind = wanted.filter(({ redacted }) => redacted === undefined);
  const [removed] = wanted;
  if (ofKind.length === 0 && removed?.redacted !== undefined)
    throw new HoldfastError('redacted', `${name}: its picture was ${removalInWords(removed.redacted)}`);
  const [best] = ofKind;
  if (best === undefined) throw await withoutPicture(record, wish.of, store);
  // A lesser picture must not pass for a better one because it is kept in one form more.
  const inForm = ofKind.filter(
    (capture) => capture.verified === best.verified && fileOf(capture, form) !== null,
  );
  const chosen = inForm.find(({ theme }) => theme === (wish.theme ?? theme)) ?? inForm[0];
  const hash = chosen === undefined ? null : fileOf(chosen, form);
  if (chosen === undefined || hash === null) throw withoutForm(record, form);
  if (wish.theme !== undefined && chosen.theme !== wish.theme)
    log(
      'warn',
      `${name}: there is no ${wish.theme} picture of it as ${form}, so this is the ${chosen.theme} one`,
    );
  if (chosen.parts.length > 0 && ['png', 'webp', 'avif'].includes(form))
    log(
      'warn',
      `${name}: this is the top of a tall picture; "holdfast show ${name} --json" names the ${chosen.parts.length} parts below`,
    );
  return await store.blobs.get(hash);
}

/** Of the article around it only where that is asked for; but the pages as loaded hold the post whatever was shot. */
function isWanted(of: CaptureKind | undefined, form: PictureForm) {
  return ({ kind }: Pick<KeptCapture, 'kind'>) =>
    of === undefined ? kind !== 'context' || form === 'wacz' : kind === of;
}

async function withoutPicture(
  record: PostRecord,
  of: CaptureKind | undefined,
  store: Store,
): Promise<HoldfastError> {
  if (of === 'context') {
    const [article] = await articlesToShow(record.name, store);
    if (article === undefined)
      return notYet(record, 'it stands in no article that is a page (HTML)', 'have it with --of card');
    return notYet(
      record,
      'no picture of an article around it was taken',
      `run "holdfast archive ${article} --context"`,
    );
  }
  const page = {
    embed: "no verified picture of its platform's embed page",
    post: 'no picture of its own page',
  };
  if (of === 'embed' || of === 'post')
    return notYet(record, `${page[of]} was taken; "holdfast show ${record.name}" tells what there is`);
  return notYet(
    record,
    of === 'card' ? 'no picture of our own card was taken yet' : 'no picture was taken of it yet',
  );
}

function withoutForm(record: PostRecord, form: PictureForm): HoldfastError {
  const archive = `run "holdfast archive ${record.name}`;
  const asPng = 'have it with --as png';
  const words = {
    png: ['there is no picture of it', `${archive}"`],
    webp: ['its picture is not kept as webp', asPng],
    avif: ['its picture is not kept as avif', asPng],
    pdf: ['its page was not kept on paper', `${archive} --pdf"`],
    wacz: ['no page of it was kept as loaded', `${archive}" without --no-wacz`],
  } as const satisfies Record<PictureForm, readonly [string, string]>;
  const [why, then] = words[form];
  return notYet(record, why, then);
}

function notYet(
  { name }: PostRecord,
  why: string,
  then = `run "holdfast archive ${name}" or "holdfast doctor"`,
): HoldfastError {
  return new HoldfastError('unknown-post', `${name}: ${why}; ${then}`);
}
