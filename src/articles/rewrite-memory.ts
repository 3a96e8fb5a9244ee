import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { sha256 } from '../model/canonical.ts';
import { bytesOfFile } from './site-inputs.ts';
import type { SiteFile } from './site-walk.ts';
import type { OutputFolder } from './write.ts';

/** What became of a file, told again when nothing of it has changed. */
export interface Outcome {
  /** The posts it holds, by the names it gives them; empty for what is no article. */
  readonly names: readonly string[];
  /** What those posts were shown as. */
  readonly shown: string;
  /** As JSON; null for what is no article. */
  readonly counts: unknown;
}

/**
 * What was made of each file, kept beside what was made. A file counts as it was only if its own stamp, that of what was
 * made of it, and the settings are as they were. What can't be read, or is of others, is as if it were not there.
 */
export interface RewriteMemory {
  recall(file: SiteFile, target: string): Outcome | null;
  /** Once what was made of it stands. `readAt`: just before it was opened, in milliseconds since 1970. */
  note(
    file: SiteFile,
    target: string,
    outcome: Outcome,
    read: { readonly at: number; readonly sha256: () => string },
  ): void;
  /** A file that cards show was put beside what was made, by its path below that folder. */
  noteServed(path: string, sha256: string): void;
  /**
   * Files of the folders looked at that are gone, while what was made of them, in whatever run, still stands as it was
   * made. To be called after all others were recalled.
   */
  gone(): readonly string[];
  forget(path: string): void;
  /** To be called last; before that it is done now and then, so that a run that is killed is gone on with. */
  save(): void;
}

/** Files that a killed run has to do again, at most. */
const mostUnsaved = 1_000;

export const memoryFile = '.holdfast-rewrite.json';

/** `settings`: all else that decides what is written. Another one forgets everything. */
export function openMemory(output: OutputFolder, settings: string, isForced: boolean): RewriteMemory {
  const before = readMemory(output.read(memoryFile));
  const isSame = !isForced && before.settings === settings;
  const entries = isSame ? before.files : new Map<string, Entry>();
  /** Stamps of what other settings made, and nobody has made anew. */
  const earlier = isSame
    ? before.earlier
    : new Map([...before.earlier, ...[...before.files].map(([path, [, made]]) => [path, made] as const)]);
  const { served } = before;
  const seen = new Set<string>();
  let changes = 0;

  function note(path: string, entry: Entry): void {
    entries.set(path, entry);
    earlier.delete(path);
    changes += 1;
  }

  /** Is it in a folder that was looked at? Elsewhere a file that isn't there may only have another name. */
  function createNearby(): (path: string) => boolean {
    const folders = new Set([...seen].flatMap((path) => [...foldersOf(path)]));
    const hasBare = [...seen].some((path) => dirname(path) === '.');
    return (path) =>
      dirname(path) === '.' ? hasBare : [...foldersOf(path)].some((folder) => folders.has(folder));
  }

  function save(): void {
    if (changes === 0) return;
    changes = 0;
    const parts = [
      `"settings":${JSON.stringify(settings)}`,
      `"served":{${linesOf(served)}}`,
      `"earlier":{${linesOf(earlier)}}`,
      `"files":{${linesOf(entries)}}`,
    ];
    output.put(memoryFile, Buffer.from(`{"holdfast":1,${parts.join(',')}}\n`));
  }

  return {
    recall: (file, target) => {
      seen.add(file.path);
      const entry = entries.get(file.path);
      if (entry === undefined) return null;
      const [stamp, made, names, shown, counts, hash] = entry;
      if (stamp !== file.stamp.text || made !== output.stampOf(target)) return null;
      if (hash !== null) {
        // it may have been changed just after it was read, within one tick of the disk's clock
        const at = Date.now();
        if (sha256(bytesOfFile(file.path)) !== hash) return null;
        if (!file.stamp.isFresh(at)) note(file.path, [stamp, made, names, shown, counts, null]);
      }
      return { names, shown, counts };
    },
    note: (file, target, { names, shown, counts }, read) => {
      const made = output.stampOf(target);
      if (made === null) return;
      const hash = file.stamp.isFresh(read.at) ? read.sha256() : null;
      note(file.path, [file.stamp.text, made, names, shown, counts, hash]);
      if (changes >= mostUnsaved) save();
    },
    noteServed: (path, hash) => {
      if (served.get(path) === hash) return;
      served.set(path, hash);
      changes += 1;
    },
    gone: () => {
      const made = [...[...entries].map(([path, [, stamp]]) => [path, stamp] as const), ...earlier];
      const gone = made.flatMap(([path, stamp]) =>
        seen.has(path) || existsSync(path) || output.stampOf(output.targetOf(path)) !== stamp ? [] : [path],
      );
      return gone.length === 0 ? gone : gone.filter(createNearby()).sort();
    },
    forget: (path) => {
      if (entries.delete(path) || earlier.delete(path)) changes += 1;
    },
    save,
  };
}

/**
 * Tells of a file of a rewritten site whether it is one that was put beside the pages for cards to show, and still the
 * same.
 */
export function createServedCheck(): (path: string) => boolean {
  const known = new Map<string, Memory | null>();
  const memoryIn = (folder: string) => {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const path = join(folder, memoryFile);
    const memory = existsSync(path) ? readMemory(readFileSync(path)) : null;
    known.set(folder, memory);
    return memory;
  };
  return (path) => {
    for (const folder of foldersOf(resolve(path))) {
      const memory = memoryIn(folder);
      if (memory === null) continue;
      const hash = memory.served.get(relative(folder, resolve(path)).split(sep).join('/'));
      return hash !== undefined && sha256(bytesOfFile(path)) === hash;
    }
    return false;
  };
}

/** Stamp, stamp of what was made, names, what was shown, counts, and of a file that was too young to be sure its hash. */
type Entry = readonly [string, string, readonly string[], string, unknown, string | null];

interface Memory {
  readonly settings: string | null;
  readonly files: Map<string, Entry>;
  readonly served: Map<string, string>;
  readonly earlier: Map<string, string>;
}

function readMemory(bytes: Uint8Array | null): Memory {
  const read = bytes === null ? null : parsed(bytes);
  const { holdfast, settings, files, served, earlier } = isRecord(read) ? read : {};
  const isOurs = holdfast === 1;
  return {
    settings: isOurs && typeof settings === 'string' ? settings : null,
    files: mapOf(isOurs ? files : null, isEntry),
    served: mapOf(isOurs ? served : null, isText),
    earlier: mapOf(isOurs ? earlier : null, isText),
  };
}

function mapOf<Value>(read: unknown, isValue: (value: unknown) => value is Value): Map<string, Value> {
  const entries = isRecord(read) ? Object.entries(read) : [];
  return new Map(entries.filter((entry): entry is [string, Value] => isValue(entry[1])));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** A line each, so that a change is one of few lines. */
function linesOf(map: ReadonlyMap<string, unknown>): string {
  const lines = [...map].map(([path, value]) => `${JSON.stringify(path)}:${JSON.stringify(value)}`);
  return lines.length === 0 ? '' : `\n${lines.join(',\n')}\n`;
}

/** Its folder and those above, but for the current one and the disk's root. */
function* foldersOf(path: string): Iterable<string> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) yield folder;
}

function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value)) return false;
  const [stamp, made, names, shown, , hash] = value as unknown[];
  return (
    [stamp, made, shown].every(isText) &&
    Array.isArray(names) &&
    names.every(isText) &&
    (hash === null || isText(hash))
  );
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
