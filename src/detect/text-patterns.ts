import type { FlattenedRule } from '../model/platform.ts';

/** What a rule's data become when texts are read by it. Patterns with `g` or `y` are for `matchAll` and one `exec`. */
export interface Patterns {
  /** `(@handle)`, the handle in group 1; `[@handle]`, `( @handle )` and a bare `@handle`, the handle in group 2. */
  readonly handle: RegExp;
  /** Sticky: what may stand between the handle and the date; a link's opening bracket is group 1. */
  readonly beforeDate: RegExp;
  /** Sticky: more that may stand there where a dash or the line's end speaks for an attribution; a time is group 1. */
  readonly beforeDateToo: RegExp;
  /** Sticky: noise and spaces. */
  readonly noiseHere: RegExp;
  /** What a name can't reach over: links, noise, ends of sentences. */
  readonly nameEnds: RegExp;
  readonly mediaLinks: RegExp;
  readonly mediaLink: RegExp;
  readonly shortLink: RegExp;
  /** Short and media links at the very end. */
  readonly lastLinks: RegExp;
  readonly anyLink: RegExp;
  readonly noise: RegExp;
  readonly noiseAtEnd: RegExp;
  fits(text: string, date: string | null): boolean;
}

/** Directional marks that may stand anywhere and mean nothing. */
export const mark = '[\\u200b\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff]';

/** How the sign before a handle is printed. */
const at = '(?:[@＠]|&#0*64;|&#x0*40;|&commat;)';

const abbreviations = 'dr|mr|mrs|ms|st|jr|sr|sen|rep|gov|prof|gen|col|lt';
const stop = `(?<!(?<![\\p{L}\\p{M}])(?:\\p{L}|${abbreviations}))[.!?…:;。！？۔؟।](?=\\s)["”’»]*`;

const patternsByRule = new WeakMap<FlattenedRule, Patterns>();

/** Compiles a rule once. */
export function patternsOf(rule: FlattenedRule): Patterns {
  const known = patternsByRule.get(rule);
  if (known !== undefined) return known;
  const made = compile(rule);
  patternsByRule.set(rule, made);
  return made;
}

function compile(rule: FlattenedRule): Patterns {
  const handle = sourceOf(rule.handle);
  const media = sourceOf(rule.mediaLink);
  const short = sourceOf(rule.shortLink);
  const noise = sourceOf(rule.noise);
  return {
    handle: new RegExp(
      `[(（]${mark}*${at}${mark}*(${handle})${mark}*[)）]|[([] ?@(${handle}) ?[)\\]](?!\\()|(?<=[^\\S\\n])@(${handle})(?=[^\\S\\n])`,
      'gu',
    ),
    // spaces and at most two line ends, noise, a dot
    beforeDate: new RegExp(
      `(?:(?:[^\\S\\n]|${mark}){0,40}\\n?){0,3}${noise}?(?:[^\\S\\n]|${mark}){0,9}(?:[·•|] ?)?(\\[)?`,
      'iuy',
    ),
    // `, Tuesday, `, ` on `, ` 5:15 PM · `
    beforeDateToo: new RegExp(
      `(?:[^\\S\\n]|${mark}|&nbsp;){0,9}${noise}?[,،]?(?:[^\\S\\n]|&nbsp;){0,9}\\n?(?:[-–—·•|(] ?)?(?:(?:on|am|el|le|em|il|den) )?(\\d{1,2}[:.]\\d{2}(?: ?[ap]\\.?m\\.?)?[^\\S\\n]{0,3}(?:[-–—·•|,] ?)?)?(?:(?!(?:mar|mai|may|jun)[^\\p{L}])\\p{L}{2,12}(?:, | (?=\\p{L}{3,12}\\.? \\d)))?`,
      'iuy',
    ),
    noiseHere: new RegExp(`[^\\S\\n]{0,9}${noise}`, 'iuy'),
    nameEnds: new RegExp(`${short}|https?:\\/\\/\\S+|${media}|${noise}|${stop}`, 'giu'),
    mediaLinks: new RegExp(media, 'gu'),
    mediaLink: rule.mediaLink ?? never,
    shortLink: rule.shortLink ?? never,
    lastLinks: new RegExp(`(?:\\s*(?:${media}|${short}))+["”“»’)]*$`, 'u'),
    anyLink: new RegExp(`${media}|${short}|https?:\\/\\/[^\\s"'<>”»]+`, 'gu'),
    noise: new RegExp(noise, 'giu'),
    noiseAtEnd: new RegExp(`(?:\\s*${noise})+$`, 'iu'),
    fits: (text, date) => rule.fits(text, date),
  };
}

const never = /(?!)/u;

function sourceOf(pattern: RegExp | null): string {
  return `(?:${(pattern ?? never).source})`;
}
