import { type Attributes, readAttributes } from '../html/attributes.ts';
import { type StartTag, tokenize } from '../html/tokenizer.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { overlap, type Range } from '../model/ranges.ts';
import { scriptOfLines } from './loader-lines.ts';

/** A platform's script in a page, in UTF-16 units of its text. */
export interface Loader {
  /** The platform's id. */
  readonly platform: string;
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
  platforms: readonly PlatformInArticles[],
  gone: readonly Range[],
): readonly Loader[] {
  const candidates = platforms.filter(
    ({ loaders, loaderUsers }) =>
      loaderUsers !== undefined && loaders.some((loader) => text.includes(tailOf(loader))),
  );
  if (candidates.length === 0) return [];
  const beside = loadersBeside(text, candidates, gone);
  const isPlain =
    beside !== null && !candidates.some((platform) => isUsed(platform, text, [...gone, ...beside]));
  if (isPlain) return beside;
  const { loaders, styles } = scriptsIn(text, candidates);
  const standing = loaders.filter((loader) => !gone.some((span) => overlap(span, loader)));
  if (standing.length === 0) return [];
  const still = [...gone, ...standing, ...styles];
  const idle = new Set(candidates.filter((platform) => !isUsed(platform, text, still)).map(({ id }) => id));
  return standing.filter(({ platform }) => idle.has(platform));
}

/**
 * Those that stand right behind what is replaced, and so in the same way as that, if these are all: then the page needs
 * not be read for them. Null where others may be there.
 */
function loadersBeside(
  text: string,
  platforms: readonly PlatformInArticles[],
  gone: readonly Range[],
): readonly Loader[] | null {
  const found: Loader[] = [];
  for (const span of gone) {
    for (let at = span.end; ; ) {
      scriptBehind.lastIndex = at;
      const match = scriptBehind.exec(text);
      const platform = match === null ? null : platformOf(match[2] ?? '', platforms);
      if (match === null || platform === null) break;
      const end = at + match[0].length;
      found.push({ platform, start: at + (match[1] ?? '').length, end });
      at = end;
    }
  }
  const spans = [...gone, ...found];
  const tails = new Set(platforms.flatMap(({ loaders }) => loaders.map(tailOf)));
  for (const tail of tails)
    for (let at = text.indexOf(tail); at !== -1; at = text.indexOf(tail, at + 1))
      if (!spans.some(({ start, end }) => start <= at && at < end)) return null;
  return found;
}

/** A script without a text of its own, past what editors put between a post and it. */
const scriptBehind =
  /((?:\s|<\/?(?:p|div|figure|center|span|br)(?:\s[^<>]*)?>){0,20})<script(?=[\s>])([^<>]*)>\s*<\/script\s*>/iy;

/** Something that needs its scripts stands outside of what is `gone`. */
function isUsed(platform: PlatformInArticles, text: string, gone: readonly Range[]): boolean {
  const users = usersOf(platform);
  let at = 0;
  for (const { start, end } of gone.toSorted((a, b) => a.start - b.start)) {
    if (start > at && users.test(text.slice(at, start))) return true;
    at = Math.max(at, end);
  }
  return users.test(text.slice(at));
}

/** Made once for each platform: one look for all is many times as quick as a look for each. */
const usersByPlatform = new WeakMap<PlatformInArticles, RegExp>();

function usersOf(platform: PlatformInArticles): RegExp {
  const known = usersByPlatform.get(platform);
  if (known !== undefined) return known;
  const escaped = (platform.loaderUsers ?? []).map((user) => user.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const made = new RegExp(escaped.join('|') || '(?!)', 'i');
  usersByPlatform.set(platform, made);
  return made;
}

/** Without the host, which may be any. */
function tailOf(loader: string): string {
  return loader.slice(loader.indexOf('/'));
}

interface Scripts {
  readonly loaders: readonly Loader[];
  /** What stands in style elements. */
  readonly styles: readonly Range[];
}

function scriptsIn(text: string, platforms: readonly PlatformInArticles[]): Scripts {
  const loaders: Loader[] = [];
  const styles: Range[] = [];
  let open: { readonly platform: string; readonly start: number } | null = null;
  let opened = 0;
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
        opened = tag.start;
        open = platform === null ? null : { platform, start: tag.start };
      }
      return true;
    },
    rawText: (name, start, end) => {
      if (name === 'style') styles.push({ start, end });
      if (name !== 'script') return;
      const source = text.slice(start, end);
      if (source.trim() === '') return;
      const brought = open === null && templates === 0 ? scriptOfLines(source) : null;
      const platform = brought === null ? null : platformAt(brought, platforms);
      open = platform === null ? null : { platform, start: opened };
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
function platformOf(attributes: string, platforms: readonly PlatformInArticles[]): string | null {
  if (!attributes.includes('src')) return null;
  const read = readAttributes(attributes);
  const source = read.get('src') ?? sourceHeldBack(read);
  return platformAt(source.replace(/^(?:https?:)?\/\//iu, '').split(/[?#]/u, 1)[0] ?? '', platforms);
}

function platformAt(address: string, platforms: readonly PlatformInArticles[]): string | null {
  const anywhere = address.replace(/^[^/]+/u, '*');
  const found =
    platforms.find(({ loaders }) => loaders.includes(address)) ??
    platforms.find(({ loaders }) => loaders.includes(anywhere));
  return found?.id ?? null;
}

/** Plugins for consent and speed each have a name of their own for it: `data-cmp-src`, `data-rocket-src` … */
function sourceHeldBack(attributes: Attributes): string {
  for (const [name, value] of attributes) if (/^data-(?:[a-z]+-)?src$/u.test(name)) return value;
  return '';
}
