import { readAttributes } from '../html/attributes.ts';
import { type StartTag, tokenize } from '../html/tokenizer.ts';
import { sha256 } from '../model/canonical.ts';
import type { Platform } from '../model/platform.ts';
import type { Applied, Edit } from './edits.ts';
import { encodeText, numericReference } from './encode.ts';
import { encodeInto } from './escaping.ts';
import { findMarks, writeMarked } from './marks.ts';
import { byteEnd, type Place } from './places.ts';
import { markSyntaxOf } from './setting.ts';

/**
 * An article in which fallbacks stand, without the scripts that nothing in it needs any more: those of platforms whose
 * posts it shows by fallbacks, and of which nothing else is left. `staying`: its embeds that stand as they did.
 */
export function loaderEdits(
  { article, text, marks }: Applied,
  platforms: readonly Platform[],
  staying: readonly Place[],
): readonly Edit[] {
  if (article.format !== 'html' && article.format !== 'markdown') return [];
  const left = new Set(staying.map(({ name }) => platformNamed(name)));
  const shown = new Set(marks.filter(({ kind }) => kind === 'post').map(({ name }) => platformNamed(name)));
  const free = platforms.filter(({ id }) => shown.has(id) && !left.has(id));
  if (free.length === 0) return [];
  return idleLoaders(text.text, free, findMarks(text.text, markSyntaxOf(article)).marks).flatMap((loader) => {
    const start = text.byteOffset(loader.start);
    const end = byteEnd(article, text, loader.end);
    const replaced = article.bytes.slice(start, end);
    const original = sha256(replaced);
    const escaping = article.content?.escapingAt(loader.start, loader.end);
    if (escaping === null) return [];
    const label = {
      kind: 'loader',
      name: loader.platform,
      original,
      encoding: null,
      ...(escaping === undefined ? {} : { escaping }),
    } as const;
    const mark = writeMarked(label, '', markSyntaxOf(article), '\n');
    const bytes =
      escaping === undefined
        ? encodeText(mark, text.encoding, numericReference)
        : encodeInto(mark, escaping, text.encoding, true);
    return [{ start, end, replaced, original, bytes }];
  });
}

/** The first half of a written ref. */
function platformNamed(name: string): string {
  return name.slice(0, name.indexOf(':'));
}

/** A platform's script in a page, in UTF-16 units of its text. */
export interface Loader {
  /** The platform's id. */
  readonly platform: string;
  readonly start: number;
  readonly end: number;
}

/** A part of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The scripts that nothing in a page needs any more, in order: of each platform whose posts are all shown by fallbacks,
 * and of which nothing else is there. `gone`: what doesn't count, since it is replaced. Of style sheets neither, for they
 * only say how something would look.
 */
export function idleLoaders(
  text: string,
  platforms: readonly Platform[],
  gone: readonly Span[],
): readonly Loader[] {
  const candidates = platforms.filter(
    ({ loaders, loaderUsers }) =>
      loaderUsers !== undefined && loaders.some((loader) => text.includes(tailOf(loader))),
  );
  if (candidates.length === 0) return [];
  const { loaders, styles } = scriptsIn(text, candidates);
  const standing = loaders.filter(
    (loader) => !gone.some((span) => span.start < loader.end && loader.start < span.end),
  );
  if (standing.length === 0) return [];
  const rest = without(text, [...gone, ...standing, ...styles]).toLowerCase();
  const idle = new Set(candidates.filter((platform) => !isUsed(platform, rest)).map(({ id }) => id));
  return standing.filter(({ platform }) => idle.has(platform));
}

function isUsed({ loaderUsers = [] }: Platform, rest: string): boolean {
  return loaderUsers.some((user) => rest.includes(user));
}

/** Without the host, which may be any. */
function tailOf(loader: string): string {
  return loader.slice(loader.indexOf('/'));
}

interface Scripts {
  readonly loaders: readonly Loader[];
  /** What stands in style elements. */
  readonly styles: readonly Span[];
}

function scriptsIn(text: string, platforms: readonly Platform[]): Scripts {
  const loaders: Loader[] = [];
  const styles: Span[] = [];
  let open: { readonly platform: string; readonly start: number } | null = null;
  let templates = 0;
  let noscript: { readonly start: number; readonly inner: number; readonly before: number } | null = null;

  function platformOfScript(tag: StartTag): string | null {
    return templates > 0 ? null : platformOf(text.slice(tag.attributes, tag.end), platforms);
  }

  tokenize(text, {
    text: () => {},
    comment: () => {},
    inForeign: () => false,
    startTag: (tag) => {
      if (tag.name === 'template') templates += 1;
      else if (tag.name === 'noscript')
        noscript = { start: tag.start, inner: tag.end, before: loaders.length };
      else if (tag.name === 'script') {
        const platform = platformOfScript(tag);
        open = platform === null ? null : { platform, start: tag.start };
      }
      return true;
    },
    rawText: (name, start, end) => {
      if (name === 'style') styles.push({ start, end });
      if (name === 'script' && text.slice(start, end).trim() !== '') open = null;
    },
    endTag: (name, start, end) => {
      if (name === 'template') templates = Math.max(0, templates - 1);
      if (name === 'script' && open !== null) loaders.push({ ...open, end });
      if (name === 'script') open = null;
      if (name !== 'noscript' || noscript === null) return;
      const [only, ...others] = loaders.slice(noscript.before);
      const around =
        only === undefined ? null : text.slice(noscript.inner, only.start) + text.slice(only.end, start);
      // the twin for readers without scripts goes as a whole
      if (only !== undefined && others.length === 0 && around?.trim() === '')
        loaders[noscript.before] = { ...only, start: noscript.start, end };
      noscript = null;
    },
  });
  return { loaders, styles };
}

/** The platform that serves the script; an address of one server before those that any may have. */
function platformOf(attributes: string, platforms: readonly Platform[]): string | null {
  if (!attributes.includes('src')) return null;
  const read = readAttributes(attributes);
  const source = read.get('src') ?? read.get('data-src') ?? '';
  const address = source.replace(/^(?:https?:)?\/\//iu, '').split(/[?#]/u, 1)[0] ?? '';
  const anywhere = address.replace(/^[^/]+/u, '*');
  const found =
    platforms.find(({ loaders }) => loaders.includes(address)) ??
    platforms.find(({ loaders }) => loaders.includes(anywhere));
  return found?.id ?? null;
}

function without(text: string, spans: readonly Span[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start > at) rest += `${text.slice(at, start)} `;
    at = Math.max(at, end);
  }
  return rest + text.slice(at);
}
