import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { silentLog } from '../../../src/log.ts';
import { type Post, textOf } from '../../../src/model/post.ts';
import { meaningOf } from '../../../src/model/snapshot.ts';
import { openStore } from '../../../src/store/sqlite.ts';
import { openConnection } from '../../../src/store/sqlite-connection.ts';
import { makePage } from '../detect-pages.ts';
import { makePosts } from '../search-posts.ts';

export interface MadeSite {
  readonly archive: string;
  readonly site: string;
  readonly pages: readonly string[];
  readonly bytes: number;
}

const first = 1_700_000_000_000_000;
const at = '2026-05-01T00:00:00.000Z';

export interface SiteShape {
  readonly pages: number;
  /** Characters of a page, about. */
  readonly length: number;
  /** One page in so many holds a post, as X embeds it. */
  readonly every: number;
}

/** A site, each post of it in one page, and an archive that knows them all as deleted. */
export async function makeSite(folder: string, shape: SiteShape): Promise<MadeSite> {
  const archive = join(folder, 'archive');
  const site = join(folder, 'site');
  const posts = await makeArchive(archive, Math.ceil(shape.pages / shape.every));
  let bytes = 0;
  const pages = Array.from({ length: shape.pages }, (_, index) => {
    const post = index % shape.every === 0 ? posts[index / shape.every] : undefined;
    const embedded = post === undefined ? [] : [post.embed];
    const page = makePage(shape.length, embedded, index);
    const path = join(site, String(Math.floor(index / 100)), `story-${index}.html`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, page);
    bytes += Buffer.byteLength(page);
    return path;
  });
  return { archive, site, pages, bytes };
}

export interface MadePost {
  /** As X embeds it, with the script that comes along. */
  readonly embed: string;
  readonly url: string;
}

/** An archive of so many posts, all deleted. */
export async function makeArchive(archive: string, count: number): Promise<readonly MadePost[]> {
  const made = makePosts(20_260_501);
  const posts = Array.from({ length: count }, (_, index) => made.post(index));
  const database = join(archive, 'data/holdfast.db');
  await (await openStore({ database, blobs: join(archive, 'snapshots'), log: silentLog })).close();
  const connection = openConnection(database);
  connection.write(() => {
    for (const [index, post] of posts.entries()) {
      const id = String(first + index);
      const url = urlOf(first + index);
      const own = { ...post, ref: { platform: 'x', id, url } };
      const row = connection.run(
        `INSERT INTO posts (name, platform, platform_id, url, state, edited, since, known, first_seen, last_live)
         VALUES (@name, 'x', @id, @url, 'deleted', 0, @at, 'platform', @at, @at)`,
        { name: `x:${id}`, id, url, at },
      );
      connection.run(
        `INSERT INTO snapshots (post, taken_at, cause, meaning, state, known, content)
         VALUES (@post, @at, 'first', @meaning, 'deleted', 'platform', @content)`,
        {
          post: row.id,
          at,
          meaning: meaningOf(own, 'deleted'),
          content: JSON.stringify({ post: own, witnesses: {}, conflicts: [] }),
        },
      );
    }
  });
  connection.close();
  return posts.map((post, index) => ({
    embed: quoteOf(post, first + index),
    url: urlOf(first + index),
  }));
}

function urlOf(id: number): string {
  return `https://x.com/i/web/status/${id}`;
}

/** With the script that comes along. */
function quoteOf({ author: { name, handle }, segments }: Post, id: number): string {
  return (
    `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">${textOf(segments)}</p>&mdash; ${name} (@${handle}) ` +
    `<a href="https://twitter.com/${handle}/status/${id}?ref_src=twsrc%5Etfw">May 1, 2020</a></blockquote> ` +
    '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
  );
}
