import { type Asset, viewWithAssets } from './fallback-assets.ts';
import { type ViewTools, viewOf } from './fallback-view.ts';
import type { Images } from './media/images.ts';
import { sha256 } from './model/canonical.ts';
import { fallbackFiles } from './model/fallbacks.ts';
import type { Platform } from './model/platform.ts';
import { platformOf } from './model/platform-of.ts';
import { isGone } from './model/state.ts';
import type { CssWay } from './render/render-options.ts';
import { type Fallback, fallbackOf } from './rewrite/fallback.ts';
import type { Store } from './store/contract.ts';
import type { LatestVersion } from './store/latest-contract.ts';

export interface SiteFallbacksTools extends ViewTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly images: Pick<Images, 'sizes'>;
}

export interface SiteFallbacksOptions {
  /** Only posts that are gone, or all the archive knows. */
  readonly when: 'dead' | 'always';
  readonly css: CssWay;
  /** Where the site serves what cards show, unless the style is with each card. */
  readonly base: string;
  /** Its origin, which feeds need for pictures; null where that isn't told. */
  readonly site: string | null;
}

/** What a site shows in place of posts. */
export interface SiteFallbacks {
  /**
   * The fallback of a post by any of its names. `live`: it can still be had from its platform and is to stay; `unknown`:
   * the archive knows nothing it could show.
   */
  of(name: string): Promise<Fallback | 'live' | 'unknown'>;
  /** What these posts would be shown as now: the same text as before means the same fallbacks. */
  shown(names: readonly string[]): string;
  /** What the fallbacks handed out so far show besides their text. */
  assets(): Iterable<Asset>;
}

/** Bytes of fallbacks kept for the next article: a site shows the same posts again and again. */
const mostKept = 64 * 1024 * 1024;

/** Looks once at which versions of posts there are; what they say is read when it is asked for. */
export async function openSiteFallbacks(
  options: SiteFallbacksOptions,
  tools: SiteFallbacksTools,
): Promise<SiteFallbacks> {
  const { store } = tools;
  const cuts = (await store.redactions.list()).length;
  const latest = byName(await store.posts.latest());
  const digests = new Map<LatestVersion, string>();
  const kept = new Map<string, Fallback>();
  const assets = new Map<string, Asset>();
  let size = 0;

  async function make({ record, snapshot: version }: LatestVersion): Promise<Fallback | 'unknown'> {
    const snapshot = version === null ? null : await store.posts.snapshot(version.id);
    if (snapshot === null) return 'unknown';
    const platform = platformOf(record.name, tools.platforms);
    if (options.css === 'inline')
      return fallbackOf(await viewOf(record, snapshot, platform, tools), {}, rendered);
    const { base, css, site } = options;
    const made = await viewWithAssets(record, snapshot, platform, { ...tools, base, takesFilm: () => true });
    for (const asset of made.assets) assets.set(asset.file, asset);
    const whole = site === null ? {} : { base: `${site}/` };
    const stylesheet = base + fallbackFiles.stylesheet;
    return fallbackOf(made.view, { css, stylesheet, ...whole }, rendered);
  }

  /** Those handed out go on by themselves. */
  function rendered(length: number): void {
    size += 2 * length;
    if (size <= mostKept) return;
    kept.clear();
    size = 0;
  }

  /** A redaction may change what any post shows of others. */
  function digestOf(version: LatestVersion): string {
    const known = digests.get(version);
    if (known !== undefined) return known;
    const digest = JSON.stringify([version.record, version.snapshot, cuts]);
    digests.set(version, digest);
    return digest;
  }

  return {
    of: async (name) => {
      const version = latest.get(name) ?? (cuts === 0 ? null : await forgotten(name, store, latest));
      if (version?.snapshot == null) return 'unknown';
      if (options.when === 'dead' && !isGone(version.record.state)) return 'live';
      const known = kept.get(version.record.name);
      if (known !== undefined) return known;
      const made = await make(version);
      if (made !== 'unknown') kept.set(version.record.name, made);
      return made;
    },
    shown: (names) => {
      const digests = names.map((name) => {
        const version = latest.get(name);
        return version === undefined ? `unknown ${cuts}` : digestOf(version);
      });
      return digests.length === 0 ? '' : sha256(digests.join('\n'));
    },
    assets: () => assets.values(),
  };
}

function byName(versions: readonly LatestVersion[]): ReadonlyMap<string, LatestVersion> {
  const named = new Map<string, LatestVersion>();
  for (const version of versions) {
    named.set(version.record.name, version);
    for (const alias of version.aliases) named.set(alias, version);
  }
  return named;
}

/** A name that was taken out with its post is known again by its hash only. */
async function forgotten(
  name: string,
  { posts }: Pick<Store, 'posts'>,
  latest: ReadonlyMap<string, LatestVersion>,
): Promise<LatestVersion | null> {
  const record = await posts.get(name);
  return record === null ? null : (latest.get(record.name) ?? null);
}
