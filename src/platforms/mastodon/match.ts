import type { Ref } from '../../ref.ts';

/**
 * The post a URL points to, on any host: servers of Mastodon and of kin that share its addresses or its interface
 * (Pleroma, Akkoma, GoToSocial, Pixelfed, Truth Social). Such addresses prove nothing alone, so a bare link is never one:
 * `detect/` asks for it as `markup` where the host has been seen in an embed. Null for profiles, tags and the like.
 */
export function match(url: URL, evidence: 'markup' | 'link'): Ref | null {
  if (evidence === 'link' || !isHost(url.host) || closed.test(url.hostname)) return null;
  const path = url.pathname.replace(/^\/(?:web|deck)(?=\/)/u, '').replaceAll('%40', '@');
  for (const form of forms) {
    const [, name = '', id = ''] = form.exec(path) ?? [];
    if (id !== '') return makeRef(url.host, id, name);
  }
  return null;
}

/** The post of an id, `host/id`; null when it can't be one. */
export function refOf(id: string): Ref | null {
  const [host = '', local = '', ...more] = id.split('/');
  if (more.length > 0 || !isHost(host) || !localId.test(local)) return null;
  return makeRef(host, local, '');
}

/** The post of an id whose author's name is known as its server writes it, `name` or `name@host`. */
export function namedRef(id: string, acct: string): Ref | null {
  const ref = refOf(id);
  const [host = '', local = ''] = id.split('/');
  return ref === null ? null : makeRef(host, local, acct);
}

/** All spellings of a post's address, the canonical one first. */
export function addresses({ id, url }: Ref): readonly string[] {
  const [host = '', local = ''] = id.split('/');
  const name = /\/@([^/@]+)\//u.exec(url)?.[1];
  const named =
    name === undefined
      ? []
      : [`https://${host}/@${name}/${local}/embed`, `https://${host}/users/${name}/statuses/${local}`];
  return [...new Set([url, ...named, `https://${host}/web/statuses/${local}`])];
}

/**
 * When the post was made, ISO 8601 in UTC: ids count milliseconds since 1970 above their lower 16 bits, those of posts that
 * came from another server from when they came. Null for the consecutive ids of before 2017, and for those of kin.
 */
export function timeOf(id: string): string | null {
  const local = /\/(\d{17,19})$/u.exec(id)?.[1];
  if (local === undefined) return null;
  const ms = Number(BigInt(local) >> 16n);
  return ms < earliest || ms > latest ? null : new Date(ms).toISOString();
}

/** 2016-10-01. */
const earliest = 1_475_280_000_000;
/** 2100-01-01. */
const latest = 4_102_444_800_000;

/** A number; 18 letters and digits of Pleroma and Akkoma; 26 of GoToSocial. */
const local = '\\d{1,20}|[A-Za-z0-9]{18}|[0-9A-HJKMNP-TV-Z]{26}';
const localId = new RegExp(`^(?:${local})$`, 'u');
const ending = '(?=[/.,;)]|$)';

/** Forms of paths; the name, where there is one, is group 1, the id group 2. */
const forms: readonly RegExp[] = [
  `^/@([^/\\s]{1,128})/(?:posts/|statuses/)?(${local})${ending}`,
  `^/users/([^/\\s]{1,64})/statuses/(${local})${ending}`,
  `^/(?:ap/users/\\d{1,20}/)?()statuses/(${local})${ending}`,
  `^/()(?:notice|embed)/((?!\\d+${ending})[A-Za-z0-9]{18})${ending}`,
  `^/p/([^/\\s]{1,64})/(\\d{6,20})${ending}`,
].map((form) => new RegExp(form, 'u'));

/** Networks of one owner whose addresses are alike. */
const closed =
  /(?:^|\.)(?:x|twitter|facebook|instagram|threads|tiktok|youtube|medium|substack|flickr|reddit)\.(?:com|net)$/u;

/** A name with a dot, a port maybe: nothing that is only a machine's. */
function isHost(host: string): boolean {
  return /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,9}[a-z][a-z0-9-]{0,61}[a-z0-9](?::\d{1,5})?$/u.test(
    host,
  );
}

function makeRef(host: string, id: string, name: string): Ref {
  const handle = /^\w[\w.-]{0,63}(?:@[\w.-]{1,120})?$/u.test(name) ? name : null;
  const url = handle === null ? `https://${host}/web/statuses/${id}` : `https://${host}/@${handle}/${id}`;
  return { platform: 'mastodon', id: `${host}/${id}`, url };
}
