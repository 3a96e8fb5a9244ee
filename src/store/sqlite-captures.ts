import type { Capture, CaptureSettings } from '../model/capture.ts';
import type { KeptCapture } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { enter } from './sqlite-ledger.ts';
import { withMerged } from './sqlite-post-rows.ts';
import { isUntouched, markOfBlob } from './sqlite-redaction-marks.ts';

export function addCapture(connection: Connection, snapshot: number, capture: Capture): void {
  const { parts, cutFrom, verified, reconstruction, missing, settings, ...plain } = capture;
  const { id } = connection.run(
    `INSERT INTO captures (snapshot, kind, theme, at, url, blob, show, width, height, verified, reconstruction,
       reason, missing, browser, parts, avif, thumb, pdf, wacz, cut_from, settings)
     VALUES (@snapshot, @kind, @theme, @at, @url, @blob, @show, @width, @height, @verified, @reconstruction,
       @reason, @missing, @browser, @parts, @avif, @thumb, @pdf, @wacz, @cutFrom, @settings)`,
    {
      ...plain,
      snapshot,
      cutFrom,
      verified: Number(verified),
      reconstruction: Number(reconstruction),
      missing: JSON.stringify(missing),
      parts: parts.length === 0 ? null : JSON.stringify(parts),
      settings: settings === null ? null : JSON.stringify(settings),
    },
  );
  enter(connection, 'capture', id);
}

/** Oldest first; those of posts merged into it come before its own. */
export function capturesOf(connection: Connection, post: number): KeptCapture[] {
  return connection
    .all<CaptureRow>(
      `${withMerged}
       SELECT captures.snapshot, captures.kind, theme, at, url, blob, show, width, height, verified, reconstruction,
         reason, missing, browser, parts, avif, thumb, pdf, wacz, cut_from AS cutFrom, settings
       FROM captures JOIN snapshots ON snapshots.id = captures.snapshot
       WHERE snapshots.post IN (SELECT id FROM same) ORDER BY snapshots.post = @post, captures.id`,
      { post },
    )
    .map((row) => captureOf(connection, row));
}

interface CaptureRow
  extends Omit<KeptCapture, 'verified' | 'reconstruction' | 'missing' | 'parts' | 'settings'> {
  readonly verified: number;
  readonly reconstruction: number;
  readonly missing: string;
  readonly parts: string | null;
  readonly settings: string | null;
}

function captureOf(connection: Connection, row: CaptureRow): KeptCapture {
  const redacted = isUntouched(connection) ? null : markOfBlob(connection, row.blob);
  return {
    ...row,
    ...(redacted === null ? {} : { redacted }),
    verified: row.verified === 1,
    reconstruction: row.reconstruction === 1,
    missing: JSON.parse(row.missing) as string[],
    parts: row.parts === null ? [] : (JSON.parse(row.parts) as string[]),
    settings: row.settings === null ? null : (JSON.parse(row.settings) as CaptureSettings),
  };
}
