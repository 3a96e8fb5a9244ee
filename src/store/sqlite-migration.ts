import type { Connection } from './sqlite-connection.ts';

/** One step from a format to the next: statements, or what SQL alone can't do. Runs in a transaction of its own. */
export type Migration = string | ((connection: Connection) => void);
