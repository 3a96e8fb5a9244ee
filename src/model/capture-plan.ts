import type { Capture, CaptureKind, CaptureWishes, Theme } from './capture.ts';

/** One picture to be taken. */
export interface PlannedShot {
  readonly kind: CaptureKind;
  readonly theme: Theme;
  /** The article, for `context`; else null. */
  readonly article: string | null;
}

/** What a post can be shot on. */
export interface ShotPlaces {
  /** Whether the platform shows it on an embed page, and on a page of its own. */
  readonly embed: boolean;
  readonly post: boolean;
  /** Articles that embed it, by name. */
  readonly articles: readonly string[];
}

/**
 * The pictures a snapshot lacks: its embed page in light and dark, the post's own page, our own card, and where wished
 * the articles around it. In the order they are taken in; what was not verified counts as lacking. Pure.
 */
export function shotsDue(
  taken: readonly Pick<Capture, 'kind' | 'theme' | 'verified' | 'url' | 'pdf'>[],
  places: ShotPlaces,
  wishes: CaptureWishes,
): readonly PlannedShot[] {
  const pages: PlannedShot[] = [
    ...(places.embed ? [pageShot('embed', 'light'), pageShot('embed', 'dark')] : []),
    ...(places.post ? [pageShot('post', 'light')] : []),
  ];
  const isThere = ({ kind, theme }: PlannedShot) =>
    taken.some(
      (capture) =>
        capture.kind === kind &&
        capture.theme === theme &&
        capture.verified &&
        (capture.pdf !== null || !wishes.pdf || theme === 'dark'),
    );
  const contexts = wishes.context ? [...new Set(places.articles)].map(contextShot) : [];
  return [
    ...pages.filter((shot) => !isThere(shot)),
    ...contexts.filter(
      ({ article }) => !taken.some(({ kind, url }) => kind === 'context' && url === article),
    ),
    ...(taken.some(({ kind }) => kind === 'card') ? [] : [pageShot('card', 'light')]),
  ];
}

function pageShot(kind: CaptureKind, theme: Theme): PlannedShot {
  return { kind, theme, article: null };
}

function contextShot(article: string): PlannedShot {
  return { kind: 'context', theme: 'light', article };
}
