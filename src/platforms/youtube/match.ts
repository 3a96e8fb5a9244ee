import type { Ref } from '../../ref.ts';

/**
 * The video a URL points to, in every form YouTube has used and on front ends that mirror it. Null for channels,
 * playlists (also embedded ones), clips, posts of the community tab, and streams known by their channel only.
 */
export function match(url: URL): Ref | null {
  const host = url.hostname.replace(/\.$/u, '').replace(/^(?:www|m|music|gaming|kids)\./u, '');
  const [first = '', second = ''] = url.pathname.split('/').filter((part) => part !== '');
  if (host === 'youtu.be' || host === 'yt.be') return idRef(first);
  if (!postHosts.has(host) && !/^(?:invidious|piped|inv)\.[\w.-]+$/u.test(host)) return null;
  if (inPath.has(first)) return idRef(second);
  if (first === 'attribution_link') return withinRedirect(url.searchParams.get('u'));
  if (first !== '' && !/^watch(?:_popup|_videos)?$/u.test(first)) return null;
  return idRef(url.searchParams.get('v') ?? url.searchParams.get('vi') ?? (first === '' ? '' : second));
}

/** The video of an id; null when it can't be one. */
export function refOf(id: string): Ref | null {
  if (!/^[\w-]{11}$/u.test(id) || notVideos.has(id)) return null;
  return { platform: 'youtube', id, url: `https://www.youtube.com/watch?v=${id}` };
}

/** All spellings of a video's address, the canonical one first. */
export function addresses({ id, url }: Ref): readonly string[] {
  return [
    ...new Set([
      url,
      `https://www.youtube.com/watch?v=${id}`,
      `https://youtu.be/${id}`,
      `https://www.youtube.com/embed/${id}`,
      `https://www.youtube-nocookie.com/embed/${id}`,
      `https://www.youtube.com/shorts/${id}`,
      `https://www.youtube.com/live/${id}`,
      `https://m.youtube.com/watch?v=${id}`,
      `https://www.youtube.com/v/${id}`,
    ]),
  ];
}

/** YouTube's own, then front ends, of which `match` knows any that begins with `invidious.` or `piped.`. */
export const hosts: readonly string[] = [
  'youtube.com',
  'youtu.be',
  'youtube-nocookie.com',
  'youtubekids.com',
  'youtubeeducation.com',
  'youtube.googleapis.com',
  'yt.be',
  'yewtu.be',
  'invidio.us',
  'invidious.io',
  'inv.nadeko.net',
  'piped.video',
  'piped.kavin.rocks',
];

const postHosts: ReadonlySet<string> = new Set(hosts);

/** Parts of paths an id follows. */
const inPath: ReadonlySet<string> = new Set(['embed', 'shorts', 'live', 'v', 'e', 'vi']);

/** What stands where an id would, and is as long: embeds of a playlist and of a channel's stream. */
const notVideos: ReadonlySet<string> = new Set(['videoseries', 'live_stream']);

/** Eleven characters; what a sentence or a careless copy glued to them (`.`, `&t=10`) goes. */
function idRef(part: string): Ref | null {
  return refOf(/^([\w-]{11})(?![\w-])/u.exec(part.trim())?.[1] ?? '');
}

function withinRedirect(path: string | null): Ref | null {
  const url = path === null ? null : URL.parse(path, 'https://www.youtube.com/');
  return url === null || url.pathname === '/attribution_link' ? null : match(url);
}
