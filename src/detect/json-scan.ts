import { type JsonSink, pastSpace, readJson, unescapeJson } from '../html/json-values.ts';
import type { MappedText } from '../html/mapped-text.ts';
import { writeRef } from '../ref.ts';
import type { JsonShapes } from './json-shape.ts';
import type { Found } from './text-embeds.ts';

/** What JSON is searched with. */
export interface JsonSearch {
  readonly shapes: JsonShapes;
  /** A cheap first look: false where the source surely holds no post. */
  mayHold(source: string): boolean;
  /** The embeds in a string that is no JSON. */
  inString(text: string): readonly Found[];
}

/**
 * The posts embedded in JSON: objects that stand for an embed, and the markup of embeds in strings. `loose`: the text is
 * a script with JSON somewhere in it, else JSON or several values one after the other. Offsets are UTF-16 units of the
 * text. Linear in its length.
 */
export function scanJson(text: string, search: JsonSearch, loose: boolean, nested = 0): readonly Found[] {
  if (!search.mayHold(text)) return [];
  const found: Found[] = [];
  let at = loose ? nextStart(text, 0) : pastSpace(text, 0);
  while (at < text.length && found.length < most) {
    const end = readJson(text, at, createSink(text, search, nested, found));
    // a fault shows that it was no JSON, up to there
    const next = Math.max(end.at, at + 1);
    if (end.fault !== null && !loose) break;
    at = loose ? nextStart(text, next) : pastSpace(text, next);
  }
  return found;
}

const most = 1000;
/** Strings of JSON in strings of JSON are read to this depth: each is read again for each level. */
const deepest = 3;

/** Where JSON may begin in a script. */
function nextStart(text: string, from: number): number {
  const start = /[{[]|JSON\.parse\(\s{0,9}(?=")/gu;
  start.lastIndex = from;
  const match = start.exec(text);
  if (match === null) return text.length;
  return match[0].length === 1 ? match.index : start.lastIndex;
}

interface Frame {
  readonly start: number;
  readonly isObject: boolean;
  readonly foundBefore: number;
  readonly fields: Map<string, string>;
  key: string;
}

function createSink(text: string, search: JsonSearch, nested: number, found: Found[]): JsonSink {
  const frames: Frame[] = [];
  const { shapes } = search;

  /** An object that is an embed takes the place of what was found in it. */
  function settle(frame: Frame, end: number): void {
    const inside = found.slice(frame.foundBefore);
    const own = shapes.read(frame.fields);
    const names = new Set(inside.map(keyOf));
    const [only] = inside;
    const widens = names.size === 1 && only !== undefined && shapes.isTyped(frame.fields);
    const reading = own ?? (widens ? only : null);
    if (reading === null) return;
    const whole = { ...reading, start: frame.start, end };
    const same = inside.filter((each) => keyOf(each) === keyOf(whole));
    if (same.length < inside.length) return;
    const quoted = reading.quoted ?? same.find((each) => each.quoted !== null)?.quoted ?? null;
    const platform = reading.ref?.platform ?? only?.platform ?? '';
    found.length = frame.foundBefore;
    found.push({
      platform,
      kind: 'json',
      ref: reading.ref,
      quoted,
      start: frame.start,
      end,
      confidence: 0.95,
    });
  }

  function takeString(start: number, end: number): void {
    const frame = frames.at(-1);
    const source = text.slice(start, end);
    const isWanted = frame?.isObject === true && shapes.names.has(frame.key);
    if (isWanted && source.length <= longestField)
      frame.fields.set(frame.key, unescapeJson(text, start, end).text);
    if (source.length < shortest || !search.mayHold(source)) return;
    const value = unescapeJson(text, start, end);
    for (const each of foundIn(value, search, nested)) {
      const range = { start: value.startOf(each.start), end: value.endOf(each.end) };
      found.push({ ...each, ...range, kind: 'json' });
    }
  }

  return {
    open(kind, start) {
      const isObject = kind === 'object';
      frames.push({
        start,
        isObject,
        foundBefore: found.length,
        fields: isObject ? new Map() : none,
        key: '',
      });
    },
    key(start, end) {
      const frame = frames.at(-1);
      if (frame !== undefined) frame.key = end - start > 60 ? '' : text.slice(start, end);
    },
    string: takeString,
    other: () => {},
    close(end) {
      const frame = frames.pop();
      if (frame?.isObject !== true || frame.fields.size === 0) return;
      settle(frame, end);
      const outer = frames.at(-1);
      if (outer?.isObject !== true || !partNames.has(outer.key)) return;
      for (const [name, value] of frame.fields) if (!outer.fields.has(name)) outer.fields.set(name, value);
    },
  };
}

/** Objects under these names say more of the object they stand in. */
const partNames: ReadonlySet<string> = new Set(
  'raw_oembed oembed oEmbed attrs attribs attributes data fields params payload props value'.split(' '),
);
const none: Map<string, string> = new Map();
const longestField = 20_000;
/** No markup of an embed is shorter. */
const shortest = 30;

/** What a string holds. */
function foundIn(value: MappedText, search: JsonSearch, nested: number): readonly Found[] {
  const { text } = value;
  if (/^\s{0,99}(?:[\da-f]{1,6}:)?[[{]/u.test(text))
    return nested < deepest ? scanJson(text, search, true, nested + 1) : [];
  return search.inString(text);
}

function keyOf({ ref, quoted }: Pick<Found, 'ref' | 'quoted'>): string {
  return ref === null ? `${quoted?.handle}\n${quoted?.text}` : writeRef(ref);
}
