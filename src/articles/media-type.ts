export interface MediaType {
  /** Without parameters; empty when not told. */
  readonly mediaType: string;
  /** The `charset` parameter, as written. */
  readonly charset: string | null;
}

/** Reads a `Content-Type` header. */
export function mediaTypeOf(header: string): MediaType {
  const charset = /;\s*charset\s*=\s*["']?([^\s"';]{1,40})/iu.exec(header)?.[1] ?? null;
  return { mediaType: header.split(';', 1)[0]?.trim() ?? '', charset };
}
