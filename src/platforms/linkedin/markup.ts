import type { MarkupRule } from '../../model/platform.ts';
import { frameMarkup } from '../frame-markup.ts';

/** How posts of LinkedIn stand in pages: frames, and nothing of the post's words beside them. */
export const markup: readonly MarkupRule[] = frameMarkup('linkedin');
