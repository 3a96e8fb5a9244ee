/**
 * `embed`: the platform's own embed page; `post`: the post's own page; `context`: the article around the embed, as it
 * was read; `card`: the fallback we render, a reconstruction.
 */
export type CaptureKind = 'embed' | 'post' | 'context' | 'card';
export type Theme = 'light' | 'dark';

/** Rendered evidence. Append-only; belongs to one snapshot. */
export interface Capture extends Pictures {
  readonly kind: CaptureKind;
  readonly theme: Theme;
  readonly at: string;
  /** The page that was shot; null for our own card. */
  readonly url: string | null;
  /** SHA-256 of the page on paper, a PDF; null where none was asked for. */
  readonly pdf: string | null;
  /** SHA-256 of the page as loaded, a WACZ that pictures taken together share; null for our own card. */
  readonly wacz: string | null;
  /** Id, author and text were seen in the shot element. Always false for a card and for context. */
  readonly verified: boolean;
  /** True for a card: we drew it, the platform didn't. */
  readonly reconstruction: boolean;
  /** Why the platform's page was not kept, where a card stands in for it. */
  readonly reason: string | null;
  /** Requests of the page that were not answered. */
  readonly missing: readonly string[];
  /** Browser and version. */
  readonly browser: string;
  /** How it was taken; null in archives from before that was kept. */
  readonly settings: CaptureSettings | null;
}

/** One picture in the forms it is kept in, each by its SHA-256. */
export interface Pictures {
  /** PNG: the evidence. */
  readonly blob: string;
  /** PNGs of what lies below it, from top to bottom, where the element is taller than one picture may be. */
  readonly parts: readonly string[];
  /** WebP for show, of the first PNG. */
  readonly show: string | null;
  /** The same as AVIF, smaller where it is very tall. */
  readonly avif: string | null;
  /** A small WebP for lists. */
  readonly thumb: string | null;
  /** Pixels of the first PNG. */
  readonly width: number;
  readonly height: number;
  /** Height in pixels of the whole element, where all PNGs together don't hold it; else null. */
  readonly cutFrom: number | null;
}

/** What a page was told of the browser that shows it, and what the browser was told of the page. */
export interface CaptureSettings {
  /** CSS pixels. */
  readonly width: number;
  /** Pixels to a CSS pixel. */
  readonly dpr: number;
  /** BCP 47. */
  readonly locale: string;
  /** IANA. */
  readonly timeZone: string;
  /** Which set of fonts it was written with. */
  readonly fonts: string;
  /** The consent layer that was closed first, by the name of its rule; null where there was none. */
  readonly consent: string | null;
}

/** What may be shot beside the embed page and our own card. */
export interface CaptureWishes {
  /** The article around the embed. */
  readonly context: boolean;
  /** Pages on paper. */
  readonly pdf: boolean;
  /** Pages as loaded. */
  readonly wacz: boolean;
}

/** The picture that shows a post best: verified before not, light before dark, the latest. Context shows an article. */
export function bestPicture<C extends Pick<Capture, 'kind' | 'theme' | 'verified'>>(
  captures: readonly C[],
): C | null {
  const ofPost = captures.filter(({ kind }) => kind !== 'context');
  const verified = ofPost.filter((capture) => capture.verified);
  const best = verified.length > 0 ? verified : ofPost;
  const isPlain = ({ kind, theme }: C) => kind !== 'post' && theme === 'light';
  return best.findLast(isPlain) ?? best.at(-1) ?? null;
}
