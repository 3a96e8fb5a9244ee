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

/** An attribute's value, references undone. */
export function unescapeXml(source: string): string {
  return mapText(source, [{ start: 0, end: source.length, findEscape: findBasicReference }]).text;
}
