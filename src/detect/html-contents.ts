import type { EmbedKind } from '../model/embed.ts';
import { type Ref, writeRef } from '../ref.ts';
import type { Found } from './text-embeds.ts';

/** A link to a post that is an embed only if it stands alone. */
export interface LoneLink {
  readonly ref: Ref;
  readonly start: number;
  readonly end: number;
  /** Its label is an address: the link was made by a tool, out of an address that stood there. */
  readonly looksLikeAddress: boolean;
  /** It has a line of the source to itself. */
  readonly ownLine?: boolean;
}

/** A piece of running text: words, a link among them, or a shortcode that is an embed whatever stands around it. */
export type TextPiece =
  | { readonly kind: 'ink' }
  | { readonly kind: 'link'; readonly link: LoneLink }
  | { readonly kind: 'embed'; readonly found: Found };

/** What stands in each open element, told from the outside in by `enter` and from the inside out by `leave`. */
export interface Contents {
  enter(name: string, start: number): void;
  /** Something that is no embed stands here. */
  ink(): void;
  /** The element just entered is a loader script: it counts as nothing. */
  ignore(): void;
  take(piece: TextPiece): void;
  /** The innermost element ends; `link` when it is a link to a post. */
  leave(end: number, link: LoneLink | null): void;
  /** The innermost element ends and is itself an embed. What was found inside gives way, but for `kept`. */
  leaveAsEmbed(found: Found, kept: readonly Found[]): void;
  /** The innermost element is no element: what stands in it stands in its parent. */
  dissolve(): void;
  /** Nothing stands in the innermost element. */
  isEmpty(): boolean;
  /** Embeds found in the innermost element. */
  foundInside(): readonly Found[];
  /** An end tag stands here that may be that of an element begun before all of this. */
  passEdge(): void;
  /** Nothing that comes before or after could change what was found, or widen it. */
  isSettled(): boolean;
  /** No more embeds are taken. */
  isFull(): boolean;
  finish(): readonly Found[];
}

/** Stands among the elements for a pair of comments around a block. */
export const blockComment = '#block';

/** The most embeds taken from one article. */
export const most = 1000;
export const mostMentions = 10_000;

interface Frame {
  readonly name: string;
  readonly start: number;
  /** Lengths of the lists when it was entered. */
  readonly embedsBefore: number;
  readonly mentionsBefore: number;
  hasInk: boolean;
  isIgnored: boolean;
  /** The one thing found in it so far. */
  only: { readonly link: LoneLink } | { readonly embed: number } | null;
  /** The embed nothing stands behind yet; -1 without one. */
  newest: number;
  /** That one stands in `noscript`. */
  isForNoScript: boolean;
}

export function createContents(mentions: boolean): Contents {
  const embeds: Found[] = [];
  const links: Found[] = [];
  const root = frameOf('', 0);
  const frames: Frame[] = [];
  const top = () => frames.at(-1) ?? root;
  /** A link was taken for its line in an element of which only a part may be seen. */
  let hangsOnRoot = false;
  /** An element that began outside may have ended around the only thing here. */
  let mayBeWider = false;
  /** One may have ended between the newest embed here and what comes next. */
  let mayBeApart = false;

  function frameOf(name: string, start: number): Frame {
    return {
      name,
      start,
      embedsBefore: embeds.length,
      mentionsBefore: links.length,
      hasInk: false,
      isIgnored: false,
      only: null,
      newest: -1,
      isForNoScript: false,
    };
  }

  function mention(link: LoneLink): void {
    if (mentions && links.length < mostMentions) links.push(foundOf(link, 'mention', 0.3));
  }

  function ink(frame: Frame): void {
    frame.hasInk = true;
    frame.newest = -1;
    if (frame === root) mayBeApart = false;
    settle(frame);
  }

  /** A link that turns out not to be alone is a mention, unless it has a line to itself between blocks. */
  function settle(frame: Frame): void {
    if (frame.only === null || !('link' in frame.only)) return;
    const { link } = frame.only;
    frame.only = null;
    if (frame === root && link.ownLine === true) hangsOnRoot = true;
    if (link.ownLine === true && linesCount.has(frame.name) && embeds.length < most)
      embeds.push(foundOf(link, 'link', 0.85));
    else mention(link);
  }

  function takeLink(frame: Frame, link: LoneLink): void {
    const alone = frame.only === null && !frame.hasInk;
    if (!alone) settle(frame);
    frame.only = { link };
    if (!alone) ink(frame);
  }

  function takeEmbed(frame: Frame, index: number, isForNoScript = false): void {
    if (frame === root && mayBeApart) mayBeWider = true;
    if (joins(frame, index, isForNoScript)) return;
    if (frame.only !== null || frame.hasInk) ink(frame);
    frame.only = { embed: index };
    frame.newest = index;
    frame.isForNoScript = isForNoScript;
  }

  /**
   * A frame and, right beside it, the script that put it there are one embed; so are a lazy frame and the plain one for
   * browsers without scripts.
   */
  function joins(frame: Frame, index: number, isForNoScript: boolean): boolean {
    const { newest } = frame;
    const [before, after] = [embeds[newest], embeds[index]];
    if (before === undefined || after === undefined || index !== newest + 1) return false;
    if (after.kind !== 'script' && frame.isForNoScript === isForNoScript) return false;
    if (before.ref === null || after.ref === null || writeRef(before.ref) !== writeRef(after.ref))
      return false;
    const shown = frame.isForNoScript ? after : before;
    const quoted = before.quoted ?? after.quoted;
    embeds.splice(newest, 2, { ...shown, quoted, start: before.start, end: after.end });
    frame.isForNoScript = false;
    return true;
  }

  function add(found: Found): number {
    if (embeds.length >= most) return -1;
    return embeds.push(found) - 1;
  }

  /** The only thing in an element that just ended goes to its parent, the element around it, if it may be taken along. */
  function widen(frame: Frame, end: number): boolean {
    const { only, name, start } = frame;
    if (only === null || frame.hasInk) return false;
    if ('embed' in only) {
      const found = embeds[only.embed];
      if (found === undefined || !isWrapper(name)) return false;
      embeds[only.embed] = { ...found, start, end, kind: widerKind(found.kind, name) };
      takeEmbed(top(), only.embed, name === 'noscript');
      return true;
    }
    const { link } = only;
    if (inline.has(name)) {
      takeLink(top(), link);
      return true;
    }
    if (!holdsLoneLink(name, link)) return false;
    const index = add({
      ...foundOf(link, name === 'figure' ? 'figure' : 'link', link.looksLikeAddress ? 0.95 : 0.7),
      start,
      end,
    });
    frame.only = null;
    if (index !== -1) takeEmbed(top(), index);
    return true;
  }

  return {
    enter(name, start) {
      frames.push(frameOf(name, start));
    },
    ink: () => ink(top()),
    ignore() {
      top().isIgnored = true;
    },
    take(piece) {
      switch (piece.kind) {
        case 'ink':
          ink(top());
          break;
        case 'link':
          takeLink(top(), piece.link);
          break;
        case 'embed': {
          const index = add(piece.found);
          if (index !== -1) takeEmbed(top(), index);
        }
      }
    },
    leave(end, link) {
      const frame = frames.pop() ?? root;
      if (frame.isIgnored) return;
      if (link !== null && embeds.length === frame.embedsBefore) {
        links.length = frame.mentionsBefore;
        takeLink(top(), link);
        return;
      }
      if (widen(frame, end)) return;
      settle(frame);
      ink(top());
    },
    leaveAsEmbed(found, kept) {
      const frame = frames.pop() ?? root;
      embeds.length = frame.embedsBefore;
      links.length = frame.mentionsBefore;
      const index = add(found);
      for (const each of kept) add(each);
      if (index !== -1) takeEmbed(top(), index);
      if (kept.length > 0) ink(top());
    },
    dissolve() {
      const frame = frames.pop() ?? root;
      const parent = top();
      if (frame.hasInk) ink(parent);
      if (frame.only === null) return;
      if ('link' in frame.only) takeLink(parent, frame.only.link);
      else takeEmbed(parent, frame.only.embed);
    },
    isEmpty: () => top().only === null && !top().hasInk,
    foundInside: () => embeds.slice(top().embedsBefore),
    passEdge() {
      if (root.only !== null && !root.hasInk) mayBeWider = true;
      if (root.newest !== -1) mayBeApart = true;
    },
    isSettled() {
      if (hangsOnRoot || mayBeWider || embeds.length >= most) return false;
      return [root, ...frames].every(
        ({ only, hasInk, newest }) => (hasInk || only === null) && newest === -1,
      );
    },
    isFull: () => embeds.length >= most,
    finish() {
      const { only, hasInk } = root;
      if (only !== null && 'link' in only && only.link.looksLikeAddress && !hasInk)
        add(foundOf(only.link, 'link', 0.85));
      else settle(root);
      return [...embeds, ...links];
    },
  };
}

function foundOf(link: LoneLink, kind: EmbedKind, confidence: number): Found {
  const { ref, start, end } = link;
  return { platform: ref.platform, kind, ref, quoted: null, start, end, confidence };
}

/** Elements that only dress what they hold: an embed alone in one is not to be told from it. */
const wrappers: ReadonlySet<string> = new Set(
  `${blockComment} aside blockquote center div figure iframe noscript p`.split(' '),
);
const inline: ReadonlySet<string> = new Set('a b big em font i ins mark small span strong u'.split(' '));
/** Blocks whose text tools read line by line. */
const linesCount: ReadonlySet<string> = new Set([
  '',
  blockComment,
  ...'article aside center div figure main section td'.split(' '),
]);

function isWrapper(name: string): boolean {
  return wrappers.has(name) || inline.has(name) || name.includes('-');
}

/** Anything alone in a paragraph; elsewhere only what tools make of a bare address. */
function holdsLoneLink(name: string, link: LoneLink): boolean {
  if (name === 'p' || name === blockComment) return true;
  return link.looksLikeAddress && isWrapper(name) && name !== 'blockquote';
}

function widerKind(kind: EmbedKind, name: string): EmbedKind {
  return kind === 'link' && (name === 'figure' || name === blockComment) ? 'figure' : kind;
}
