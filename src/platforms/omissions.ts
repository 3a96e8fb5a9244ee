import { z } from 'zod';
import type { Omission } from '../model/post.ts';

/** The items of a list that could be read, and how many could not. */
export interface CountedList<Item> {
  readonly items: readonly Item[];
  /** Items of another shape than is known. */
  readonly malformed: number;
  /** Items beyond the limit. */
  readonly surplus: number;
}

/** As `listOf`, but telling what is left out; a value that is there and no list is one malformed item. */
export function countedListOf<Schema extends z.ZodType>(schema: Schema, most: number) {
  return z
    .unknown()
    .catch(undefined)
    .transform((value): CountedList<z.output<Schema>> => {
      if (!Array.isArray(value)) return { ...none, malformed: value === null || value === undefined ? 0 : 1 };
      const items: z.output<Schema>[] = [];
      let malformed = 0;
      // Of a million bad items a thousand are looked at.
      const looked = value.slice(0, most + 1000);
      for (const [at, item] of looked.entries()) {
        if (items.length === most) return { items, malformed, surplus: value.length - at };
        const read = schema.safeParse(item);
        if (read.success) items.push(read.data);
        else malformed += 1;
      }
      return { items, malformed, surplus: value.length - looked.length };
    });
}

/** What was left out of a list, to be told of the post. */
export function omittedFrom(part: string, list: Omit<CountedList<unknown>, 'items'>): Omission[] {
  return [omitted(part, 'malformed', list.malformed), omitted(part, 'surplus', list.surplus)].flat();
}

/** One omission, or none where nothing was omitted. */
export function omitted(part: string, reason: string, count: number): Omission[] {
  return count > 0 ? [{ part, reason, count }] : [];
}

/** Parts that were sent, not null, and could not be read: present in `sent`, null in `read`. */
export function malformedParts(
  sent: unknown,
  read: Readonly<Record<string, unknown>>,
  parts: Readonly<Record<string, string>>,
): Omission[] {
  if (typeof sent !== 'object' || sent === null) return [];
  const values = new Map<string, unknown>(Object.entries(sent));
  return Object.entries(parts).flatMap(([key, part]) => {
    const value = values.get(key);
    return value === undefined || value === null || read[key] !== null ? [] : omitted(part, 'malformed', 1);
  });
}

const none: CountedList<never> = { items: [], malformed: 0, surplus: 0 };
