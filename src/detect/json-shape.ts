import { decodeReferences } from '../html/character-references.ts';
import { directionOf } from '../model/direction.ts';
import type { Quoted } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import type { Ref } from '../ref.ts';
import type { Matcher } from './matcher.ts';

/** The strings of one JSON object, by name. */
export type Fields = ReadonlyMap<string, string>;

/** Tells objects that stand for an embedded post from those that only mention one. */
export interface JsonShapes {
  /** The names whose strings are looked at. */
  readonly names: ReadonlySet<string>;
  /** It says of itself that it is an embed: `"type": "oembed_response"`, `"_type": "tweet"`. */
  isTyped(fields: Fields): boolean;
  /** The post it stands for; null where it is none, or only its parts know. */
  read(fields: Fields): { readonly ref: Ref; readonly quoted: Quoted | null } | null;
}

const typeNames =
  '@type _type __typename type kind subtype embedType embed_type blockType blockName component componentName service provider provider_name providerName providerNameSlug';
const addressNames =
  'url href source src link embedUrl embed_url embedURL originalUrl original_url expanded_url canonical_url permalink postUrl post_url';
const textNames = 'full_text text tweet_text';
const handleNames = 'username screen_name handle author_username';

export function createJsonShapes(platforms: readonly PlatformInArticles[], matcher: Matcher): JsonShapes {
  const [types, addresses, texts, handles] = [typeNames, addressNames, textNames, handleNames].map((names) =>
    names.split(' '),
  ) as [string[], string[], string[], string[]];
  const words = platforms.flatMap(({ id, name, tags }) => [id, name, ...(tags?.components ?? [])]);
  const ofPlatform = [...new Set(words.map(lettersOf))].join('|');
  const typed = new RegExp(
    `^(?:[a-z]*o?embed(?:response|block|node|element|card|component|widget|${ofPlatform})?|[a-z]*externalcontent|iframe|` +
      `(?:${ofPlatform})(?:post|status|block|card|component|widget)?)$`,
    'u',
  );
  const isTyped = (fields: Fields) => types.some((name) => typed.test(lettersOf(fields.get(name) ?? '')));
  return {
    names: new Set([
      ...types,
      ...addresses,
      ...texts,
      ...handles,
      'name',
      'date',
      'author_name',
      'created_at',
    ]),
    isTyped,
    read(fields) {
      const ref = firstOf(addresses, fields, (address) => matcher.ofLink(address));
      if (ref === null) return null;
      const text = firstOf(texts, fields, decodeReferences);
      const handle = firstOf(handles, fields, (value) => /^@?([\w.:-]{1,80})$/u.exec(value)?.[1] ?? null);
      const isCopy = text !== null && handle !== null;
      if (!isCopy) return isTyped(fields) ? { ref, quoted: null } : null;
      return { ref, quoted: quotedOf(text, handle, fields) };
    },
  };
}

/** A copy of the post, as publishing tools keep it beside its address. */
function quotedOf(text: string, handle: string, fields: Fields): Quoted {
  const name = fields.get('name') ?? fields.get('author_name') ?? null;
  const date = dayOf(fields.get('date') ?? fields.get('created_at') ?? '');
  return {
    name,
    handle,
    date,
    text,
    lang: null,
    dir: directionOf(text),
    links: text.match(/https?:\/\/\S+/gu) ?? [],
  };
}

/** The day of a machine's date, in UTC. */
function dayOf(written: string): string | null {
  const iso = /^(\d{4}-\d{2}-\d{2})(?:T|$)/u.exec(written)?.[1];
  if (iso !== undefined) return iso;
  if (!/\d{4}/u.test(written) || !/\+0000|GMT|UTC|Z$/u.test(written)) return null;
  const time = Date.parse(written);
  return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10);
}

function firstOf<T>(names: readonly string[], fields: Fields, read: (value: string) => T | null): T | null {
  for (const name of names) {
    const value = fields.get(name);
    const found = value === undefined ? null : read(value);
    if (found !== null) return found;
  }
  return null;
}

function lettersOf(value: string): string {
  return value.length > 60 ? '' : value.toLowerCase().replaceAll(/[^a-z]/gu, '');
}
