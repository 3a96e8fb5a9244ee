import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noImprint, shownBlobs, viewWith } from '../../src/fallback-view.ts';
import { silentLog } from '../../src/log.ts';
import type { FallbackEntry } from '../../src/model/fallbacks.ts';
import { platformOf } from '../../src/model/platform-of.ts';
import { emptyPost } from '../../src/model/post.ts';
import { isGone } from '../../src/model/state.ts';
import { platforms } from '../../src/platforms/index.ts';
import { render } from '../../src/render/render.ts';
import { cardStyle } from '../../src/render/style.ts';
import { openStore } from '../../src/store/sqlite.ts';

/** INTERIM until the command is there. */
export async function exportFallbacks(archive: string, out: string, names: readonly string[]): Promise<void> {
  const store = await openStore({
    database: join(archive, 'data/holdfast.db'),
    blobs: join(archive, 'snapshots'),
    log: silentLog,
  });
  mkdirSync(join(out, 'assets'), { recursive: true });
  const posts: Record<string, FallbackEntry> = {};
  const aliases: Record<string, string> = {};
  for (const name of [...names].sort()) {
    const record = await store.posts.get(name);
    const snapshot = (await store.posts.snapshots(name)).at(-1);
    if (!record || !snapshot) throw new Error(name);
    const platform = platformOf(name, platforms);
    const fileOf = (blob: string) => `${blob.slice(0, 32)}.webp`;
    const assets = shownBlobs(snapshot.post ?? emptyPost).map((blob) => ({ blob, file: fileOf(blob) }));
    const view = viewWith(record, snapshot, platform, noImprint, {
      pictureOf: ({ show, width, height }) =>
        show === null ? null : { src: `/holdfast/assets/${fileOf(show)}`, width, height },
      filmOf: () => null,
    });
    for (const { file, blob } of assets)
      writeFileSync(join(out, 'assets', file), await store.blobs.get(blob));
    if (record.ref !== null) for (const url of platform.addresses(record.ref)) aliases[url] = name;
    posts[name] = {
      url: record.ref?.url ?? null,
      state: record.state,
      gone: isGone(record.state),
      known: snapshot.known,
      html: render(view, 'html', { css: 'none' }),
      amp: render(view, 'amp'),
      email: render(view, 'email'),
      text: render(view, 'text'),
      markdown: render(view, 'markdown'),
      assets: assets.map(({ file }) => `assets/${file}`),
    };
  }
  writeFileSync(join(out, 'holdfast.css'), cardStyle);
  const integrity = `sha256-${createHash('sha256').update(cardStyle).digest('base64')}`;
  const stylesheet = { path: 'holdfast.css', integrity };
  writeFileSync(
    join(out, 'fallbacks.json'),
    JSON.stringify({ holdfast: 1, base: '/holdfast/', stylesheet, posts, aliases }, null, 1),
  );
  await store.close();
}
