import { type Asset, filmsOf, viewWithAssets } from '../fallback-assets.ts';
import type { Imprint } from '../fallback-view.ts';
import type { Images } from '../media/images.ts';
import { canonicalJson } from '../model/canonical.ts';
import { type FallbackCards, type FallbackEntry, fallbackFiles } from '../model/fallbacks.ts';
import type { Platform } from '../model/platform.ts';
import { platformOf } from '../model/platform-of.ts';
import { type Post, picturesOf } from '../model/post.ts';
import { isGone } from '../model/state.ts';
import { render } from '../render/render.ts';
import { addressOf, type FallbackView } from '../render/view.ts';
import type { KeptSnapshot, Store } from '../store/contract.ts';
import { bytesOf, isLacking, type LackingBlob } from './evidence.ts';
import type { ChosenVersion } from './fallback-versions.ts';

export interface EntryTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly images: Pick<Images, 'sizes'>;
  readonly imprint: Imprint;
  readonly base: string;
  readonly site: string | null;
  /** BCP 47: those of which there are cards besides. */
  readonly languages: readonly string[];
  /** Bytes. */
  readonly filmLimit: number;
  /** Puts an asset into the folder; nothing happens if it is there. */
  readonly hasAsset: (file: string) => boolean;
  readonly putAsset: (file: string, bytes: Uint8Array) => Promise<void>;
}

/** A film that is too large to be served: its still is shown. */
export interface LeftFilm {
  readonly post: string;
  readonly blob: string;
  readonly bytes: number;
}

export interface MadeEntry {
  /** The entry as canonical JSON. */
  readonly line: string;
  readonly lacking: readonly LackingBlob[];
  readonly leftFilms: readonly LeftFilm[];
}

/** Renders a version of a post in all forms and sees that everything it shows lies in the folder. */
export async function makeEntry(
  { record, mark }: Pick<ChosenVersion, 'record' | 'mark'>,
  snapshot: KeptSnapshot,
  tools: EntryTools,
): Promise<MadeEntry> {
  const { name } = record;
  const films = snapshot.post === null ? null : await readFilms(name, snapshot.post, tools);
  const { view, assets, lacking } = await viewWithAssets(
    record,
    snapshot,
    platformOf(name, tools.platforms),
    { ...tools, deletedBy: mark.deletedBy, takesFilm: (blob) => films?.bytes.has(blob) ?? false },
  );
  for (const { file, blob } of assets)
    if (!tools.hasAsset(file))
      await tools.putAsset(file, films?.bytes.get(blob) ?? (await tools.store.blobs.get(blob)));
  const told = lacking.map(({ blob, error }) => ({
    blob,
    post: name,
    why: error.message,
    removed: error.name === 'redacted',
  }));
  return {
    line: canonicalJson(entryOf(view, assets, tools)),
    lacking: [...told, ...(films?.lacking ?? [])],
    leftFilms: films?.left ?? [],
  };
}

function entryOf(view: FallbackView, assets: readonly Asset[], tools: EntryTools): FallbackEntry {
  const others = tools.languages.map((lang) => [lang, cardsOf({ ...view, lang }, tools)] as const);
  return {
    url: addressOf(view),
    state: view.state,
    gone: isGone(view.state),
    known: view.known,
    ...cardsOf(view, tools),
    ...(others.length === 0 ? {} : { languages: Object.fromEntries(others) }),
    assets: assets.map(({ file }) => `${fallbackFiles.assets}/${file}`).sort(),
  };
}

function cardsOf(view: FallbackView, { site }: Pick<EntryTools, 'site'>): FallbackCards {
  return {
    html: render(view, 'html', { css: 'none' }),
    amp: render(view, 'amp'),
    email: render(view, 'email', site === null ? {} : { base: `${site}/` }),
    text: render(view, 'text'),
    markdown: render(view, 'markdown'),
  };
}

interface ReadFilms {
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  readonly left: readonly LeftFilm[];
  readonly lacking: readonly LackingBlob[];
}

async function readFilms(name: string, post: Post, { store, filmLimit }: EntryTools): Promise<ReadFilms> {
  const bytes = new Map<string, Uint8Array>();
  const left: LeftFilm[] = [];
  const lacking: LackingBlob[] = [];
  for (const { blob } of filmsOf(picturesOf(post))) {
    const read = await bytesOf(blob, name, { store });
    if (isLacking(read)) lacking.push(read);
    else if (read.length > filmLimit) left.push({ post: name, blob, bytes: read.length });
    else bytes.set(blob, read);
  }
  return { bytes, left, lacking };
}
