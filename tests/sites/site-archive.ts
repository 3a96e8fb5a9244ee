import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { detect } from '../../src/detect/detect.ts';
import { silentLog } from '../../src/log.ts';
import { openImages } from '../../src/media/images.ts';
import { platformOf } from '../../src/model/platform-of.ts';
import { platforms } from '../../src/platforms/index.ts';
import { postOfQuoted } from '../../src/resolve/quoted.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { archivePosts, takenAt } from '../contact-sheet/archive-posts.ts';
import { type SheetPost, sheetPost } from '../contact-sheet/made-post.ts';
import { sheetPosts } from '../contact-sheet/sheet-posts.ts';
import { worldOf } from '../contact-sheet/world.ts';
import { type SitePost, sitePosts } from './contract.ts';

const checkout = resolve(import.meta.dirname, '../..');
const corpus = process.env['HOLDFAST_CORPUS'] ?? join(checkout, '../shared/corpus');
const seed = join(corpus, '../seed/article.txt');

/** Its paragraphs: the article the project began from, where it is at hand; else the sample of the same shape. */
export function arabicArticle(): readonly string[] {
  const path = existsSync(seed) ? seed : join(checkout, 'data/samples/article-ar.txt');
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** Makes an archive of the sites' posts in that folder, with no network. Gives their written refs. */
export async function makeSiteArchive(folder: string): Promise<Readonly<Record<SitePost, string>>> {
  const images = openImages();
  const store = await openStore({
    database: join(folder, 'data/holdfast.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
  });
  try {
    const posts = Object.entries(sitePosts).map(([key, url]) =>
      url === null ? arabicPost() : made(key, url),
    );
    const names = await archivePosts(posts, { store, images, fetch: worldOf(new Map(), takenAt) });
    const named = Object.keys(sitePosts).map((key, index) => [key, names[index] ?? ''] as const);
    return Object.fromEntries(named) as Record<SitePost, string>;
  } finally {
    await images.close();
    await store.close();
  }
}

function made(key: string, url: string): SheetPost {
  const post = sheetPosts.find((each) => each.url === url);
  if (post === undefined) throw new Error(`no post of the contact sheet: ${key}, ${url}`);
  return post;
}

function arabicPost(): SheetPost {
  const bytes = Buffer.from(arabicArticle().join('\n'));
  const article = { name: 'arabic.txt', bytes, format: 'text', charset: 'utf-8', url: null } as const;
  const [embed] = detect(article, platforms).embeds;
  if (embed === undefined || embed.quoted === null) throw new Error('the Arabic article embeds no post');
  const { mediaLink } = platformOf(embed.name, platforms).flattened ?? { mediaLink: null };
  return sheetPost({
    caption: 'Arabic, as its article tells it',
    shows: ['arabic'],
    platform: embed.platform,
    url: embed.ref?.url ?? null,
    state: 'unknown',
    known: 'quoted',
    post: postOfQuoted(embed.quoted, embed.ref, mediaLink),
  });
}
