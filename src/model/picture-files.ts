import type { Capture, CaptureKind, Theme } from './capture.ts';

/** The files a picture is kept in: itself, and its page on paper and as loaded. */
export const pictureForms = ['png', 'webp', 'avif', 'pdf', 'wacz'] as const;

export type PictureForm = (typeof pictureForms)[number];

export function isPictureForm(form: string): form is PictureForm {
  return pictureForms.some((known) => known === form);
}

export const captureKinds = ['embed', 'post', 'card', 'context'] as const satisfies readonly CaptureKind[];

export const themes = ['light', 'dark'] as const satisfies readonly Theme[];

/** SHA-256 of the picture in that form; null where it isn't kept so. */
export function fileOf(
  { blob, show, avif, pdf, wacz }: Pick<Capture, 'blob' | 'show' | 'avif' | 'pdf' | 'wacz'>,
  form: PictureForm,
): string | null {
  return { png: blob, webp: show, avif, pdf, wacz }[form];
}

/**
 * Captures as well as they show a post: verified before not, the embed and our card in light before others, the latest
 * first; articles around the post come last.
 */
export function bestFirst<C extends Pick<Capture, 'kind' | 'theme' | 'verified'>>(
  captures: readonly C[],
): C[] {
  const rankOf = ({ kind, theme, verified }: C) =>
    (kind === 'context' ? 4 : 0) + (verified ? 0 : 2) + (kind !== 'post' && theme === 'light' ? 0 : 1);
  return captures.toReversed().sort((one, other) => rankOf(one) - rankOf(other));
}
