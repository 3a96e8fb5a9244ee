import type { Derivative, Derivatives } from './derivatives-contract.ts';
import type { DerivativeLine } from './manifest-lines.ts';
import type { Connection } from './sqlite-connection.ts';
import { type CutSnapshot, shownElsewhere } from './sqlite-redaction-blobs.ts';
import { whyGone } from './sqlite-redaction-marks.ts';

export function derivativesIn(connection: Connection): Derivatives {
  return {
    of: async (source) =>
      connection.all<Derivative>(
        `SELECT media_type AS mediaType, asked, width, height, blob FROM derivatives
         WHERE source = @source ORDER BY media_type, asked`,
        { source },
      ),
    keep: async (source, made) =>
      connection.write(() => {
        if (whyGone(connection, source) === null)
          for (const derivative of made) keepDerivative(connection, source, derivative);
        // It was taken out while these were made: so are they.
        else
          for (const { blob } of made)
            connection.run('INSERT OR IGNORE INTO doomed (hash) VALUES (@blob)', { blob });
      }),
  };
}

function keepDerivative(connection: Connection, source: string, derivative: Derivative): void {
  connection.run(
    `INSERT INTO derivatives (source, media_type, asked, width, height, blob)
     VALUES (@source, @mediaType, @asked, @width, @height, @blob)
     ON CONFLICT (source, media_type, asked)
     DO UPDATE SET width = excluded.width, height = excluded.height, blob = excluded.blob`,
    { ...derivative, source },
  );
}

/** As a manifest tells it, unless one of both was taken out. */
export function restoreDerivative(connection: Connection, { kind: _, ...row }: DerivativeLine): void {
  if (whyGone(connection, row.source) !== null || whyGone(connection, row.blob) !== null) return;
  connection.run(
    `INSERT OR IGNORE INTO derivatives (id, source, media_type, asked, width, height, blob)
     VALUES (@id, @source, @media_type, @asked, @width, @height, @blob)`,
    row,
  );
}

/** Takes over what another archive made, where nothing was made here; nothing of what was taken out here. */
export function takeDerivatives(connection: Connection, foreign: Connection): void {
  const theirs = foreign.all<Derivative & { readonly source: string }>(
    'SELECT source, media_type AS mediaType, asked, width, height, blob FROM derivatives ORDER BY id',
  );
  connection.write(() => {
    for (const row of theirs)
      if (whyGone(connection, row.source) === null && whyGone(connection, row.blob) === null)
        connection.run(
          `INSERT OR IGNORE INTO derivatives (source, media_type, asked, width, height, blob)
           VALUES (@source, @mediaType, @asked, @width, @height, @blob)`,
          { ...row },
        );
  });
}

/** Blobs that were made of these, and of nothing that stays. */
export function derivedFrom(
  connection: Connection,
  sources: readonly string[],
  cut: readonly CutSnapshot[],
): readonly string[] {
  const derived = connection
    .all<{ blob: string }>(
      `SELECT DISTINCT blob FROM derivatives
       WHERE source IN (SELECT value FROM json_each(@sources)) AND blob NOT IN (SELECT value FROM json_each(@sources))
         AND NOT EXISTS (SELECT 1 FROM derivatives AS other WHERE other.blob = derivatives.blob
           AND other.source NOT IN (SELECT value FROM json_each(@sources)))`,
      { sources: JSON.stringify(sources) },
    )
    .map(({ blob }) => blob);
  const elsewhere = shownElsewhere(connection, derived, cut);
  return derived.filter((blob) => !elsewhere.has(blob));
}

/** What was made of blobs that go; also what was made of others and came out the same. */
export function dropDerivatives(connection: Connection, hashes: readonly string[]): void {
  connection.run(
    `DELETE FROM derivatives WHERE source IN (SELECT value FROM json_each(@hashes))
       OR blob IN (SELECT value FROM json_each(@hashes))`,
    { hashes: JSON.stringify(hashes) },
  );
}
