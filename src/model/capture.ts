/** `embed`: the platform's own embed page; `card`: the fallback we render, a reconstruction. */
export type CaptureKind = 'embed' | 'card';
export type Theme = 'light' | 'dark';

/** Rendered evidence. Append-only; belongs to one snapshot. */
export interface Capture {
  readonly kind: CaptureKind;
  readonly theme: Theme;
  readonly at: string;
  /** The page that was shot; null for our own card. */
  readonly url: string | null;
  /** SHA-256 of the PNG kept as evidence. */
  readonly blob: string;
  /** SHA-256 of the WebP for show. */
  readonly show: string | null;
  /** Pixels of the PNG. */
  readonly width: number;
  readonly height: number;
  /** Id, author and text were seen in the shot element. Always false for a card. */
  readonly verified: boolean;
  /** True for a card: we drew it, the platform didn't. */
  readonly reconstruction: boolean;
  /** Why the platform's page was not kept, where a card stands in for it. */
  readonly reason: string | null;
  /** Requests of the page that were not answered. */
  readonly missing: readonly string[];
  /** Browser and version. */
  readonly browser: string;
}

/** The latest verified picture, else the latest of any kind. */
export function bestPicture<C extends { readonly verified: boolean }>(captures: readonly C[]): C | null {
  return captures.findLast((capture) => capture.verified) ?? captures.at(-1) ?? null;
}
