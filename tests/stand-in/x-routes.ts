import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Asked, Reply } from './hosts.ts';
import { drawPicture, type PictureFormat } from './pictures.ts';
import { type Tweet, tweetOf, type XAnswer } from './x-answers.ts';
import { oembedOf } from './x-oembed.ts';

/** What the hosts know; may be changed while they run. */
export interface XWorld {
  /** By post id, what `tweet-result` answers. */
  readonly answers: Map<string, XAnswer>;
  /** By post id, what `oembed` answers where that is not to be made from the answer above. */
  readonly oembed: Map<string, XAnswer>;
  /** `publish.twitter.com` sends to `publish.x.com`, as it does since 2024. */
  readonly oembedMoved: boolean;
  /** The embed page asks in a way that makes browsers send a preflight. */
  readonly preflight: boolean;
}

type Route = (asked: Asked, world: XWorld) => Reply | Promise<Reply>;

/** Every host of X that the stand-in plays. */
export const xHosts = [
  'cdn.syndication.twimg.com',
  'publish.twitter.com',
  'publish.x.com',
  'platform.twitter.com',
  'platform.x.com',
  'syndication.twitter.com',
  'pbs.twimg.com',
  'abs.twimg.com',
  'abs-0.twimg.com',
  'ton.twimg.com',
  'video.twimg.com',
  't.co',
  'pic.twitter.com',
  'twitter.com',
  'www.twitter.com',
  'mobile.twitter.com',
  'x.com',
  'www.x.com',
  'mobile.x.com',
  'api.x.com',
  'api.twitter.com',
] as const;

/** What the host of that address answers. */
export function reply(asked: Asked, world: XWorld): Reply | Promise<Reply> {
  return (routes[asked.url.hostname] ?? shell)(asked, world);
}

const routes: Readonly<Record<string, Route>> = {
  'cdn.syndication.twimg.com': tweetResult,
  'publish.twitter.com': (asked, world) =>
    world.oembedMoved
      ? redirect(`https://publish.x.com${asked.url.pathname}${asked.url.search}`)
      : oembed(asked, world),
  'publish.x.com': oembed,
  'platform.twitter.com': embedPage,
  'platform.x.com': embedPage,
  'syndication.twitter.com': () => ({ status: 200, headers: { 'content-type': 'image/gif' }, body: dot }),
  'pbs.twimg.com': picture,
  'abs.twimg.com': asset,
  'abs-0.twimg.com': asset,
  'video.twimg.com': video,
  't.co': shortLink,
  // Told at once that strangers are shown nothing there, pictures of a post's own page need not be waited for.
  'x.com': ({ url }) => (url.pathname.startsWith('/i/status/') ? notFound : shell()),
};

function tweetResult({ method, url }: Asked, { answers }: XWorld): Reply {
  const cors = {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, OPTIONS',
    'access-control-allow-headers': 'x-embed',
    'access-control-max-age': '0',
  };
  if (method === 'OPTIONS') return { status: 204, headers: cors, body: '' };
  if (url.pathname !== '/tweet-result') return { ...notFound, headers: { ...notFound.headers, ...cors } };
  const answer: XAnswer = url.searchParams.get('token')
    ? (answers.get(url.searchParams.get('id') ?? '') ?? { ...notFound })
    : { body: '{}' };
  const whole = answered(answer);
  return { ...whole, headers: { ...whole.headers, ...cors } };
}

function oembed({ url }: Asked, { answers, oembed: given }: XWorld): Reply {
  if (url.pathname !== '/oembed') return notFound;
  const id = /\/status(?:es)?\/(\d+)/.exec(url.searchParams.get('url') ?? '')?.[1] ?? '';
  const set = given.get(id);
  if (set !== undefined) return answered(set);
  const tweet = tweetOf(answers.get(id));
  return tweet === null ? notFound : answered(oembedOf(tweet));
}

function embedPage({ url }: Asked, { preflight }: XWorld): Reply {
  const name = /^\/embed\/(Tweet\.html|embed\.(?:runtime|1|Tweet)\.js)$/.exec(url.pathname)?.[1];
  if (name === undefined) return notFound;
  const file = readFileSync(join(import.meta.dirname, 'x-page', name), 'utf8');
  const body = preflight ? file.replace('data-preflight="no"', 'data-preflight="yes"') : file;
  const type = name.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/javascript; charset=utf-8';
  return { status: 200, headers: { 'content-type': type, 'cache-control': 'max-age=60' }, body };
}

async function picture({ url }: Asked, { answers }: XWorld): Promise<Reply> {
  const [, key = url.pathname, ending] =
    /^(.*?)(?:_normal|_bigger|_400x400)?(?:\.(\w+))?$/.exec(url.pathname) ?? [];
  const format = pictureFormats[url.searchParams.get('format') ?? ending ?? 'jpg'];
  if (format === undefined) return notFound;
  const isAvatar = key.startsWith('/profile_images/');
  const original = isAvatar ? { width: 400, height: 400 } : originalSize(key, answers);
  const limit =
    isAvatar && url.pathname.includes('_normal') ? 48 : limits[url.searchParams.get('name') ?? 'medium'];
  const scale = Math.min(1, (limit ?? 2048) / Math.max(original.width, original.height));
  const width = Math.max(1, Math.round(original.width * scale));
  const height = Math.max(1, Math.round(original.height * scale));
  const { type, bytes } = await drawPicture(key, width, height, format);
  const headers = {
    'content-type': type,
    'access-control-allow-origin': '*',
    'cache-control': 'max-age=604800',
  };
  return { status: 200, headers, body: bytes };
}

const pictureFormats: Readonly<Record<string, PictureFormat>> = {
  jpg: 'jpg',
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
};
const limits: Readonly<Record<string, number>> = { thumb: 150, small: 680, medium: 1200, large: 2048 };

function originalSize(key: string, answers: Map<string, XAnswer>): { width: number; height: number } {
  const tweets = [...answers.values()].map(tweetOf).flatMap((tweet) => [tweet, tweet?.quoted_tweet]);
  const media = tweets
    .flatMap((tweet) => tweet?.mediaDetails ?? [])
    .find((item) => item.media_url_https.includes(`pbs.twimg.com${key}`));
  return media?.original_info ?? { width: 1200, height: 675 };
}

function asset({ url }: Asked): Reply {
  if (!url.pathname.endsWith('.woff2')) return notFound;
  const font = createRequire(import.meta.url).resolve(
    '@fontsource-variable/noto-sans/files/noto-sans-latin-standard-normal.woff2',
  );
  const headers = { 'content-type': 'font/woff2', 'access-control-allow-origin': '*' };
  return { status: 200, headers, body: readFileSync(font) };
}

/** Refuses strangers' pages, as the real host may: it is to be asked without a referrer. */
function video({ headers }: Asked): Reply {
  if (headers['referer'] !== undefined) return { ...notFound, status: 403 };
  // An MP4 of nothing but its first box and some bytes: enough for whoever only keeps it.
  const start = Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp42', 'latin1');
  return {
    status: 200,
    headers: { 'content-type': 'video/mp4' },
    body: Buffer.concat([start, Buffer.alloc(2000, 7)]),
  };
}

function shortLink({ url }: Asked, { answers }: XWorld): Reply {
  const tweets = [...answers.values()].map(tweetOf).filter((tweet): tweet is Tweet => tweet !== null);
  const link = tweets.flatMap((tweet) => tweet.entities?.urls ?? []).find((each) => each.url === url.href);
  return link === undefined ? notFound : redirect(link.expanded_url);
}

/** What X's own pages are without scripts. */
function shell(): Reply {
  const body =
    '<!doctype html><title>X</title><noscript>JavaScript is not available.</noscript><div id="react-root"></div>';
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function redirect(location: string): Reply {
  return { status: 301, headers: { location, 'content-type': 'text/plain' }, body: '' };
}

function answered({ status = 200, headers = {}, body }: XAnswer): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

const notFound = {
  status: 404,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Nothing here</title><p>There is no such page.</p>',
};

/** The smallest GIF: one pixel, seen through. */
const dot = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
