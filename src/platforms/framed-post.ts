import type { MarkupElement } from '../model/platform.ts';
import type { Ref } from '../ref.ts';

/**
 * The post a frame shows: its own address is the post's or the embed page's, or that of a service which is told the
 * post's. Loaders that wait for scrolling or consent keep the address elsewhere.
 */
export function framedPost(element: MarkupElement, match: (href: string) => Ref | null): Ref | null {
  for (const name of addresses) {
    const address = element.attribute(name);
    const ref = address === null ? null : (match(address) ?? toldPost(address, match));
    if (ref !== null) return ref;
  }
  return null;
}

/** The post in the box of a service: it has the address itself, or a link to the post. */
export function boxedPost(element: MarkupElement, match: (href: string) => Ref | null): Ref | null {
  const framed = framedPost(element, match);
  if (framed !== null) return framed;
  for (const link of element.descendants('a')) {
    const ref = match(link.attribute('data-iframely-url') || (link.attribute('href') ?? ''));
    if (ref !== null) return ref;
  }
  return null;
}

const addresses = [
  'src',
  'data-src',
  'data-lazy-src',
  'data-lazyload-src',
  'data-lazyload',
  'data-original-src',
  'data-original',
  'data-orig-src',
  'data-litespeed-src',
  'data-rocket-src',
  'data-cmp-src',
  'data-src-cmplz',
  'data-cookieblock-src',
  'data-consent-src',
  'data-cookieconsent-src',
  'data-uc-src',
  'data-iframe-src',
  'data-iframely-url',
  'data-embedded-url',
  'data-facadesrc',
  'url',
  'href',
];

/** Only services that show posts: a share button's frame is told a post's address too. */
const services = /^(?:cdn\.embedly\.com|(?:cdn\.)?iframe\.ly|(?:[\w-]+\.)?iframely\.net|oembed\.link)$/u;

function toldPost(address: string, match: (href: string) => Ref | null): Ref | null {
  const url = URL.parse(address, 'https://unknown.invalid/');
  if (url === null || !services.test(url.hostname)) return null;
  for (const name of ['url', 'src', 'href']) {
    const told = url.searchParams.get(name);
    const ref = told === null ? null : match(told);
    if (ref !== null) return ref;
  }
  return null;
}
