import { HoldfastError } from '../errors.ts';
import type { Hold, HoldOrder } from './redactions-contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { enter } from './sqlite-ledger.ts';
import { findPostRow, type PostRow, withMerged } from './sqlite-post-rows.ts';

/** The last order of each post that is held by it. */
const heldNow = `
  SELECT holds.* FROM holds
  WHERE holds.held = 1 AND NOT EXISTS (SELECT 1 FROM holds AS later WHERE later.post = holds.post AND later.id > holds.id)`;

interface HoldRow extends Omit<Hold, 'name'> {
  readonly id: number;
  readonly post: number;
  readonly held: number;
}

/** A hold on a post holds what that was merged into, too; null for a post that isn't held. */
export function holdIn(connection: Connection, post: PostRow): Hold | null {
  const [row] = holdRows(connection, post.id);
  return row === undefined ? null : holdOf(row, post.name);
}

export function holdsIn(connection: Connection): Hold[] {
  const rows = connection.all<HoldRow & { name: string }>(
    `SELECT held.*, posts.name FROM (${heldNow}) AS held JOIN posts ON posts.id = held.post ORDER BY held.id`,
  );
  const stands = new Map<string, Hold>();
  for (const row of rows) {
    const name = findPostRow(connection, row.name)?.name ?? row.name;
    if (!stands.has(name)) stands.set(name, holdOf(row, name));
  }
  return [...stands.values()];
}

/** Within the transaction at hand. False when nothing is to be changed. */
export function orderHold(connection: Connection, post: number, held: boolean, order: HoldOrder): boolean {
  const now = holdRows(connection, post);
  if (held === now.length > 0) return false;
  // A release is of each post that was held and has become this one.
  for (const each of held ? [post] : new Set(now.map((row) => row.post))) {
    const { id } = connection.run(
      'INSERT INTO holds (post, held, reason, at, by) VALUES (@post, @held, @reason, @at, @by)',
      { post: each, held: Number(held), reason: order.reason, at: order.at.toISOString(), by: order.by },
    );
    enter(connection, 'hold', id);
  }
  return true;
}

export function isHeld({ name, reason, at }: Hold): HoldfastError {
  return new HoldfastError(
    'held',
    `${name} is held since ${at.slice(0, 10)} and may not be redacted (${reason}): nothing was changed; "holdfast hold --release ${name} --reason …" ends the hold`,
    { facts: { name, at } },
  );
}

function holdRows(connection: Connection, post: number): HoldRow[] {
  return connection.all<HoldRow>(
    `${withMerged} SELECT * FROM (${heldNow}) WHERE post IN (SELECT id FROM same) ORDER BY id`,
    { post },
  );
}

function holdOf({ reason, by, at }: HoldRow, name: string): Hold {
  return { name, reason, by, at };
}
