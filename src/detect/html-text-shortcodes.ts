import { decodeReferences } from '../html/character-references.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import type { Ref } from '../ref.ts';
import { type Argument, postNamed, readArguments } from './markdown-arguments.ts';
import { type Named, type Names, namesOf } from './markdown-names.ts';

/** A shortcode that is an embed. Offsets are indices into the text it was found in. */
export interface BracketedTag {
  readonly kind: 'shortcode';
  readonly ref: Ref;
  readonly start: number;
  readonly end: number;
}

/**
 * Shortcodes in square brackets, as WordPress and boards have them: `[embed]URL[/embed]`, `[name URL]`, `[name=URL]`,
 * `[name id="…"]`, `[name 123]`, where the name is one of a platform's or one that takes any network's address. A
 * doubled bracket shows a shortcode as it is written.
 */
export function bracketedTags(source: string, platforms: readonly PlatformInArticles[]): BracketedTag[] {
  if (!source.includes('[')) return [];
  const names = namesIn(platforms);
  return [...source.matchAll(tag)].flatMap((match) => {
    const [whole, name = '', args = '', body = ''] = match;
    const ref = postIn(name, args, body, names);
    return ref === null
      ? []
      : [{ kind: 'shortcode' as const, ref, start: match.index, end: match.index + whole.length }];
  });
}

/**
 * True where a text that is no whole page has a shortcode of a platform's name: one by number alone says nothing else that
 * a first look could find. Whole pages link to a platform, if only to share, where they have its shortcodes.
 */
export function mayHoldTags(text: string, platforms: readonly PlatformInArticles[]): boolean {
  if (!text.includes('[') || /^\s{0,99}<(?:!doctype|html)\b/iu.test(text)) return false;
  const names = namesIn(platforms);
  for (const [, name = ''] of text.matchAll(/\[([a-z][\w-]{1,40})[\s=\]]/giu))
    if (names(name.replace(family, '')).length > 0) return true;
  return false;
}

/** Name, arguments, and what stands between it and its closing half. */
const tag =
  /(?<![[\w\\])\[([a-z][\w-]{1,40})((?:[\s=][^[\]<>]{0,500})?)\](?![\](])(?:\s{0,99}([^\s<>[\]]{1,2048})\s{0,99}\[\/\1\])?/giu;

/** Names of themes and plugins that take any network's address. */
const shared = 'embed oembed embedyt embedpress embed_video fve arve media video video_embed'.split(' ');
/** What themes and plugins put before their names. */
const family = /^(?:su|vc|fusion|et_pb|av|wp|nectar|responsive)[_-]/iu;

const namesByList = new WeakMap<readonly PlatformInArticles[], Names>();

function namesIn(platforms: readonly PlatformInArticles[]): Names {
  const known = namesByList.get(platforms);
  if (known !== undefined) return known;
  const made = namesOf(platforms, 'shortcodes', shared);
  namesByList.set(platforms, made);
  return made;
}

function postIn(name: string, args: string, body: string, names: Names): Ref | null {
  const candidates = args.trim() === '' && body === '' ? [] : names(name.replace(family, ''));
  if (candidates.length === 0) return null;
  // publishing systems print typographic quotes
  const given = decodeReferences(args)
    .replace(/[“”„″«»]/gu, '"')
    .replace(/^\s*=/u, '');
  const all = [
    ...readArguments(given),
    ...(body === '' ? [] : [{ key: null, value: decodeReferences(body) }]),
  ];
  for (const candidate of candidates) {
    const ref = postNamed(
      all.filter((each) => mayName(each, name, candidate)),
      candidate,
    );
    if (ref !== null) return ref;
  }
  return null;
}

/** Brackets hold much else: behind a name of one or two letters only an address counts, and no bare word is an id. */
function mayName({ key, value }: Argument, name: string, { isShared }: Named): boolean {
  if (isShared || /^\s*(?:https?:)?\/\//iu.test(value)) return true;
  return (
    name.length > 2 &&
    (key !== null || (/\d/u.test(value) && !/^\d{1,4}$/u.test(value)) || /^[a-z]+[A-Z]/u.test(value))
  );
}
