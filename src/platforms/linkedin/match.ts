import type { Ref } from '../../ref.ts';

/**
 * The post a URL points to, on LinkedIn's host and its regional ones. Its id keeps the kind it is named by, `activity:1`,
 * `share:1` or `ugcPost:1`: one post has a number of each, and which belong together only the network knows. Null for
 * profiles, companies, jobs, articles, group posts (shown to members only), share pages and embeds of other sites.
 */
export function match(url: URL): Ref | null {
  if (!postHost.test(url.hostname.replace(/\.$/u, ''))) return null;
  const path = url.pathname.replace(/%3A/giu, ':');
  const id = idIn(withUrn.exec(path));
  if (id !== null) return refOf(id);
  const named = withName.exec(path);
  const ref = refOf(idIn(named) ?? '');
  // names and hashes in a path only tell more of the same post, but that is how LinkedIn spells its address
  return ref === null || named === null ? null : { ...ref, url: `https://www.linkedin.com${named[0]}` };
}

/** The post of an id, or of the whole URN it is short for; null when it can't be one. */
export function refOf(text: string): Ref | null {
  const id = idIn(/^(?:urn:li:)?(activity|share|ugcPost):(\d{19})$/iu.exec(text));
  if (id === null || timeOf(id) === null) return null;
  return { platform: 'linkedin', id, url: `https://www.linkedin.com/feed/update/urn:li:${id}/` };
}

/** All spellings of a post's address, the canonical one first. */
export function addresses({ id, url }: Ref): readonly string[] {
  const site = 'https://www.linkedin.com';
  return [
    ...new Set([
      url,
      `${site}/feed/update/urn:li:${id}/`,
      `${site}/feed/update/urn:li:${id}`,
      `${site}/posts/${id.replace(':', '-')}`,
      embedUrl(id),
    ]),
  ];
}

/** The page LinkedIn's frames show. */
export function embedUrl(id: string): string {
  return `https://www.linkedin.com/embed/feed/update/urn:li:${id}`;
}

/**
 * When that number was given out, ISO 8601 in UTC to the millisecond: its upper 41 of 63 bits count milliseconds since
 * 1970. The numbers of one post are given out within a second or so. Null for times before there was LinkedIn.
 */
export function timeOf(id: string): string | null {
  const digits = /:(\d{19})$/u.exec(id)?.[1];
  if (digits === undefined) return null;
  const ms = BigInt(digits) >> 22n;
  return ms < firstMillisecond || ms > lastMillisecond ? null : new Date(Number(ms)).toISOString();
}

export const hosts: readonly string[] = ['linkedin.com'];

/** `de.linkedin.com` and the like hold what `www` holds. */
const postHost = /^(?:(?:www|m|touch|[a-z]{2})\.)?linkedin\.com$/u;

/** `/feed/update/urn:li:activity:1`, the same to be framed, and streams; `urn:li:` may be left out. */
const withUrn =
  /^\/(?:(?:embed\/)?feed\/update|video\/(?:embed\/)?(?:live|event))\/(?:urn:li:)?(activity|share|ugcPost):(\d{19})(?![\w-])/iu;

/** `/posts/name_first-words-activity-1-hash`. The words may speak of shares and activities too, so the last number counts. */
const withName = /^\/posts\/(?:[^/]*[_-])?(activity|share|ugcPost)-(\d{19})(?:-[\w-]{1,12})?(?![\w-])/iu;

/** 2003-05-05. */
const firstMillisecond = 1_052_092_800_000n;
/** 63 bits hold no later one. */
const lastMillisecond = (1n << 41n) - 1n;

/** The kind as LinkedIn writes it, and the number. */
function idIn(found: RegExpExecArray | null): string | null {
  const kind = found?.[1]?.toLowerCase();
  return kind === undefined ? null : `${kind === 'ugcpost' ? 'ugcPost' : kind}:${found?.[2]}`;
}
