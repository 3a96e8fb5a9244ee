import { isUtf8 } from 'node:buffer';
import type { HeaderList, HttpHead } from './record.ts';

/** A status or request line and headers, with the empty line that ends them. */
export function writeHttpHead(firstLine: string, headers: HeaderList): Buffer {
  const lines = [firstLine, ...headers.map(([name, value]) => `${name}: ${value}`)];
  // A line end inside one of them would begin another header.
  return Buffer.from(`${lines.map((line) => line.replace(/[\r\n\0]+/g, ' ')).join('\r\n')}\r\n\r\n`, 'utf8');
}

/** Cuts an HTTP message in its head and what follows, chunking undone; null when it is none. */
export function readHttpMessage(block: Buffer): { head: HttpHead; body: Buffer } | null {
  const end = block.indexOf('\r\n\r\n');
  const headBytes = end < 0 ? block : block.subarray(0, end);
  const [first = '', ...lines] = decodeHead(headBytes).split(/\r\n(?![ \t])/);
  const headers = readHeaderLines(lines);
  const head = readFirstLine(first, headers);
  if (head === null) return null;
  const body = end < 0 ? Buffer.alloc(0) : block.subarray(end + 4);
  const isChunked = headers.some(
    ([name, value]) => name === 'transfer-encoding' && /\bchunked\b/i.test(value),
  );
  return { head, body: isChunked ? unchunk(body) : body };
}

/** Header lines as name and value; folded lines are joined, lines without a colon left out. */
export function readHeaderLines(lines: readonly string[]): HeaderList {
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon <= 0) return [];
    const value = line
      .slice(colon + 1)
      .replace(/[ \t]*\r\n[ \t]+/g, ' ')
      .replace(/^[ \t]+|[ \t]+$/g, '');
    return [[line.slice(0, colon).trim().toLowerCase(), value] as const];
  });
}

/**
 * Headers to store beside a decoded body: those that would now tell untruths of it get a prefix, as other
 * web archives have it, so that any reader takes the body as it is.
 */
export function headersToStore(headers: HeaderList, bodyLength: number): HeaderList {
  return headers.map(([name, value]) => {
    const misleads =
      name === 'content-encoding' ||
      name === 'transfer-encoding' ||
      (name === 'content-length' && value !== String(bodyLength));
    return [misleads || name.startsWith(prefix) ? prefix + name : name, value];
  });
}

/** The other way round: headers as they once came. */
export function headersAsTheyCame(stored: HeaderList): HeaderList {
  return stored.map(([name, value]) => [name.startsWith(prefix) ? name.slice(prefix.length) : name, value]);
}

const prefix = 'x-orig-';

function readFirstLine(line: string, headers: HeaderList): HttpHead | null {
  const [, status, statusText = ''] = /^HTTP\/\d(?:\.\d)? +(\d{3})(?: (.*))?$/.exec(line) ?? [];
  if (status !== undefined) return { kind: 'response', status: Number(status), statusText, headers };
  const [, method, target] = /^([!#-'*+.^-z|~A-Z0-9-]+) (\S+)(?: HTTP\/\d(?:\.\d)?)?$/.exec(line) ?? [];
  if (method === undefined || target === undefined) return null;
  return { kind: 'request', method, target, headers };
}

/** UTF-8 where it is that, else the Latin-1 that HTTP once meant. */
function decodeHead(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}

/** Undoes chunking; a body that only says it is chunked comes back as it is. */
function unchunk(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at);
    const size = /^([0-9a-f]{1,8})\s*(?:;.*)?$/i.exec(
      body.toString('latin1', at, Math.max(at, lineEnd)),
    )?.[1];
    if (lineEnd < 0 || size === undefined) return body;
    const length = Number.parseInt(size, 16);
    if (length === 0) return Buffer.concat(parts);
    const from = lineEnd + 2;
    if (from + length > body.length) return body;
    parts.push(body.subarray(from, from + length));
    at = from + length + 2;
  }
}
