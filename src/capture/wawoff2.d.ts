declare module 'wawoff2' {
  /** TTF or OTF bytes of a WOFF2 file. */
  export function decompress(woff2: Uint8Array): Promise<Uint8Array>;
}
