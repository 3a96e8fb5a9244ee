import type { Segment } from '../../model/post.ts';
import { cleanText, trimSegments } from '../segments.ts';

/** A part of the text that X gave a meaning: where it stands, what stands there, what is shown instead. */
export interface Entity {
  /** Code points of the escaped text, `[start, end)`. */
  readonly indices: readonly [number, number];
  /** Exactly what must stand there: an entity pointing elsewhere is dropped. Letter case doesn't matter. */
  readonly literals: readonly string[];
  readonly segment: Segment;
  /** A link to the post's own media or quoted post: not shown at the end, where X shows the thing itself. */
  readonly isHiddenAtEnd: boolean;
}

export interface RawText {
  /** HTML-escaped, as X sends it. */
  readonly text: string;
  /** `display_text_range`: UTF-16 units of the escaped text, unlike the entities' indices. */
  readonly range: readonly [number, number] | null;
  readonly entities: readonly Entity[];
}

export interface ShownText {
  readonly segments: readonly Segment[];
  /** Entities that are not where they say, or stand in one another. */
  readonly misplaced: number;
}

/** The text as a reader sees it: without leading mentions, trailing media and quote links, entities decoded. */
export function readText(raw: RawText): ShownText {
  const text = raw.text.toWellFormed();
  const found = place(text, raw.entities);
  const placed = withoutOverlaps(found);
  const [start, end] = visibleRange(text, raw.range, placed);
  const segments: Segment[] = [];
  let at = start;
  for (const entity of placed) {
    if (entity.start < start || entity.end > end) continue;
    pushText(segments, text.slice(at, entity.start));
    segments.push(shown(entity, text));
    at = entity.end;
  }
  pushText(segments, text.slice(at, end));
  // Several pictures share one link, and so one place.
  const places = new Set(found.map((each) => `${each.start} ${each.end}`)).size;
  const misplaced = raw.entities.length - found.length + places - placed.length;
  return { segments: trimSegments(segments), misplaced };
}

/** Names and tags keep the author's spelling, which may differ from the account's. */
function shown({ segment, start, end }: Placed, text: string): Segment {
  const isTyped = segment.kind === 'mention' || segment.kind === 'tag';
  return isTyped ? { ...segment, text: cleanText(text.slice(start, end)) } : segment;
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly segment: Segment;
  readonly isHiddenAtEnd: boolean;
}

/** Turns code points into UTF-16 offsets; a link that isn't where it should be is looked for. */
function place(text: string, entities: readonly Entity[]): Placed[] {
  const offsets = [0];
  for (const char of text) offsets.push((offsets.at(-1) ?? 0) + char.length);
  const links = new Map(
    [...text.matchAll(/https:\/\/t\.co\/\w{1,40}/gu)].toReversed().map((found) => [found[0], found.index]),
  );
  return entities.flatMap((entity) => {
    const [from, to] = entity.indices;
    const spans: [number | undefined, number | undefined][] = [
      [offsets[from], offsets[to]],
      [from, to],
    ];
    for (const [start, end] of spans)
      if (start !== undefined && end !== undefined && isAt(text, start, end, entity.literals))
        return [{ ...entity, start, end }];
    const link = entity.literals.find((literal) => links.has(literal)) ?? '';
    const found = links.get(link);
    return found === undefined ? [] : [{ ...entity, start: found, end: found + link.length }];
  });
}

function isAt(text: string, start: number, end: number, literals: readonly string[]): boolean {
  const fitting = literals.filter(({ length }) => length === end - start);
  if (fitting.length === 0) return false;
  const there = text.slice(start, end).toLowerCase();
  return fitting.some((literal) => literal.toLowerCase() === there);
}

function withoutOverlaps(placed: readonly Placed[]): Placed[] {
  let free = 0;
  return [...placed]
    .sort((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      if (start < free) return false;
      free = end;
      return true;
    });
}

function visibleRange(text: string, range: RawText['range'], placed: readonly Placed[]): [number, number] {
  const isUsable = range !== null && range[0] <= range[1] && range[1] <= text.length;
  const [start, last] = isUsable ? range : [0, text.length];
  let end = last;
  // A range that ends inside an entity would show half a link.
  for (const entity of placed) if (entity.start < end && end < entity.end) end = entity.start;
  for (const entity of placed.toReversed())
    if (entity.isHiddenAtEnd && entity.end <= end && text.slice(entity.end, end).trim() === '')
      end = entity.start;
  return [start, Math.max(start, end)];
}

function pushText(segments: Segment[], escaped: string): void {
  if (escaped !== '') segments.push({ kind: 'text', text: cleanText(decoded(escaped)) });
}

/** X escapes these three and nothing else. */
export function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt);/gu, (_all, name: string) =>
    name === 'amp' ? '&' : name === 'lt' ? '<' : '>',
  );
}
