import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCapturer } from '../../src/capture/capture.ts';
import type { Capturer, CapturerOptions } from '../../src/capture/capturer.ts';
import { readConfig } from '../../src/config.ts';
import { HoldfastError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import type { EmbedPage } from '../../src/model/platform.ts';
import type { Fetch, WireRequest } from '../../src/model/wire.ts';

export interface Page {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The outside world by address; a string is an HTML page. What isn't in it is refused. */
export type World = Readonly<Record<string, string | Page | ((request: WireRequest) => Promise<Page>)>>;

export function fetchFrom(world: World, asked: WireRequest[] = []): Fetch {
  return async (request) => {
    asked.push(request);
    const entry = world[request.url];
    if (entry === undefined)
      throw new HoldfastError('refused-address', `${request.url} is not in this world`);
    const page = typeof entry === 'function' ? await entry(request) : entry;
    const { status = 200, headers = {}, body = '' } = typeof page === 'string' ? { body: page } : page;
    return {
      url: request.url,
      status,
      headers: Object.entries({ 'content-type': 'text/html; charset=utf-8', ...headers }),
      body: Buffer.from(body),
      at: '2026-01-01T00:00:00.000Z',
    };
  };
}

/** The machine's own cache: unpacking the browser anew in every file would take longer than the tests. */
export const { cache, chrome } = readConfig({});

export interface Room {
  readonly work: string;
  open(options: Partial<CapturerOptions> & Pick<CapturerOptions, 'fetch'>): Capturer;
  /** Processes of the browsers seen here so far, renderers and all. */
  processes(): { readonly pid: number; readonly command: string }[];
  profiles(): string[];
  clear(): void;
}

/** A work folder of its own. */
export function makeRoom(): Room {
  const groups = new Set<string>();
  const work = mkdtempSync(join(tmpdir(), 'holdfast-capture-'));
  return {
    work,
    open: (options) => openCapturer({ cache, chrome, work, noSandbox: false, log: silentLog, ...options }),
    processes: () => {
      const all = readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map((name) => ({ pid: Number(name), command: readProc(name, 'cmdline'), group: groupOf(name) }));
      // Only the first of a browser's processes names the work folder; the others are of its group.
      for (const { command, group } of all) if (command.includes(work)) groups.add(group);
      // Without a command line it has ended and waits to be reaped.
      return all
        .filter(({ group, command }) => groups.has(group) && command !== '')
        .map(({ pid, command }) => ({ pid, command }));
    },
    profiles: () => readdirSync(join(work, 'profiles')),
    clear: () => rmSync(work, { recursive: true, force: true }),
  };
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // It ended between the listing and the look.
    return '';
  }
}

/** Field 5 of /proc/<pid>/stat. */
function groupOf(pid: string): string {
  const stat = readProc(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2] ?? '';
}

/** An embed page of no platform. */
export const embed: EmbedPage = {
  url: (ref) => ref.url,
  element: 'article',
  text: '.text',
  author: '.author',
  permalink: 'a.time',
  walls: [{ text: 'log in to see this', kind: 'login' }],
  width: 550,
};

/** A post as that page shows it. */
export function article(parts: {
  id?: string;
  author?: string;
  text?: string;
  style?: string;
  more?: string;
}): string {
  const {
    id = '1703',
    author = 'Jane Doe @jane',
    text = 'The quick brown fox',
    style = '',
    more = '',
  } = parts;
  return `<article style="${style}"><b class="author">${author}</b><p class="text">${text}</p>
    <a class="time" href="https://social.test/jane/status/${id}?ref=embed">today</a>${more}</article>`;
}

export const expected = { id: '1703', handle: 'jane', name: 'Jane Doe', text: 'The quick brown fox' };
