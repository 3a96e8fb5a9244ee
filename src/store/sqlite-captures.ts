import type { Capture, CaptureKind, Theme } from '../model/capture.ts';
import type { KeptCapture } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { enter } from './sqlite-ledger.ts';
import { withMerged } from './sqlite-post-rows.ts';

export function addCapture(connection: Connection, snapshot: number, capture: Capture): void {
  const { kind, theme, at, url, blob, show, width, height, verified, reconstruction, reason } = capture;
  const { id } = connection.run(
    `INSERT INTO captures (snapshot, kind, theme, at, url, blob, show, width, height, verified, reconstruction,
       reason, missing, browser)
     VALUES (@snapshot, @kind, @theme, @at, @url, @blob, @show, @width, @height, @verified, @reconstruction,
       @reason, @missing, @browser)`,
    {
      snapshot,
      kind,
      theme,
      at,
      url,
      blob,
      show,
      width,
      height,
      reason,
      verified: Number(verified),
      reconstruction: Number(reconstruction),
      missing: JSON.stringify(capture.missing),
      browser: capture.browser,
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
         reason, missing, browser
       FROM captures JOIN snapshots ON snapshots.id = captures.snapshot
       WHERE snapshots.post IN (SELECT id FROM same) ORDER BY snapshots.post = @post, captures.id`,
      { post },
    )
    .map(captureOf);
}

interface CaptureRow {
  readonly snapshot: number;
  readonly kind: CaptureKind;
  readonly theme: Theme;
  readonly at: string;
  readonly url: string | null;
  readonly blob: string;
  readonly show: string | null;
  readonly width: number;
  readonly height: number;
  readonly verified: number;
  readonly reconstruction: number;
  readonly reason: string | null;
  readonly missing: string;
  readonly browser: string;
}

function captureOf(row: CaptureRow): KeptCapture {
  return {
    ...row,
    verified: row.verified === 1,
    reconstruction: row.reconstruction === 1,
    missing: JSON.parse(row.missing) as string[],
  };
}
