import { readAttributes } from '../html/attributes.ts';
import { createFinder } from '../html/finder.ts';
import { createOpenElements, type ElementEnd } from '../html/open-elements.ts';
import { frameHoldsMarkup } from '../html/raw-text.ts';
import { type StartTag, type TokenSink, tokenize } from '../html/tokenizer.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { isHiddenTag } from './hidden-source.ts';
import { createBlockComments } from './html-block-comments.ts';
import { createCandidates } from './html-candidates.ts';
import { blockComment, createContents } from './html-contents.ts';
import { type Cut, createEdge, wholePage } from './html-edge.ts';
import { createHolders, type HiddenParts } from './html-holders.ts';
import { linksInText } from './html-text-links.ts';
import type { Matcher } from './matcher.ts';
import type { Found } from './text-embeds.ts';

/**
 * One pass over a page. Three parts hear of each element: `candidates` holds those that may be a platform's
 * markup until they end and can be read; `contents` knows what else stands in each open element, and so which
 * one holds nothing but an embed; `open` knows where elements end.
 */
export function scanHtml(
  text: string,
  platforms: readonly PlatformInArticles[],
  matcher: Matcher,
  mentions: boolean,
  hearScript: (start: number, end: number) => void = () => {},
  hidden: HiddenParts = unsearched,
  tags: readonly Found[] = [],
): readonly Found[] {
  return scan(text, platforms, matcher, mentions, hearScript, hidden, wholePage, tags) ?? [];
}

/**
 * The same for a part of a page that begins and ends with tags and lies in no raw text, code sample, template, SVG or
 * MathML; null where what stands outside might change the answer.
 */
export function scanWindow(
  text: string,
  platforms: readonly PlatformInArticles[],
  matcher: Matcher,
  hidden: HiddenParts,
  cut: Cut,
): readonly Found[] | null {
  return scan(text, platforms, matcher, false, () => {}, hidden, cut);
}

function scan(
  text: string,
  platforms: readonly PlatformInArticles[],
  matcher: Matcher,
  mentions: boolean,
  hearScript: (start: number, end: number) => void,
  hidden: HiddenParts,
  cut: Cut,
  tags: readonly Found[] = [],
): readonly Found[] | null {
  const contents = createContents(mentions);
  const candidates = createCandidates(text, platforms, matcher, contents);
  const blocks = createBlockComments(text, matcher, contents);
  const holders = createHolders(text, platforms, matcher, contents, hidden);
  const loaders = loadersOf(platforms);
  const findHttp = createFinder(text, '://');
  const findShortcode = createFinder(text, '[');
  const links: { readonly index: number; readonly tag: StartTag }[] = [];
  /** Open elements in which nothing is an embed: code samples, templates. */
  const muting: number[] = [];
  let nextTag = 0;

  const open = createOpenElements(text, (index, end, how) => {
    const { name } = open.factsAt(index);
    if (muting.at(-1) === index) muting.pop();
    const link = links.at(-1)?.index === index ? links.pop() : undefined;
    const isEmbed = blocks.leave(index, end, how) || candidates.leave(index, end);
    if (holders.leave(index, end, isEmbed) || isEmbed) return;
    if (name === '') contents.dissolve();
    else contents.leave(end, link === undefined ? null : linkOf(link.tag, end, how));
  });

  const edge = createEdge(cut, open);

  /** Misnested elements are taken out before their frames end. */
  function isMuted(): boolean {
    while (muting.length > 0 && open.factsAt(muting.at(-1) ?? 0).name === '') muting.pop();
    return muting.length > 0;
  }

  /** What an `a` that has ended links to. */
  function linkOf(tag: StartTag, end: number, how: ElementEnd) {
    const href = readAttributes(attributesOf(tag)).get('href') ?? '';
    const ref = matcher.ofLink(href);
    if (ref === null) return null;
    const label = text
      .slice(tag.end, Math.min(end, tag.end + 2048))
      .replace(/<[^<>]*>/gu, '')
      .trim();
    return { ref, start: tag.start, end, looksLikeAddress: how === 'own' && looksLikeAddress.test(label) };
  }

  function enter(tag: StartTag): void {
    const index = open.depth() - 1;
    contents.enter(tag.name, tag.start);
    if (mutes.has(tag.name)) muting.push(index);
    if (isMuted()) return;
    candidates.enter(tag, index);
    holders.enter(tag, index);
    if (tag.name === 'a' && matcher.mayHoldLink(attributesOf(tag))) links.push({ index, tag });
    if (tag.name === 'script' && isLoader(attributesOf(tag), loaders)) contents.ignore();
  }

  function takeVoid(tag: StartTag): void {
    const found = isMuted() ? null : holders.readVoid(tag);
    contents.take(found === null ? { kind: 'ink' } : { kind: 'embed', found });
  }

  /** Those found before that stand in a run of text; runs are asked for in order. */
  function tagsIn(start: number, end: number): readonly Found[] {
    while ((tags[nextTag]?.start ?? text.length) < start) nextTag += 1;
    const first = nextTag;
    while ((tags[nextTag]?.end ?? text.length + 1) <= end) nextTag += 1;
    return first === nextTag ? [] : tags.slice(first, nextTag);
  }

  function attributesOf({ attributes, end }: StartTag): string {
    return text.slice(attributes, end);
  }

  const sink: TokenSink = {
    text(start, end) {
      const address = findHttp(start);
      const shortcode = findShortcode(start);
      const found = tagsIn(start, end);
      if (
        (address === -1 || address >= end) &&
        (shortcode === -1 || shortcode >= end) &&
        found.length === 0
      ) {
        if (!isBlank(text, start, end)) contents.ink();
        return;
      }
      if (isMuted()) contents.ink();
      else for (const piece of linksInText(text, start, end, matcher, platforms, found)) contents.take(piece);
    },
    startTag(tag) {
      edge.startTag(tag.name);
      // it may end one that began outside
      if (cut.left && open.depth() === 0 && tag.name === 'a') contents.passEdge();
      const { kind, stays } = open.open(tag);
      if (stays) enter(tag);
      else if (!weightless.has(tag.name)) takeVoid(tag);
      return kind === 'html' && !(tag.name === 'iframe' && frameHoldsMarkup(attributesOf(tag)));
    },
    endTag(name, start, end) {
      edge.endTag(name);
      if (cut.left && open.depth() === 0) contents.passEdge();
      open.close(name, start, end);
    },
    comment(start, end) {
      if (cut.left && endsBlock.test(text.slice(start, start + 64))) edge.endTag(blockComment);
      if (!isMuted()) blocks.comment(start, end, open);
    },
    rawText(name, start, end) {
      const isHeldBack = name === 'script' || (name === 'textarea' && isHiddenTag(tagBefore(text, start)));
      if (isHeldBack && !isMuted()) hearScript(start, end);
    },
    inForeign: () => open.inForeign(),
  };
  tokenize(text, sink);
  const isWaiting = candidates.isWaiting() || holders.isWaiting() || links.length > 0 || muting.length > 0;
  if ((cut.left || cut.right) && (!edge.isSure() || isWaiting || !contents.isSettled())) return null;
  open.finish(text.length);
  return contents.finish();
}

const mutes: ReadonlySet<string> = new Set(['pre', 'code', 'samp', 'kbd', 'template', 'select']);

function tagBefore(text: string, end: number): string {
  return text.slice(Math.max(0, text.lastIndexOf('<', end - 1)), end);
}

const unsearched: HiddenParts = { search: () => [], hear: () => {} };

const endsBlock = /^<!--\s*\/wp:/u;

/** Elements that stay out of sight. */
const weightless: ReadonlySet<string> = new Set(['br', 'wbr', 'meta', 'link', 'html', 'head', 'body']);

/** A link that shows its own address, as those that tools make of bare addresses do; cut or without its scheme too. */
const looksLikeAddress = /^(?:https?:\/\/|www\.|(?:[a-z0-9-]+\.)+[a-z]{2,10}\/)\S*$/iu;

/** Made once for each list of platforms. */
const loadersByList = new WeakMap<readonly PlatformInArticles[], ReadonlySet<string>>();

function loadersOf(platforms: readonly PlatformInArticles[]): ReadonlySet<string> {
  const known = loadersByList.get(platforms);
  if (known !== undefined) return known;
  const made = new Set(platforms.flatMap(({ loaders }) => loaders));
  loadersByList.set(platforms, made);
  return made;
}

function isLoader(attributes: string, loaders: ReadonlySet<string>): boolean {
  if (!attributes.includes('src')) return false;
  const read = readAttributes(attributes);
  const source = read.get('src') ?? read.get('data-src') ?? '';
  const address = source.replace(/^(?:https?:)?\/\//iu, '').split(/[?#]/u, 1)[0] ?? '';
  return loaders.has(address) || loaders.has(address.replace(/^[^/]+/u, '*'));
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x20 && code !== 0xa0 && code !== 0xfeff && code !== 0x200b) {
      // a reference such as &nbsp; is blank too
      return (
        code === 0x26 &&
        /^(?:\s|&nbsp;|&#160;|&#xa0;|&#8203;)*$/iu.test(text.slice(start, Math.min(end, start + 256)))
      );
    }
  }
  return true;
}
