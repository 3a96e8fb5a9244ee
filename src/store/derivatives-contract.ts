/** What was made of a kept picture for pages: kept as a blob of its own, so that it is the same for good. */
export interface Derivative {
  /** `image/avif`, `image/webp` */
  readonly mediaType: string;
  /** Pixels it was to be wide; it is narrower where the picture is. */
  readonly asked: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** SHA-256 of its bytes. */
  readonly blob: string;
}

export interface Derivatives {
  /** All that were made of that blob, by media type and width. */
  of(source: string): Promise<Derivative[]>;
  /** Notes what was made of it, in the place of what stood for the same type and width; nothing for a blob taken out. */
  keep(source: string, made: readonly Derivative[]): Promise<void>;
}
