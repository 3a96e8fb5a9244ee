import type { Derivative, Derivatives } from './derivatives-contract.ts';
import type { Connection } from './sqlite-connection.ts';
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
        // It may have been taken out while these were made: then nothing of it may come back.
        if (whyGone(connection, source) !== null) return;
        for (const derivative of made) keepDerivative(connection, source, derivative);
      }),
  };
}

export function keepDerivative(connection: Connection, source: string, derivative: Derivative): void {
  connection.run(
    `INSERT INTO derivatives (source, media_type, asked, width, height, blob)
     VALUES (@source, @mediaType, @asked, @width, @height, @blob)
     ON CONFLICT (source, media_type, asked)
     DO UPDATE SET width = excluded.width, height = excluded.height, blob = excluded.blob`,
    { ...derivative, source },
  );
}
