import { mediaAddress, originalAddress } from './original-address.ts';

/**
 * The address on X's own hosts of a picture or video that Nitter hands on: `/pic/orig/media%2FA.jpg`,
 * `/pic/media%2FA.jpg%3Fname%3Dsmall`, `/pic/enc/BASE64`, `/video/HASH/https%3A%2F%2Fvideo.twimg.com…`.
 */
export function nitterMedia(href: string | null): string | null {
  const url = originalAddress(href);
  if (url === null) return null;
  const path = URL.parse(url)?.pathname ?? '';
  const picture = /\/pic\/(?:orig\/)?(enc\/)?(.+)$/u.exec(path);
  const video = /\/video\/(?:enc\/)?[\dA-F]{1,64}\/(.+)$/u.exec(path)?.[1];
  if (picture?.[2] !== undefined)
    return onX((picture[1] === undefined ? unescaped(picture[2]) : fromBase64(picture[2])) ?? '');
  if (video !== undefined) return mediaAddress(unescaped(video)) ?? onX(fromBase64(video) ?? '');
  return mediaAddress(href);
}

function onX(place: string): string | null {
  if (place === '') return null;
  const whole = /^https?:\/\//u.test(place)
    ? place
    : /^[\w-]+\.twimg\.com\//u.test(place)
      ? `https://${place}`
      : null;
  return mediaAddress(whole ?? `https://pbs.twimg.com/${place.replace(/^\/+/u, '')}`);
}

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function fromBase64(text: string): string | null {
  const plain = unescaped(text) ?? '';
  if (!/^[\w+/=-]{4,4000}$/u.test(plain)) return null;
  const bytes = Buffer.from(plain.replaceAll('-', '+').replaceAll('_', '/'), 'base64');
  const read = bytes.toString('utf8');
  return /^[\x21-\x7e]+$/u.test(read) ? read : null;
}
