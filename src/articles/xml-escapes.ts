import { findBasicReference } from '../html/basic-references.ts';
import type { MappedText, SourcePart } from '../html/mapped-text.ts';
import { mapText } from '../html/mapped-text.ts';

/** A stretch of an element's content. */
export interface XmlRun {
  readonly kind: 'text' | 'cdata';
  readonly start: number;
  readonly end: number;
}

/** The text of runs of content, references undone outside CDATA sections. */
export function textOfRuns(source: string, runs: readonly XmlRun[]): MappedText {
  return mapText(
    source,
    runs.map(
      ({ kind, start, end }): SourcePart => ({
        start,
        end,
        findEscape: kind === 'text' ? findBasicReference : null,
      }),
    ),
  );
}

/** How what stands between two places of the source is written: by the runs it begins and ends in. */
export function escapingInRuns(
  runs: readonly XmlRun[],
): (start: number, end: number) => XmlRun['kind'] | null {
  return (start, end) => {
    const first = runs.find((run) => start >= run.start && start < run.end);
    const last = runs.find((run) => end > run.start && end <= run.end);
    return first !== undefined && first.kind === last?.kind ? first.kind : null;
  };
}

/** An attribute's value, references undone. */
export function unescapeXml(source: string): string {
  return mapText(source, [{ start: 0, end: source.length, findEscape: findBasicReference }]).text;
}
