import { join } from 'node:path';
import type { DraftFolder } from '../store/draft-folder.ts';
import type { ExportChoice, ExportTools } from './evidence.ts';
import { type WrittenPosts, writePosts } from './json.ts';
import { exportWacz } from './wacz.ts';

/**
 * An export as a bag (RFC 8493): below `data/` the posts as JSON Lines and blobs, and all of it once more as
 * `evidence.wacz`; around it the manifests that any tool for bags checks.
 */
export async function exportBag(
  draft: DraftFolder,
  choice: ExportChoice,
  tools: ExportTools,
): Promise<WrittenPosts> {
  const written = await writePosts(draft, 'data/', choice, tools);
  await exportWacz(join(draft.path, 'data/evidence.wacz'), choice, tools);
  await draft.adopt('data/evidence.wacz');
  const payload = await draft.files();
  const bytes = payload.reduce((sum, file) => sum + file.bytes, 0);
  await putText(draft, 'manifest-sha256.txt', payload.map(manifestLine));
  await putText(draft, 'bagit.txt', ['BagIt-Version: 1.0', 'Tag-File-Character-Encoding: UTF-8']);
  await putText(draft, 'bag-info.txt', [
    `Bag-Software-Agent: ${tools.software}`,
    `Bagging-Date: ${written.newest.slice(0, 10)}`,
    `External-Description: Evidence of ${written.posts} social posts embedded in ${written.articles} articles`,
    `Payload-Oxum: ${bytes}.${payload.length}`,
  ]);
  const tags = (await draft.files()).filter(({ path }) => !path.startsWith('data/'));
  await putText(draft, 'tagmanifest-sha256.txt', tags.map(manifestLine));
  return written;
}

async function putText(draft: DraftFolder, path: string, lines: readonly string[]): Promise<void> {
  await draft.put(path, Buffer.from(lines.map((line) => `${line}\n`).join('')));
}

/** RFC 8493 §2.1.3: what would end a line, and the sign that says so, are written by their codes. */
function manifestLine({ path, sha256 }: { readonly path: string; readonly sha256: string }): string {
  const escaped = path.replace(
    /[%\r\n]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
  return `${sha256}  ${escaped}`;
}
