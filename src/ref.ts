import { createHash } from 'node:crypto';
import { HoldfastError } from './errors.ts';

/** Identity of a post: platform and id, never the handle, never the URL as typed. */
export interface Ref {
  /** A platform's `id`: `x`, `bluesky`, … */
  readonly platform: string;
  /** The platform's own id of the post, always a string. */
  readonly id: string;
  /** The post's canonical URL. */
  readonly url: string;
}

/** What an article's words tell of a post whose id was lost on the way. */
export interface ProvisionalParts {
  readonly platform: string;
  /** Without the `@`. */
  readonly handle: string | null;
  /** ISO day, `2023-09-14`. */
  readonly date: string | null;
  readonly text: string;
}

/** Where a provisional post stands, so that two vague ones never merge by key. */
export interface Place {
  /** The article's name as given. */
  readonly article: string;
  /** 0-based place among the article's embeds. */
  readonly ordinal: number;
}

/** The two halves of a written ref, `x:1703…` or `x:@handle/2023-09-14/0a1b2c3d4e5f`. */
export interface WrittenRef {
  readonly platform: string;
  readonly id: string;
  readonly provisional: boolean;
}

/** The written form: `platform:id`. */
export function writeRef(ref: Pick<Ref, 'platform' | 'id'>): string {
  return `${ref.platform}:${ref.id}`;
}

/** Reads a written ref; anything else is null. Urls are not written refs. */
export function readWrittenRef(text: string): WrittenRef | null {
  const match = /^([a-z][a-z0-9-]*):(?!\/\/)(\S+)$/u.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const provisional = /^(@|-\/)/u.test(match[2]);
  return { platform: match[1], id: match[2], provisional };
}

/** As `readWrittenRef`, but throws `bad-ref` with what a ref looks like. */
export function parseRef(text: string): WrittenRef {
  const ref = readWrittenRef(text);
  if (ref !== null) return ref;
  throw new HoldfastError(
    'bad-ref',
    `"${text}" is not a post: give a written ref such as x:1703436713362870723, or any URL of the post`,
  );
}

/**
 * The name of a post known only from an article: `x:@handle/DATE/HASH`, `-` for a missing part.
 * HASH is the first 12 hex digits of SHA-256 over the text's letters and digits (NFKC, lower case, URLs removed);
 * with fewer than 20 of those, or without a handle, it also covers the place.
 */
export function provisionalName(parts: ProvisionalParts, place: Place): string {
  const letters = comparableText(parts.text);
  const vague = [...letters].length < 20 || parts.handle === null;
  const hashed = vague ? `${letters}\n${place.article}\n${place.ordinal}` : letters;
  const hash = createHash('sha256').update(hashed.toWellFormed()).digest('hex').slice(0, 12);
  const handle = parts.handle === null ? '-' : `@${parts.handle}`;
  return `${parts.platform}:${handle}/${parts.date ?? '-'}/${hash}`;
}

/** Letters and digits of a text in NFKC and lower case, URLs removed: what two copies of it share. */
export function comparableText(text: string): string {
  return foldedText(text).replace(/[^\p{L}\p{N}]/gu, '');
}

/** A text in NFKC and lower case, URLs removed. */
export function foldedText(text: string): string {
  return text.toWellFormed().normalize('NFKC').toLowerCase().replace(links, ' ');
}

/** A file name for a ref: made only of `[a-z0-9._-]` and a hash, so no id can become a path. */
export function fileNameOf(name: string): string {
  const hash = createHash('sha256').update(name.toWellFormed()).digest('hex').slice(0, 8);
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60);
  return `${readable || 'post'}-${hash}`;
}

/** Links with a scheme, and those without one that name a host and a path (`pic.example.com/x`). */
const links = /(?:https?:\/\/|(?:[\p{L}\p{N}-]{1,63}\.){1,6}[a-z]{2,20}\/)\S*/gu;
