import type { WaczPage } from './manifest.ts';
import { openZip } from './read-zip.ts';

const most = 64 * 2 ** 20;

/** The pages a WACZ lists; none of a package without a list. Lines that are no page are passed over. */
export async function readPages(path: string): Promise<readonly WaczPage[]> {
  const zip = await openZip(path);
  try {
    const list = await zip.read('pages/pages.jsonl', most);
    return (list?.toString('utf8') ?? '').split('\n').flatMap(pageOf);
  } finally {
    zip.close();
  }
}

function pageOf(line: string): WaczPage[] {
  try {
    const { url, ts, title, text } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (typeof url !== 'string' || typeof ts !== 'string') return [];
    const words = typeof text === 'string' ? { text } : {};
    return [{ url, at: ts, title: typeof title === 'string' ? title : null, ...words }];
  } catch {
    return [];
  }
}
