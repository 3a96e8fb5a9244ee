import type { DraftFolder } from '../store/draft-folder.ts';
import {
  blobsOf,
  bytesOf,
  chosenPosts,
  type ExportChoice,
  type ExportTools,
  evidenceOf,
  isLacking,
  type LackingBlob,
  laterOf,
  newestMoment,
  tellable,
} from './evidence.ts';

/** What was written into a folder. */
export interface WrittenPosts {
  readonly posts: number;
  readonly articles: number;
  readonly lacking: readonly LackingBlob[];
  /** ISO 8601 in UTC: of the newest evidence. */
  readonly newest: string;
}

/**
 * Writes posts below `prefix` of a folder: `posts.jsonl` (a line each, as `show --json` prints it, without paths of
 * this machine), `articles.jsonl`, `blobs.jsonl` (what each blob is) and `blobs/ab/abcd…`, named by SHA-256.
 */
export async function writePosts(
  draft: DraftFolder,
  prefix: string,
  choice: ExportChoice,
  tools: ExportTools,
): Promise<WrittenPosts> {
  const names = await chosenPosts(choice, tools);
  const articles = new Set<string>();
  const blobs = new Set<string>();
  const lacking: LackingBlob[] = [];
  let newest = newestMoment([]);
  for (const file of ['posts', 'articles', 'blobs']) await draft.append(`${prefix}${file}.jsonl`, '');
  for (const name of names) {
    const evidence = await evidenceOf(name, tools);
    newest = laterOf(newest, newestMoment([evidence]));
    await draft.append(`${prefix}posts.jsonl`, lineOf(tellable(evidence.shown)));
    for (const article of evidence.articles) {
      if (articles.has(article.name)) continue;
      articles.add(article.name);
      await draft.append(`${prefix}articles.jsonl`, lineOf(article));
    }
    for (const { hash, role, mediaType } of blobsOf(evidence)) {
      if (blobs.has(hash)) continue;
      blobs.add(hash);
      const bytes = await bytesOf(hash, name, tools);
      if (isLacking(bytes)) lacking.push(bytes);
      else {
        await draft.put(`${prefix}blobs/${hash.slice(0, 2)}/${hash}`, bytes);
        const blob = { blob: hash, bytes: bytes.length, role, mediaType };
        await draft.append(`${prefix}blobs.jsonl`, lineOf(blob));
      }
    }
  }
  return { posts: names.length, articles: articles.size, lacking, newest };
}

/** An export as JSON Lines and blobs, with `manifest.json`: every file's hash and size, and what is lacking. */
export async function exportJson(
  draft: DraftFolder,
  choice: ExportChoice,
  tools: ExportTools,
): Promise<WrittenPosts> {
  const written = await writePosts(draft, '', choice, tools);
  const { posts, articles, lacking, newest } = written;
  const files = await draft.files();
  const about = { format: 'holdfast-export-1', software: tools.software, created: newest };
  const manifest = { ...about, posts, articles, files, lacking };
  await draft.put('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  return written;
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
