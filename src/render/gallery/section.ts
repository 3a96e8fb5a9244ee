import type { FallbackView } from '../view.ts';

/** Views worth looking at, each by the name its card goes by in the gallery and among the goldens. */
export type Examples = Readonly<Record<string, FallbackView>>;

/** A part of the gallery: examples that are looked at together. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly examples: Examples;
}
