import type { CaptureKind, Theme } from '../model/capture.ts';
import type { Change } from '../model/changes.ts';
import type { Interval } from '../model/intervals.ts';
import type { Cause } from '../model/snapshot.ts';
import type { Entry } from '../model/time-line.ts';
import type { FallbackView } from './view.ts';

/** All that the page of a post over time is made of. Times are ISO 8601 in UTC, hashes SHA-256 in hex. */
export interface RecordView {
  /** The post as it stands: its latest version, in its present state. */
  readonly now: FallbackView;
  readonly intervals: readonly Interval[];
  readonly timeLine: readonly Entry[];
  readonly versions: readonly VersionView[];
  readonly articles: readonly ArticleView[];
  readonly captures: readonly CaptureView[];
  readonly evidence: readonly EvidenceView[];
  /** When the page was made. */
  readonly madeAt: string;
}

export interface VersionView {
  /** From 1. */
  readonly number: number;
  /** The snapshot's. */
  readonly id: number;
  readonly cause: Cause;
  /** What differs from the version before. */
  readonly changes: readonly Change[];
  /** As it was then; null for one whose card is not shown. */
  readonly view: FallbackView | null;
}

export interface ArticleView {
  /** A path or an address. */
  readonly name: string;
  /** Bytes. */
  readonly start: number;
  readonly end: number;
  /** What it prints of the post. */
  readonly text: string | null;
}

export interface CaptureView {
  readonly kind: CaptureKind;
  readonly theme: Theme;
  readonly at: string;
  readonly verified: boolean;
  /** The picture itself, as a `data:` address. */
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

export interface EvidenceView {
  readonly kind: 'wire' | 'medium' | 'capture' | 'article';
  readonly hash: string;
  readonly at: string | null;
  /** Whose answer it is. */
  readonly source: string | null;
  /** Where it lies in the archive's folder, if as it came. */
  readonly path: string | null;
}
