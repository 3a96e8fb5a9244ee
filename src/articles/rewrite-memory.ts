import { existsSync } from 'node:fs';
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
  /** Files that are gone, while what was made of them still stands. To be called after all others were noted. */
  gone(): readonly string[];
  /** To be called last; before that it is done now and then, so that a run that is killed is gone on with. */
  save(): void;
}

/** Files that a killed run has to do again, at most. */
const mostUnsaved = 1_000;

export const memoryFile = '.holdfast-rewrite.json';

/** `settings`: all else that decides what is written. Another one forgets everything. */
export function openMemory(output: OutputFolder, settings: string, isForced: boolean): RewriteMemory {
  const entries = isForced ? new Map<string, Entry>() : readEntries(output.read(memoryFile), settings);
  const seen = new Set<string>();
  let changes = 0;

  function note(path: string, entry: Entry): void {
    entries.set(path, entry);
    changes += 1;
  }

  function save(): void {
    if (changes === 0) return;
    changes = 0;
    const lines = [...entries].map(([path, entry]) => `${JSON.stringify(path)}:${JSON.stringify(entry)}`);
    output.put(
      memoryFile,
      Buffer.from(
        `{"holdfast":1,"settings":${JSON.stringify(settings)},"files":{\n${lines.join(',\n')}\n}}\n`,
      ),
    );
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
    gone: () =>
      [...entries].flatMap(([path, [, made]]) =>
        seen.has(path) || existsSync(path) || output.stampOf(output.targetOf(path)) !== made ? [] : [path],
      ),
    save,
  };
}

/** Stamp, stamp of what was made, names, what was shown, counts, and of a file that was too young to be sure its hash. */
type Entry = readonly [string, string, readonly string[], string, unknown, string | null];

function readEntries(bytes: Uint8Array | null, settings: string): Map<string, Entry> {
  const read =
    bytes === null
      ? null
      : (parsed(bytes) as { settings?: unknown; files?: unknown; holdfast?: unknown } | null);
  if (typeof read !== 'object' || read === null || read.holdfast !== 1 || read.settings !== settings)
    return new Map();
  if (typeof read.files !== 'object' || read.files === null) return new Map();
  return new Map(Object.entries(read.files).filter((entry): entry is [string, Entry] => isEntry(entry[1])));
}

function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value)) return false;
  const [stamp, made, names, shown, , hash] = value as unknown[];
  const isText = [stamp, made, shown].every((each) => typeof each === 'string');
  return (
    isText &&
    Array.isArray(names) &&
    names.every((name) => typeof name === 'string') &&
    (hash === null || typeof hash === 'string')
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
