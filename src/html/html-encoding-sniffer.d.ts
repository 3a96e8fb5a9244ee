declare module 'html-encoding-sniffer' {
  /** The canonical name of the encoding, or `defaultEncoding` when nothing declares one. */
  export default function sniff(
    bytes: Uint8Array,
    options: {
      readonly transportLayerEncodingLabel?: string;
      readonly defaultEncoding?: string;
      readonly maxPrescanBytes?: number;
    },
  ): string;
}
