/**
 * True when an archive's copy of the one is a copy of the other: scheme, `www.`, default ports, trailing slashes,
 * fragments, needless percent-encoding and the case of the host don't count. Neither does the case of the path but for
 * its last part: names of accounts are written in any case, ids never are, and ids stand last.
 */
export function isSameAddress(one: string, other: string): boolean {
  const key = addressKey(one);
  return key !== null && key === addressKey(other);
}

/**
 * True of the same address and of one that only has more in its query, as links carry it along that were shared or
 * counted: a copy of that shows what stands at the address.
 */
export function isSameBesidesQuery(longer: string, address: string): boolean {
  const [whole, key] = [addressKey(longer), addressKey(address)];
  if (whole === null || key === null) return false;
  return whole === key || whole.startsWith(`${key}${key.includes('?') ? '&' : '?'}`);
}

/** Longer than any post's or picture's address. */
const longest = 8_192;

/** The same for all spellings of one address, as `isSameAddress` has it; null for what is none. */
export function addressKey(address: string): string | null {
  if (address.length > longest) return null;
  const url = URL.parse(address);
  if (url === null || !/^https?:$/u.test(url.protocol) || url.username !== '' || url.password !== '')
    return null;
  const host = url.host.replace(/^www\./u, '').replace(/:(?:80|443)$/u, '');
  const path = withoutEndSlashes(decoded(url.pathname, '/?#%'));
  const last = path.lastIndexOf('/') + 1;
  return `${host}${path.slice(0, last).toLowerCase()}${path.slice(last)}${decoded(url.search, '&=+#%')}`;
}

/** Printable ASCII stands for itself, but for what would then mean something else. */
function decoded(text: string, kept: string): string {
  return text.replace(/%([0-9a-f]{2})/giu, (whole, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return char > ' ' && char < '\x7f' && !kept.includes(char) ? char : whole.toUpperCase();
  });
}

function withoutEndSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
