import { HoldfastError } from '../../src/errors.ts';
import type { Fetch, Wire } from '../../src/model/wire.ts';
import { recordedAnswers } from '../platforms/platform-corpus.ts';

/** A recorded answer put back into the world it came from: the post to ask for, and what its hosts say. */
export interface RecordedPost {
  /** The file, without its ending. */
  readonly file: string;
  /** A written ref. */
  readonly name: string;
  readonly fetch: Fetch;
}

type Body = Uint8Array | string;
/** The body that answers an address; null for 404. */
type World = (url: URL) => Body | null;

const at = '2026-11-02T03:04:05.000Z';
const takenAt = '20240102030405';

/** Every folder of recorded answers that some endpoint of a platform, or an archived copy, answers with. */
export const folders: Readonly<
  Record<string, (file: string, body: Uint8Array) => Omit<RecordedPost, 'file'> | null>
> = {
  'x/syndication': syndication,
  'x/syndication-2022': syndication,
  'x/syndication-trimmed': syndication,
  'x/tombstone': (file, body) =>
    asked(`x:${20 + file.length}`, (url) => (isAt(url, 'cdn.syndication.twimg.com') ? body : null)),
  'x/oembed': oembedOfX,
  'x/oembed-sitecut': oembedOfX,
  'x/oembed-error': (_file, body) =>
    asked('x:20', (url) => (isAt(url, 'publish.x.com', 'publish.twitter.com') ? body : null)),
  'x/api-v1.1': archived('application/json'),
  'x/api-v2': archived('application/json'),
  'x/graphql-tweetdetail': archived('application/json'),
  'x/graphql-tweetresultbyrestid': archived('application/json'),
  'x/fxtwitter': (file, body) => asked(`x:${file}`, (url) => (isAt(url, 'api.fxtwitter.com') ? body : null)),
  'wayback/memento-html': archived('text/html'),
  'bluesky/postview': (_file, body) => {
    const post = JSON.parse(textOf(body)) as { uri: string };
    const thread = { $type: 'app.bsky.feed.defs#threadViewPost', post, replies: [] };
    return bluesky(post.uri, (path) =>
      path === 'getPostThread' ? { thread } : path === 'getPosts' ? { posts: [post] } : null,
    );
  },
  'bluesky/getpostthread': threadOfBluesky,
  'mastodon/status': (file, body) => {
    const { id } = JSON.parse(textOf(body)) as { id: string };
    const host = file.startsWith('tag_') ? 'social.example' : file.slice(0, file.lastIndexOf('-'));
    return asked(`mastodon:${host}/${id}`, (url) =>
      isAt(url, host) && url.pathname === `/api/v1/statuses/${id}` ? body : null,
    );
  },
  'youtube/oembed': oembedOf(
    (answer) => /embed\/([\w-]{11})/u.exec(String(answer['html'])),
    'youtube',
    'www.youtube.com',
  ),
  'tiktok/oembed': oembedOf(
    (answer) => /\/video\/(\d+)/u.exec(String(answer['html'])),
    'tiktok',
    'www.tiktok.com',
  ),
  'reddit/oembed': oembedOf(
    (answer) => /\/comments\/(\w+)/u.exec(String(answer['html'])),
    'reddit:t3_',
    'www.reddit.com',
  ),
};

/** The recorded posts of one folder; null where there is no corpus. */
export function recordedPosts(folder: string): readonly RecordedPost[] | null {
  return (
    recordedAnswers(folder)?.flatMap(({ name: file, body }) => {
      const post = folders[folder]?.(file, body) ?? null;
      return post === null ? [] : [{ file, ...post }];
    }) ?? null
  );
}

function asked(name: string, world: World): Omit<RecordedPost, 'file'> {
  return {
    name,
    fetch: async ({ url }) => {
      const body = world(new URL(url));
      // Pictures and the like are in no recording.
      if (body === null && /\.(?:jpe?g|png|webp|mp4|gif)\b|\/img\/|twimg\.com\/(?!tweet)/u.test(url))
        throw new HoldfastError('not-recorded', `${url} is not in the recording`);
      return wireOf(url, body);
    },
  };
}

function wireOf(url: string, body: Body | null): Wire {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? new Uint8Array());
  const isCopy = url.startsWith('https://web.archive.org/web/') && body !== null;
  const headers = isCopy ? [['memento-datetime', 'Tue, 02 Jan 2024 03:04:05 GMT'] as const] : [];
  return { url, status: body === null ? 404 : 200, headers, body: bytes, at };
}

function isAt(url: URL, ...hosts: readonly string[]): boolean {
  return hosts.includes(url.hostname);
}

function syndication(file: string, body: Uint8Array) {
  const { id_str: id } = JSON.parse(textOf(body)) as { id_str?: string };
  return asked(`x:${id ?? file}`, (url) =>
    isAt(url, 'cdn.syndication.twimg.com') && url.searchParams.get('id') === (id ?? file) ? body : null,
  );
}

function oembedOfX(file: string, body: Uint8Array) {
  const { url: of = '' } = JSON.parse(textOf(body)) as { url?: string };
  const id = /\/status(?:es)?\/(\d+)/u.exec(of)?.[1] ?? file;
  return /^\d+$/u.test(id)
    ? asked(`x:${id}`, (url) => (isAt(url, 'publish.x.com', 'publish.twitter.com') ? body : null))
    : null;
}

/** Nothing but a web archive has it, under the post's address at `twitter.com`. */
function archived(type: string) {
  return (file: string, body: Uint8Array) => {
    const id = /^\d{5,}/u.exec(file)?.[0];
    if (id === undefined) return null;
    return asked(`x:${id}`, (url) => {
      if (!isAt(url, 'web.archive.org')) return null;
      if (url.pathname !== '/cdx/search/cdx') return url.pathname.startsWith(`/web/${takenAt}`) ? body : null;
      const address = url.searchParams.get('url') ?? '';
      const rows = /\/\/twitter\.com\/.*\/status\/\d+$/u.test(address)
        ? [[address, takenAt, '-', type, '200']]
        : [];
      return JSON.stringify([['original', 'timestamp', 'digest', 'mimetype', 'statuscode'], ...rows]);
    });
  };
}

function bluesky(uri: string, answer: (method: string) => unknown) {
  const [, did, key] = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/(\w+)$/u.exec(uri) ?? [];
  return asked(`bluesky:${did}/${key}`, (url) => {
    if (!isAt(url, 'public.api.bsky.app')) return null;
    const body = answer(url.pathname.slice(url.pathname.lastIndexOf('.') + 1));
    return body === null ? null : JSON.stringify(body);
  });
}

function threadOfBluesky(_file: string, body: Uint8Array) {
  const answer = JSON.parse(textOf(body)) as { thread: { uri?: string; post?: { uri: string } } };
  return bluesky(answer.thread.post?.uri ?? answer.thread.uri ?? '', (method) =>
    method === 'getPostThread' ? answer : null,
  );
}

function oembedOf(
  idIn: (answer: Readonly<Record<string, unknown>>) => RegExpExecArray | null,
  prefix: string,
  host: string,
) {
  return (_file: string, body: Uint8Array) => {
    const id = idIn(JSON.parse(textOf(body)) as Record<string, unknown>)?.[1];
    if (id === undefined) return null;
    const name = prefix.includes(':') ? `${prefix}${id}` : `${prefix}:${id}`;
    return asked(name, (url) => (isAt(url, host) && url.pathname.includes('oembed') ? body : null));
  };
}

function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}
