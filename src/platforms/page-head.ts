import type { UnknownAnswer } from '../model/answer.ts';
import type { MarkupElement } from '../model/platform.ts';
import type { Ref } from '../ref.ts';
import { originalAddress } from './archived-address.ts';
import { unknown } from './json-answer.ts';
import { httpsUrl } from './lenient.ts';

/** What a page says of itself in `meta` and `link`, for whoever shows a preview of it. */
export interface PageHead {
  /** The first value of a `property`, `name` or `itemprop`, in any case; null where there is none with ink. */
  meta(...names: readonly string[]): string | null;
  /** All values of it, in order. */
  metas(name: string): readonly string[];
  /** Encrypted addresses of it, as they were before an archive copied the page. */
  pictures(name: string): readonly string[];
  /** What it gives as its own address, in all the ways there are. */
  readonly addresses: readonly string[];
}

/** Reads a page's head, wherever in the page its parts stand. */
export function readHead(root: MarkupElement): PageHead {
  const values = new Map<string, string[]>();
  const add = (name: string | null, value: string | null) => {
    if (name === null || value === null || value.trim() === '') return;
    const key = name.trim().toLowerCase();
    const before = values.get(key);
    if (before === undefined) values.set(key, [value]);
    else if (before.length < most) before.push(value);
  };
  for (const element of root.descendants('meta')) {
    const names = ['property', 'name', 'itemprop'].map((each) => element.attribute(each));
    for (const name of new Set(names)) add(name, element.attribute('content'));
  }
  for (const element of root.descendants('link')) {
    add(element.attribute('itemprop'), element.attribute('href'));
    if (/(?:^|\s)canonical(?:\s|$)/iu.test(element.attribute('rel') ?? ''))
      add('canonical', element.attribute('href'));
  }
  const metas = (name: string) => values.get(name.toLowerCase()) ?? [];
  return {
    meta: (...names) => names.map((name) => metas(name)[0]).find((value) => value !== undefined) ?? null,
    metas,
    pictures: (name) =>
      metas(name)
        .map(originalAddress)
        .filter((url) => httpsUrl.safeParse(url).success),
    addresses: ownAddresses.flatMap(metas).map(originalAddress),
  };
}

/** Values of one name that are looked at. */
const most = 20;

const ownAddresses = ['canonical', 'og:url', 'twitter:url', 'al:web:url', 'twitter:app:url:googleplay'];

/**
 * The post a page is of, by its own addresses; an answer where they name another, or none at all. The first that is a
 * post's decides: a page of a post may also name the one it answers.
 */
export function postOfHead(head: PageHead, ref: Ref, match: (url: URL) => Ref | null): Ref | UnknownAnswer {
  for (const address of head.addresses) {
    const url = URL.parse(address, ref.url);
    const named = url === null ? null : match(url);
    if (named === null) continue;
    return named.id === ref.id ? named : unknown('bad-shape', `head: another post (${named.id}) than asked`);
  }
  return unknown('walled', 'a page whose head names no post');
}
