import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { messageOf } from '../errors.ts';
import { folderBelow, type OpenFallbacks, openFallbacks, pathOf } from './fallbacks.ts';
import { MissingPosts } from './missing-posts.ts';
import { type PutOptions, putFallbacks } from './put-fallbacks.ts';
import { serveFile } from './serve-file.ts';
import { filesOutside } from './site-files.ts';

/** As connect has them, which Vite's server and its kin use. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

export interface DevOptions extends Required<Pick<PutOptions, 'when' | 'css'>> {
  /** Of the fallbacks. */
  readonly folder: string;
  /** Where the site is served. */
  readonly sitePath: string;
  readonly warn: (message: string) => void;
}

/**
 * Shows fallbacks in the pages of a server that is developed with: it serves what cards show, and puts cards into pages
 * on their way. Trouble with the fallbacks is told, once until they are mended, and pages go as they are.
 */
export function showWhileDeveloping({ folder, sitePath, when, css, warn }: DevOptions): Middleware {
  const missing = new MissingPosts();
  let told = '';
  const tell = (message: string) => {
    if (message !== told && message !== '') warn(message);
    told = message;
  };
  const tellTrouble = (error: unknown) => tell(`pages are shown as they are: ${messageOf(error)}`);
  const shown = (page: string, path: string, fallbacks: OpenFallbacks): string => {
    try {
      const put = putFallbacks(page, fallbacks, { when, css, path });
      missing.add(path, put.missing);
      missing.tell({ strict: false, warn });
      return put.html;
    } catch (error) {
      tellTrouble(error);
      return page;
    }
  };
  return (request, response, next) => {
    const { method, url = '/', originalUrl = url } = request as IncomingMessage & { originalUrl?: string };
    const path = decodedPath(originalUrl);
    try {
      const fallbacks = openFallbacks(folder);
      tell(filesOutside(fallbacks.base, sitePath) ?? '');
      const file = method === 'GET' || method === 'HEAD' ? fileAt(path, fallbacks, sitePath) : null;
      if (file !== null) {
        if (file.path === null) response.writeHead(404).end();
        else serveFile(request, response, file.path);
        return;
      }
      if (method === 'GET') changePage(response, (page) => shown(page, path, fallbacks));
    } catch (error) {
      tellTrouble(error);
    }
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
      // Its tag and date are the source's, and say nothing of its cards.
      const dropped = ['transfer-encoding', 'etag', 'last-modified'];
      for (const name of dropped) response.removeHeader(name);
      const kept = Object.entries(headers).filter(([name]) => !dropped.includes(name));
      Object.assign(response, own);
      own.writeHead(response.statusCode, { ...Object.fromEntries(kept), 'content-length': page.length });
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

/** Where a file of cards lies, null where it should; null altogether for what is the site's own. */
function fileAt(
  path: string,
  fallbacks: OpenFallbacks,
  sitePath: string,
): { readonly path: string | null } | null {
  const { base } = fallbacks;
  const below = folderBelow(base, sitePath);
  if (below === null || !path.startsWith(base)) return null;
  const file = path.slice(base.length);
  const found = pathOf(fallbacks, file);
  // In a folder that isn't the cards' alone there may be other pictures.
  return found === null && (below === '' || !file.startsWith('assets/')) ? null : { path: found };
}

function decodedPath(url: string): string {
  const path = url.split(/[?#]/u, 1)[0] ?? '/';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
