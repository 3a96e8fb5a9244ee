import { HoldfastError } from './errors.ts';
import { viewOf } from './fallback-view.ts';
import { bestPicture } from './model/capture.ts';
import { platformOf } from './model/platform-of.ts';
import { type FallbackForm, fallbackForms, render } from './render/render.ts';
import type { Store } from './store/contract.ts';
import { type FindTools, findPost } from './store/find-post.ts';

export interface RenderTools extends FindTools {
  readonly store: Store;
}

/** Every form a post can be had in: those made of its snapshot, and its picture. */
export const renderForms = [...fallbackForms, 'png'] as const;

export type RenderForm = FallbackForm | 'png';

/** A post's fallback in one form: bytes for `png`, else text. Throws `bad-ref`, `unknown-post`. */
export async function renderPost(
  refOrUrl: string,
  form: RenderForm,
  tools: RenderTools,
): Promise<string | Uint8Array> {
  const { store, platforms } = tools;
  const record = await findPost(refOrUrl, tools);
  if (form === 'png') {
    const picture = bestPicture(await store.posts.captures(record.name));
    if (picture !== null) return store.blobs.get(picture.blob);
    throw notYet(record.name, 'no picture was taken of it');
  }
  const snapshot = (await store.posts.snapshots(record.name)).at(-1);
  if (snapshot === undefined) throw notYet(record.name, 'no source and no article has told what it says');
  return render(await viewOf(record, snapshot, platformOf(record.name, platforms), store), form);
}

function notYet(name: string, why: string): HoldfastError {
  return new HoldfastError(
    'unknown-post',
    `${name}: ${why} yet; run "holdfast archive ${name}" or "holdfast doctor"`,
  );
}
