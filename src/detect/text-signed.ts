import { decodeLeftReferences } from '../html/character-references.ts';
import type { FlattenedRule } from '../model/platform.ts';
import { printedDateAt } from '../model/printed-date.ts';
import { type Attribution, findAttributions } from './text-attribution.ts';
import { writingOf } from './text-language.ts';
import { gapAfter, usualGapOf } from './text-lines.ts';
import { mark, type Patterns, patternsOf } from './text-patterns.ts';
import { type FlattenedPost, printed } from './text-post.ts';
import { textStart } from './text-start.ts';
import { type Claim, supportOf } from './text-support.ts';

/** A stretch of the text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Posts that end in `— Name (@handle) date`, or at least in the link to their media. */
export function findSigned(text: string, rule: FlattenedRule, taken: readonly Span[]): FlattenedPost[] {
  const patterns = patternsOf(rule);
  const anchors = withoutTaken([...anchorsOf(text, patterns)], taken);
  if (anchors.length === 0) return [];
  const manner: Manner = { language: languageBeside(text, anchors), usualGap: usualGapOf(text) };
  const posts: Read[] = [];
  let floor = 0;
  let next = 0;
  for (const anchor of anchors) {
    if (anchor.start < floor) continue;
    for (let span = taken[next]; span !== undefined && span.end <= anchor.start; span = taken[next]) {
      floor = Math.max(floor, span.end);
      next += 1;
    }
    const post = readPost(text, floor, anchor, patterns, manner);
    if (post === null) continue;
    const previous = posts.at(-1);
    const joined =
      previous === undefined
        ? null
        : (joinRepeat(text, previous, post) ?? joinRest(text, previous, post, patterns));
    if (previous === undefined || joined === null) posts.push(post);
    else posts[posts.length - 1] = { ...previous, ...joined };
    floor = post.end;
  }
  return withoutEchoes(withoutLoneWeak(posts), patterns);
}

/** What stands in another post, or reaches into one, is none. */
function withoutTaken(anchors: readonly Anchor[], taken: readonly Span[]): Anchor[] {
  let at = 0;
  return anchors.filter((anchor) => {
    while ((taken[at]?.end ?? Number.POSITIVE_INFINITY) <= anchor.start) at += 1;
    return anchor.end <= (taken[at]?.start ?? Number.POSITIVE_INFINITY);
  });
}

/** `weak`: an attribution without a dash that is a post only if others are; `bare`: such a one that surely is. */
interface Read extends FlattenedPost {
  readonly form: 'plain' | 'bare' | 'weak';
}

/** One line of name, handle and day may be a byline; two of them, or one beside posts of that form, are posts. */
function withoutLoneWeak(posts: readonly Read[]): Read[] {
  const bare = posts.filter(({ form }) => form !== 'plain').length;
  return bare > 1 ? [...posts] : posts.filter(({ form }) => form !== 'weak');
}

/** How the article as a whole is written. */
interface Manner {
  readonly language: string | null;
  readonly usualGap: number;
}

/** Language of the article without its posts, as far as one can know where they are; else of all of it. */
function languageBeside(text: string, anchors: readonly Anchor[]): string | null {
  const parts: string[] = [];
  let from = 0;
  for (const anchor of anchors) {
    parts.push(text.slice(from, Math.max(from, anchor.start - usualLength)));
    from = anchor.end;
    if (from > sample) break;
  }
  const beside = [...parts, text.slice(from, from + sample)].join(' ').slice(0, sample);
  return writingOf(beside).language ?? writingOf(text.slice(0, sample)).language;
}

const usualLength = 280;
const sample = 20_000;

/** A media link that stands once more without its author is an echo, such as a translation under the post. */
function withoutEchoes(posts: readonly FlattenedPost[], { mediaLink }: Patterns): FlattenedPost[] {
  const owned = new Set(posts.filter((post) => post.handle !== null).flatMap((post) => post.links));
  return posts.filter(
    (post) => post.handle !== null || !post.links.some((link) => mediaLink.test(link) && owned.has(link)),
  );
}

/** What a post's text ends at: its attribution, or, where that was lost, its media link. */
type Anchor = (Attribution & { readonly kind: 'attribution' }) | MediaLink;

interface MediaLink {
  readonly kind: 'media';
  readonly start: number;
  readonly end: number;
  readonly date: string | null;
}

/** Attributions and those media links no attribution follows, in order. */
function* anchorsOf(text: string, patterns: Patterns): Generator<Anchor> {
  const links = text.matchAll(patterns.mediaLinks);
  let link = links.next();
  for (const attribution of findAttributions(text, patterns)) {
    const before: MediaLink[] = [];
    for (; !link.done && link.value.index < attribution.start; link = links.next())
      before.push(mediaLink(text, link.value));
    yield* before.filter(
      (each, at) => !isFollowed(text, each, before[at + 1]?.start ?? attribution.start, patterns),
    );
    while (!link.done && link.value.index < attribution.end) link = links.next();
    yield { kind: 'attribution', ...attribution };
  }
  const rest: MediaLink[] = [];
  for (; !link.done; link = links.next()) rest.push(mediaLink(text, link.value));
  yield* rest.filter(
    (each, at) => !isFollowed(text, each, rest[at + 1]?.start ?? Number.POSITIVE_INFINITY, patterns),
  );
}

/** Nothing but white space and noise up to the next anchor: the link belongs to that one's text. */
function isFollowed(text: string, link: MediaLink, next: number, { noise }: Patterns): boolean {
  if (next - link.end > 120) return false;
  return text.slice(link.end, next).replace(noise, '').trim() === '';
}

/** Some sites print the date, and no author, right behind the link. */
function mediaLink(text: string, match: RegExpExecArray): MediaLink {
  const end = match.index + match[0].length;
  const space = /\s{0,8}/uy;
  space.lastIndex = end;
  const date = printedDateAt(text, end + (space.exec(text)?.[0].length ?? 0));
  return { kind: 'media', start: end, end: date?.end ?? end, date: date?.date ?? null };
}

function readPost(
  text: string,
  floor: number,
  anchor: Anchor,
  patterns: Patterns,
  { language, usualGap }: Manner,
): Read | null {
  const end = endOfText(text, floor, anchor.start, patterns);
  const start = textStart({
    text,
    floor,
    end,
    gapAfter: gapAfter(text, anchor.end) ?? usualGap,
    language,
    patterns,
    date: anchor.date,
  });
  const quoted = printed(text.slice(start, end));
  const support =
    anchor.kind === 'media' ? 'sure' : supportOf(claimOf(text, start, end, anchor, { language, patterns }));
  if (support === 'none') return null;
  return {
    form:
      anchor.kind === 'media' || anchor.dash || anchor.date === null
        ? 'plain'
        : support === 'weak'
          ? 'weak'
          : 'bare',
    start: start === end ? anchor.start : start,
    end: anchor.end,
    name: anchor.kind === 'attribution' && anchor.name !== null ? decodeLeftReferences(anchor.name) : null,
    handle: anchor.kind === 'attribution' ? anchor.handle : null,
    date: anchor.date,
    text: quoted,
    links: linksOf(quoted, patterns),
    url: anchor.kind === 'attribution' ? anchor.url : null,
    confidence: confidenceOf(anchor, quoted),
  };
}

function claimOf(
  text: string,
  start: number,
  end: number,
  anchor: Attribution,
  known: Pick<Claim, 'language' | 'patterns'>,
): Claim {
  const quoted = text.slice(start, end);
  const between = text.slice(end, anchor.start).replace(allMarks, '');
  return { anchor, quoted, between, after: text.slice(anchor.end, anchor.end + 4), ...known };
}

const allMarks = new RegExp(mark, 'gu');
const marksAtEnd = new RegExp(`(?<![\\s${mark.slice(1, -1)}])(?:\\s|${mark})+$`, 'u');

function endOfText(text: string, floor: number, anchor: number, { noiseAtEnd }: Patterns): number {
  const lowest = Math.max(floor, anchor - 400);
  const before = text.slice(lowest, anchor).replace(marksAtEnd, '');
  const noise = noiseAtEnd.exec(before);
  return lowest + (noise === null ? before.length : before.slice(0, noise.index).trimEnd().length);
}

/**
 * About how often such a find is right, by what survived of the attribution. On the labelled articles all were right,
 * of each form; the figures are held back below that, the more so the fewer cases of a form there were (82 with dash
 * and date, 5 without the dash, 3 without a date, 16 media links).
 */
function confidenceOf(anchor: Anchor, quoted: string): number {
  if (anchor.kind === 'media') return quoted.includes(' ') ? 0.85 : 0.7;
  if (anchor.date === null) return anchor.dash ? 0.75 : 0.6;
  if (quoted === '') return 0.8;
  return anchor.dash ? 0.98 : 0.9;
}

/** Links in order; one that a sentence splitter broke is mended. */
function linksOf(quoted: string, { anyLink }: Patterns): string[] {
  return [...quoted.matchAll(anyLink)].map((match) => match[0].replace(/\s/gu, ''));
}

/** Extractors print blockquote and inner paragraph both: the same post twice in a row is one. */
function joinRepeat(text: string, first: FlattenedPost, second: FlattenedPost): FlattenedPost | null {
  if (
    first.handle === null ||
    first.text === '' ||
    first.handle !== second.handle ||
    first.date !== second.date
  )
    return null;
  if (text.slice(first.end, second.start).trim() !== '' || first.text !== second.text) return null;
  return { ...first, end: second.end };
}

/** Some put the attribution after the first paragraph: what follows it and ends in the media link is the same post's. */
function joinRest(
  text: string,
  first: FlattenedPost,
  rest: FlattenedPost,
  patterns: Patterns,
): FlattenedPost | null {
  if (first.handle === null || rest.handle !== null || rest.date !== null) return null;
  if (text.slice(first.end, rest.start).trim() !== '' || patterns.mediaLink.test(first.text)) return null;
  const whole = `${first.text}\n${rest.text}`;
  if (first.text === '' || !patterns.fits(whole, first.date)) return null;
  const [one, other] = [writingOf(first.text).language, writingOf(rest.text).language];
  if (one !== null && other !== null && one !== other) return null;
  return { ...first, end: rest.end, text: whole, links: [...first.links, ...rest.links] };
}
