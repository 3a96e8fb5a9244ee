import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { pipeline } from 'node:stream';

/**
 * Answers GET and HEAD with a file that is there: all of it, the one range that is asked for (Safari plays no film
 * without), or that the asker's copy is still good. RFC 9110, 13 and 14; of several ranges it sends the whole file.
 */
export function serveFile(request: IncomingMessage, response: ServerResponse, path: string): void {
  const { size, mtime } = statSync(path);
  const modified = mtime.toUTCString();
  const etag = `"${size.toString(36)}-${mtime.getTime().toString(36)}"`;
  response.setHeader('etag', etag);
  response.setHeader('last-modified', modified);
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('accept-ranges', 'bytes');
  if (isCurrent(request, etag, mtime)) {
    response.writeHead(304).end();
    return;
  }
  const range = isRangeOf(request, etag, modified) ? rangeIn(request.headers.range ?? '', size) : null;
  if (range === 'none') {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size };
  if (range !== null) response.setHeader('content-range', `bytes ${start}-${end - 1}/${size}`);
  const type = types[extname(path)] ?? 'application/octet-stream';
  response.writeHead(range === null ? 200 : 206, { 'content-type': type, 'content-length': end - start });
  if (request.method === 'HEAD' || start === end) {
    response.end();
    return;
  }
  pipeline(createReadStream(path, { start, end: end - 1 }), response, () => {
    // A browser that has seen enough of a film hangs up: both ends are closed by now.
  });
}

/** Of `etag` alone, where it is given: it is the better of the two. */
function isCurrent({ headers }: IncomingMessage, etag: string, modified: Date): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined) return known === '*' || known.replaceAll('W/', '').split(/,\s*/u).includes(etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Math.floor(modified.getTime() / 1000) * 1000 <= since;
}

/** Whether what is asked for is a range, and of the file as it is now. */
function isRangeOf({ method, headers }: IncomingMessage, etag: string, modified: string): boolean {
  const of = headers['if-range'];
  return method === 'GET' && (of === undefined || of === etag || of === modified);
}

/** Half open; `none` for one that the file doesn't reach, null for what isn't one range of bytes. */
function rangeIn(
  header: string,
  size: number,
): { readonly start: number; readonly end: number } | 'none' | null {
  const [, first = '', last = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/iu.exec(header) ?? [];
  if (first === '' && last === '') return null;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, end } : 'none';
}

/** Of all that cards show, by the names that `export fallbacks` gives. */
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.mp3': 'audio/mpeg',
  '.aac': 'audio/aac',
  '.ogg': 'audio/ogg',
  '.flac': 'audio/flac',
  '.wav': 'audio/wav',
};
