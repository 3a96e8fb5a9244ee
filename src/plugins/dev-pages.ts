import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { messageOf } from '../errors.ts';
import { openFallbacks, readFileOf } from './fallbacks.ts';
import { type PutOptions, putFallbacks, warnMissing } from './put-fallbacks.ts';

/** As connect has them, which Vite's server and its kin use. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

export interface DevOptions extends Required<Pick<PutOptions, 'when' | 'css'>> {
  /** Of the fallbacks. */
  readonly folder: string;
  readonly warn: (message: string) => void;
}

/**
 * Shows fallbacks in the pages of a server that is developed with: it serves what cards show, and puts cards into pages
 * on their way. Trouble with the fallbacks is told and the page goes as it is.
 */
export function showWhileDeveloping({ folder, when, css, warn }: DevOptions): Middleware {
  return (request, response, next) => {
    const path = decodedPath(request.url ?? '/');
    const file = fileAt(path, folder);
    if (file !== null) {
      response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length });
      response.end(request.method === 'HEAD' ? undefined : file.bytes);
      return;
    }
    if (request.method === 'GET')
      changePage(response, (page) => {
        try {
          const put = putFallbacks(page, openFallbacks(folder), { when, css, path });
          warnMissing(put.missing, { strict: false, path, warn });
          return put.html;
        } catch (error) {
          warn(`${path}: shown as it is: ${messageOf(error)}`);
          return page;
        }
      });
    next();
  };
}

/** Holds back a response that turns out to be a page, until it can be changed as a whole; any other goes as it comes. */
function changePage(response: ServerResponse, change: (page: string) => string): void {
  const own = {
    writeHead: response.writeHead.bind(response),
    write: response.write.bind(response),
    end: response.end.bind(response),
  } as Own;
  const held: Buffer[] = [];
  let headers: OutgoingHttpHeaders | null = null;
  const isPage = (more: OutgoingHttpHeaders = {}): boolean => {
    const all = { ...response.getHeaders(), ...more };
    const is = /^text\/html\b/iu.test(String(all['content-type'])) && all['content-encoding'] === undefined;
    if (is) headers ??= all;
    else if (headers === null) Object.assign(response, own);
    return headers !== null;
  };
  const holding: Own = {
    writeHead: (status: number, ...rest: readonly unknown[]) => {
      if (!isPage(lowerCased(rest.at(-1)))) return own.writeHead(status, ...rest);
      response.statusCode = status;
      return response;
    },
    write: (chunk: string | Uint8Array, ...rest: readonly unknown[]) => {
      if (!isPage()) return own.write(chunk, ...rest);
      held.push(Buffer.from(chunk as string));
      callBack(rest);
      return true;
    },
    end: (...rest: readonly unknown[]) => {
      const [last] = rest;
      if (!isPage() || headers === null) return own.end(...rest);
      if (typeof last === 'string' || last instanceof Uint8Array) held.push(Buffer.from(last as string));
      const page = Buffer.from(change(Buffer.concat(held).toString()));
      const { 'transfer-encoding': _chunked, ...others } = headers;
      Object.assign(response, own);
      own.writeHead(response.statusCode, { ...others, 'content-length': page.length });
      own.end(page);
      callBack(rest);
      return response;
    },
  };
  Object.assign(response, holding);
}

/** The part of a response that says what it is and what is in it. */
interface Own {
  readonly writeHead: (status: number, ...rest: readonly unknown[]) => unknown;
  readonly write: (chunk: string | Uint8Array, ...rest: readonly unknown[]) => unknown;
  readonly end: (...rest: readonly unknown[]) => unknown;
}

/** Writers may be told when their bytes are out. */
function callBack(rest: readonly unknown[]): void {
  const done = rest.find((each) => typeof each === 'function');
  if (done !== undefined) process.nextTick(done);
}

function lowerCased(headers: unknown): OutgoingHttpHeaders {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function fileAt(path: string, folder: string): { readonly bytes: Uint8Array; readonly type: string } | null {
  const type = types[/\.[a-z0-9]+$/u.exec(path)?.[0] ?? ''];
  if (type === undefined) return null;
  const fallbacks = openFallbacks(folder);
  if (!path.startsWith(fallbacks.base)) return null;
  const bytes = readFileOf(fallbacks, path.slice(fallbacks.base.length));
  return bytes === null ? null : { bytes, type };
}

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

function decodedPath(url: string): string {
  const path = url.split(/[?#]/u, 1)[0] ?? '/';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
