import type { Ref } from '../../ref.ts';

/**
 * The post of a public channel or group a URL points to. Null for channels, share links, invitations, sticker sets,
 * bots, private chats (`/c/…`, which nobody outside can see) and comments under a post.
 */
export function match(url: URL): Ref | null {
  const host = url.hostname.replace(/\.$/u, '').replace(/^www\./u, '');
  if (url.searchParams.has('comment')) return null;
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const named = /^([a-z]\w{3,31})\.t\.me$/u.exec(host)?.[1];
  if (named !== undefined) return makeRef(named, parts);
  if (!postHosts.has(host)) return null;
  const [channel = '', ...numbers] = parts[0] === 's' ? parts.slice(1) : parts;
  return reserved.has(channel.toLowerCase()) ? null : makeRef(channel, numbers);
}

/** The post of an id, `channel/number`; null when it can't be one. */
export function refOf(id: string): Ref | null {
  const [, channel = '', number = ''] = /^([A-Za-z]\w{3,31})\/([1-9]\d{0,9})$/u.exec(id) ?? [];
  if (channel === '' || channel.endsWith('_') || reserved.has(channel.toLowerCase())) return null;
  return { platform: 'telegram', id, url: `https://t.me/${channel}/${number}` };
}

/** All spellings of a post's address, the canonical one first. */
export function addresses({ id, url }: Ref): readonly string[] {
  const pages = [`https://t.me/${id}?embed=1`, `https://t.me/${id}?embed=1&mode=tme`, `https://t.me/s/${id}`];
  return [url, ...pages, `https://telegram.me/${id}`, `https://telegram.dog/${id}`];
}

/** Telegram's own; the last is that of round videos. `match` also knows `channel.t.me`. */
export const hosts: readonly string[] = ['t.me', 'telegram.me', 'telegram.dog', 'telesco.pe'];

const postHosts: ReadonlySet<string> = new Set(hosts);

/** First parts of paths that are the site's own. */
const reserved: ReadonlySet<string> = new Set(
  (
    'addemoji addlist addstickers addtheme boost contact giftcode invoice joinchat login nft proxy setlanguage share ' +
    'socks confirmphone bg iv c a k m s'
  ).split(' '),
);

/** In groups with topics the topic's number stands before the post's. */
function makeRef(channel: string, numbers: readonly string[]): Ref | null {
  const last = numbers.length > 2 ? undefined : numbers.at(-1);
  const isTopic = numbers.length < 2 || /^\d{1,10}$/u.test(numbers[0] ?? '');
  const number = /^(\d+)(?![\w-])/u.exec(last ?? '')?.[1];
  return number === undefined || !isTopic ? null : refOf(`${channel}/${number}`);
}
