import { z } from 'zod';
import { parseJson } from './parse-json.ts';
import type { CopyName, Replay } from './replay.ts';
import { readCopyUrl } from './replay.ts';

/** The one copy named; null when the archive says it has none; `unreadable` for what is no such answer. */
export type Availability = CopyName | null | 'unreadable';

/** Reads what `archive.org/wayback/available` answers: the nearest copy that was answered with 200. */
export function readAvailability(body: Uint8Array, replay: Replay): Availability {
  const answer = shape.safeParse(parseJson(new TextDecoder().decode(body)));
  if (!answer.success) return 'unreadable';
  const { closest } = answer.data.archived_snapshots;
  if (closest === undefined || closest.available === false) return null;
  if (closest.status !== undefined && String(closest.status) !== '200') return null;
  return readCopyUrl(closest.url, replay);
}

const shape = z.object({
  archived_snapshots: z.object({
    closest: z
      .object({
        available: z.boolean().optional(),
        url: z.string(),
        status: z.union([z.string(), z.number()]).optional(),
      })
      .optional(),
  }),
});
