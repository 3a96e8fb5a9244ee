import { filmsOf, viewWithAssets } from './fallback-assets.ts';
import { type ViewTools, viewOf } from './fallback-view.ts';
import type { Log } from './log.ts';
import type { Images } from './media/images.ts';
import type { Platform } from './model/platform.ts';
import { platformOf } from './model/platform-of.ts';
import { picturesOf } from './model/post.ts';
import type { FallbackForm } from './render/render.ts';
import type { RenderOptions } from './render/render-options.ts';
import type { FallbackView, ShownFilm } from './render/view.ts';
import type { KeptSnapshot, PostRecord } from './store/contract.ts';
import { wholeBlob } from './version-view.ts';

export interface WishedViewTools extends ViewTools {
  readonly platforms: readonly Platform[];
  readonly images: Pick<Images, 'sizes'>;
  readonly log: Log;
}

/** Bytes of films that go into one page, all together. */
const mostFilmBytes = 8_000_000;

/**
 * The view a form is made of: its pictures along with it, or with `base` at the addresses `export fallbacks` gives them
 * there. A page brings its films along as far as they are small.
 */
export async function viewFor(
  form: FallbackForm,
  record: PostRecord,
  snapshot: KeptSnapshot,
  tools: WishedViewTools,
  { base, films = true }: RenderOptions & { readonly films?: boolean },
): Promise<FallbackView> {
  const platform = platformOf(record.name, tools.platforms);
  if (base !== undefined && form !== 'page' && form !== 'svg') {
    const served = { ...tools, base: new URL(base).pathname, takesFilm: () => true };
    return (await viewWithAssets(record, snapshot, platform, served)).view;
  }
  const view = await viewOf(record, snapshot, platform, tools);
  return form === 'page' && films
    ? { ...view, filmOf: await inlinedFilms(record.name, snapshot, tools) }
    : view;
}

/** A picture of the card is as high as the card was when it was shot last. */
export async function optionsFor(
  form: FallbackForm,
  record: PostRecord,
  snapshot: KeptSnapshot,
  { store }: WishedViewTools,
  options: RenderOptions,
): Promise<RenderOptions> {
  if (form !== 'svg') return options;
  const shots = (await store.posts.captures(record.name)).filter(
    (capture) => capture.kind === 'card' && capture.snapshot === snapshot.id && capture.parts.length === 0,
  );
  const shot = shots.at(-1);
  const dpr = shot?.settings?.dpr;
  return shot === undefined || dpr === undefined ? options : { ...options, height: shot.height / dpr };
}

async function inlinedFilms(
  name: string,
  { post }: KeptSnapshot,
  { store, log }: WishedViewTools,
): Promise<FallbackView['filmOf']> {
  const inlined = new Map<string, ShownFilm>();
  let left = mostFilmBytes;
  for (const { blob, mediaType } of post === null ? [] : filmsOf(picturesOf(post))) {
    const bytes = await wholeBlob(blob, store);
    if (bytes === null) continue;
    if (bytes.length > left) {
      log('warn', `${name}: a film of ${megabytes(bytes)} is too large for the page, which shows its still`);
      continue;
    }
    left -= bytes.length;
    inlined.set(blob, {
      src: `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`,
      mediaType,
    });
  }
  return ({ kind, blob }) => (kind === 'photo' || blob === null ? null : (inlined.get(blob) ?? null));
}

function megabytes({ length }: Uint8Array): string {
  return `${(length / 1_000_000).toFixed(1)} MB`;
}
