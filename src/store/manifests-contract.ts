/**
 * What stands beside the blobs of all that is in the database, so that it can be made again from there: `rebuild`.
 * Written by the worker now and then, so that it may be some seconds behind, never between.
 */
export interface Manifests {
  /**
   * Writes what has yet to be written, and all of it anew where what was written has changed since; how many lines.
   * What is cut short goes on when it is called next.
   */
  flush(): Promise<number>;
}
