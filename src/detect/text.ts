import type { DecodedText } from '../html/decoded-text.ts';
import type { Article } from '../model/article.ts';
import { directionOf } from '../model/direction.ts';
import type { Embed, Quoted } from '../model/embed.ts';
import type { FlattenedRule, PlatformInArticles } from '../model/platform.ts';
import type { Ref } from '../ref.ts';
import { type Found, refAt, toEmbeds } from './text-embeds.ts';
import { findFlattened } from './text-flattened.ts';
import type { FlattenedPost } from './text-post.ts';

/**
 * The posts in a plain text: those an extractor made text, and status links that stand alone on a line.
 * In order, none overlapping. Pure, and linear in the text's length.
 */
export function detectText(
  decoded: Pick<DecodedText, 'text' | 'byteOffset'>,
  article: Pick<Article, 'name'>,
  platforms: readonly PlatformInArticles[],
): Embed[] {
  const readings = platforms.flatMap(readingsOf);
  const phrased = readings.filter(({ rule }) => rule.shape.kind !== 'signed');
  const found = phrased.flatMap((reading) => flattenedOf(decoded.text, reading, []));
  found.sort((a, b) => a.start - b.start);
  // a signed post's beginning is inferred: it must not reach over posts whose beginning is known
  const signed = readings.filter(({ rule }) => rule.shape.kind === 'signed');
  found.push(...signed.flatMap((reading) => flattenedOf(decoded.text, reading, [...found])));
  const links = loneLinks(decoded.text, platforms);
  return toEmbeds([...found, ...links], decoded, article.name);
}

/** One way to read a platform's flattened posts. */
interface Reading {
  readonly platform: PlatformInArticles;
  readonly rule: FlattenedRule;
}

function readingsOf(platform: PlatformInArticles): Reading[] {
  const { flattened } = platform;
  if (flattened === null) return [];
  return [flattened.shape, ...(flattened.also ?? [])].map((shape) => ({
    platform,
    rule: { ...flattened, shape },
  }));
}

function flattenedOf(text: string, { platform, rule }: Reading, taken: readonly Found[]): Found[] {
  return findFlattened(text, rule, taken).map((post) => {
    const address = addressOf(text, post, platform);
    return {
      platform: platform.id,
      kind: 'flattened',
      ref: address?.ref ?? null,
      quoted: quotedOf(post),
      start: post.start,
      end: address?.end ?? post.end,
      confidence: post.confidence,
    };
  });
}

/** The post's own address, where the text kept it: under its date, or right behind the attribution. */
function addressOf(
  text: string,
  post: FlattenedPost,
  platform: PlatformInArticles,
): { ref: Ref; end: number } | null {
  const linked = post.url === null ? null : refAt(post.url, platform, 'markup');
  if (linked !== null) return { ref: linked, end: post.end };
  if (post.handle === null) return null;
  const behind = /\s{0,3}[([<]?(https?:\/\/[^\s()<>[\]]{1,300})[)\]>]?/uy;
  behind.lastIndex = post.end;
  const match = behind.exec(text);
  if (match?.[1] === undefined || !match[1].toLowerCase().includes(`/${post.handle.toLowerCase()}/`))
    return null;
  const ref = refAt(match[1], platform, 'link');
  return ref === null ? null : { ref, end: behind.lastIndex };
}

/** What a flattened post says of itself. */
export function quotedOf(post: FlattenedPost): Quoted {
  const { name, handle, date, text, links } = post;
  return { name, handle, date, text, lang: null, dir: directionOf(text), links };
}

/** A line that is nothing but the address of a post. */
function loneLinks(text: string, platforms: readonly PlatformInArticles[]): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(/^[^\S\n]{0,99}<?(https?:\/\/[^\s<>]{1,2048})>?[^\S\n]{0,99}$/gmu)) {
    const url = match[1] ?? '';
    const start = match.index + match[0].indexOf(url);
    for (const platform of platforms) {
      const ref = refAt(url, platform, 'link');
      if (ref === null) continue;
      found.push({
        platform: platform.id,
        kind: 'link',
        ref,
        quoted: null,
        start,
        end: start + url.length,
        confidence: 0.9,
      });
      break;
    }
  }
  return found;
}
