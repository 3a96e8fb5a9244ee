import type { Ref } from '../../ref.ts';

/**
 * The video or photo post a URL points to, in every form TikTok has used and on mirrors. Null for profiles, tags,
 * music, lives, creator embeds (`/embed/@name`), and for short links, whose post only the network knows.
 */
export function match(url: URL): Ref | null {
  const host = url.hostname.replace(/\.$/u, '').replace(/^(?:www|m|us|d|a)\./u, '');
  if (!postHosts.has(host)) return null;
  const path = url.pathname.replace(/^\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?(?=@|video\/)/iu, '/');
  const named = /^\/(?:@|%40)([\w.]{0,30})\/(video|photo)\/([^/]+)/iu.exec(path);
  if (named !== null) {
    const [, handle = '', kind = '', last = ''] = named;
    return withHandle(idRef(last), handle, kind);
  }
  const nameless = /^\/(?:embed(?:\/v\d)?|player(?:\/v\d)?|(?:i18n\/)?share\/video|video|v)\/([^/]+)/iu.exec(
    path,
  )?.[1];
  return nameless === undefined ? null : idRef(nameless);
}

/** The video of an id; null when it can't be one. */
export function refOf(id: string): Ref | null {
  if (!/^[1-9]\d{9,19}$/u.test(id) || BigInt(id) >= 1n << 64n) return null;
  return { platform: 'tiktok', id, url: `https://www.tiktok.com/@_/video/${id}` };
}

/** All spellings of a video's address, the canonical one first. The name in it does not matter to TikTok. */
export function addresses({ id, url }: Ref): readonly string[] {
  return [
    ...new Set([
      url,
      `https://www.tiktok.com/@_/video/${id}`,
      `https://www.tiktok.com/embed/v2/${id}`,
      `https://www.tiktok.com/player/v1/${id}`,
      `https://m.tiktok.com/v/${id}.html`,
    ]),
  ];
}

/**
 * When the video was made, ISO 8601 in UTC: the upper 32 of 64 bits count seconds since 1970. Ids of musical.ly, which
 * tell no time, give years before there was TikTok.
 */
export function timeOf(id: string): string | null {
  if (refOf(id) === null) return null;
  const seconds = Number(BigInt(id) >> 32n);
  return seconds < earliest ? null : new Date(seconds * 1000).toISOString();
}

/** TikTok's own, then mirrors. Short links (`vm.`, `vt.`) are not among them. */
export const hosts: readonly string[] = [
  'tiktok.com',
  'tiktokv.com',
  'vxtiktok.com',
  'tnktok.com',
  'tfxktok.com',
  'tiktxk.com',
];

const postHosts: ReadonlySet<string> = new Set(hosts);

/** 2014-01-01. */
const earliest = 1_388_534_400;

/** Old links end in `.html`; a sentence's full stop may be glued to newer ones. */
function idRef(part: string): Ref | null {
  return refOf(/^(\d+)(?![\w-])/u.exec(part)?.[1] ?? '');
}

function withHandle(ref: Ref | null, handle: string, kind: string): Ref | null {
  if (ref === null || handle === '' || handle === '_') return ref;
  return { ...ref, url: `https://www.tiktok.com/@${handle}/${kind.toLowerCase()}/${ref.id}` };
}
