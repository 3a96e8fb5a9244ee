import { HoldfastError } from '../errors.ts';
import type { Connection } from './sqlite-connection.ts';
import type { Migration } from './sqlite-migration.ts';
import { captureSchema, firstSchema, hostsSchema, likenessSchema, mementoSchema } from './sqlite-schema.ts';
import { derivativesSchema } from './sqlite-schema-derivatives.ts';
import { evidenceSchema } from './sqlite-schema-evidence.ts';
import { lanesSchema } from './sqlite-schema-lanes.ts';
import { manifestsSchema } from './sqlite-schema-manifests.ts';
import { redactionsSchema } from './sqlite-schema-redactions.ts';
import { scheduleSchema } from './sqlite-schema-schedule.ts';
import { searchSchema } from './sqlite-schema-search.ts';

/** `HOLD`: tells an archive from any other SQLite file. */
const applicationId = 0x48_4f_4c_44;

/** Forward only; a migration that was released is never changed. The n-th leads to format n. */
export const migrations: readonly Migration[] = [
  firstSchema,
  likenessSchema,
  mementoSchema,
  hostsSchema,
  captureSchema,
  evidenceSchema,
  scheduleSchema,
  searchSchema,
  manifestsSchema,
  redactionsSchema,
  lanesSchema,
  derivativesSchema,
];

/** The format this build writes. */
export const currentFormat = migrations.length;

/**
 * Brings the database to the current format, each step whole or not at all. Throws `archive-newer` for one made by a
 * later Holdfast, `archive-unavailable` for another program's. `upTo` stops at an earlier format.
 */
export function migrate(connection: Connection, path: string, upTo: number = currentFormat): void {
  // as of one moment: another process may be making the archive just now, and half of that looks like a stranger's
  while (connection.read(() => formatOf(connection, path)) < upTo)
    connection.write(() => {
      // Another process may have done it while this one waited for its turn.
      const format = formatOf(connection, path);
      const step = migrations[format];
      if (step === undefined || format >= upTo) return;
      if (typeof step === 'string') connection.script(step);
      else step(connection);
      connection.script(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${format + 1}`);
    });
}

/** 0 for a database that holds nothing yet. Throws as `migrate` does. */
export function formatOf(connection: Connection, path: string): number {
  const id = connection.get<{ application_id: number }>('PRAGMA application_id')?.application_id ?? 0;
  const format = connection.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (id !== applicationId && !(id === 0 && format === 0 && isEmpty(connection)))
    throw new HoldfastError(
      'archive-unavailable',
      `${path} belongs to another program: move it away, or choose another place with --archive`,
      { facts: { path } },
    );
  if (format > currentFormat)
    throw new HoldfastError(
      'archive-newer',
      `${path} was written by a newer Holdfast (format ${format}, this one knows ${currentFormat}): update Holdfast; nothing was changed`,
      { facts: { path, format, known: currentFormat } },
    );
  return format;
}

function isEmpty(connection: Connection): boolean {
  return connection.get('SELECT 1 FROM sqlite_schema') === undefined;
}
