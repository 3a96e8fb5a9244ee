import { byteOrderMark, utf16WithoutMark } from '../html/decoded-text.ts';
import type { ArticleFormat } from '../model/article.ts';

/** Format by a file's or address's last extension, any case; null when it says nothing. */
export function formatByName(name: string): ArticleFormat | null {
  const extension = /\.([a-z0-9]{1,8})$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
  return formats.get(extension) ?? null;
}

/** Is it a file a folder is searched for? `feed`: only if it holds a feed, which its content must tell. */
export function isArticleName(name: string): boolean | 'feed' {
  if (/\.(?:xml|rdf|json)$/iu.test(name)) return 'feed';
  return formatByName(name) !== null || /\.(?:rss|atom|warc|warc\.gz|wacz)$/iu.test(name);
}

/** What `isArticleName` takes, in words. */
export const searchedNames =
  '.html .htm .xhtml .md .markdown .mdx .qmd .rmd .txt, templates (.astro .svelte .vue .njk .liquid .hbs .twig .ejs .erb .php), feeds, .warc .warc.gz .wacz';

/** Format by a media type (without parameters); null where that leaves it open. */
export function formatByMediaType(mediaType: string): ArticleFormat | null {
  return mediaTypes.get(mediaType.toLowerCase()) ?? null;
}

/** How text is written, by its first 4 KiB: as HTML if it has a tag of a page or a paragraph, else as plain text. */
export function writtenAs(bytes: Uint8Array): ArticleFormat {
  const head = latin1(bytes.subarray(0, 4096)).replaceAll('\0', '');
  return /<(?:!doctype\s+html|html|head|body|article|section|div|p|h[1-6]|blockquote|iframe|script|figure|span|ul|a\s+href)\b/iu.test(
    head,
  )
    ? 'html'
    : 'text';
}

/** What bytes are that are no text: in words, or null for text. Decided by signature, else by the share of controls. */
export function whatElse(bytes: Uint8Array): string | null {
  const known = signatures.find(([signature]) => startsWith(bytes, signature));
  if (known !== undefined) return known[1];
  if (byteOrderMark(bytes) !== null || (bytes.length >= 8 && utf16WithoutMark(bytes) !== null)) return null;
  const sample = bytes.subarray(0, 65_536);
  const controls = countControls(sample);
  return controls > sample.length / 50 ? 'a binary file' : null;
}

const formats: ReadonlyMap<string, ArticleFormat> = new Map([
  ['html', 'html'],
  ['htm', 'html'],
  ['xhtml', 'html'],
  // templates whose HTML stands as it is shown
  ['astro', 'html'],
  ['svelte', 'html'],
  ['vue', 'html'],
  ['njk', 'html'],
  ['liquid', 'html'],
  ['hbs', 'html'],
  ['twig', 'html'],
  ['ejs', 'html'],
  ['erb', 'html'],
  ['php', 'html'],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['mdx', 'markdown'],
  // Quarto and R Markdown
  ['qmd', 'markdown'],
  ['rmd', 'markdown'],
  ['txt', 'text'],
  ['json', 'json'],
]);

const mediaTypes: ReadonlyMap<string, ArticleFormat> = new Map([
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['text/markdown', 'markdown'],
  ['text/x-markdown', 'markdown'],
  ['application/json', 'json'],
  ['application/feed+json', 'json'],
]);

const signatures: readonly (readonly [signature: string, what: string])[] = [
  ['\x89PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['%PDF-', 'a PDF'],
  ['\x1f\x8b', 'compressed with gzip'],
  ['PK\x03\x04', 'a ZIP archive or an office document'],
  ['\xd0\xcf\x11\xe0', 'an office document'],
  ['SQLite format 3\0', 'a SQLite database'],
  ['\x7fELF', 'a program'],
];

/** Four bytes at once: only where one of them is below a space, or a delete, are they looked at one by one. */
function countControls(bytes: Uint8Array): number {
  const isAligned = bytes.byteOffset % 4 === 0;
  const words = new Uint32Array(
    bytes.buffer,
    isAligned ? bytes.byteOffset : 0,
    isAligned ? bytes.length >> 2 : 0,
  );
  let controls = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? 0;
    const deletes = word ^ 0x7f7f7f7f;
    const low = ((word - 0x20202020) & ~word) | ((deletes - 0x01010101) & ~deletes);
    if ((low & 0x80808080) === 0) continue;
    for (let byte = 0; byte < 4; byte += 1) controls += isControl((word >>> (8 * byte)) & 0xff) ? 1 : 0;
  }
  for (let at = words.length * 4; at < bytes.length; at += 1) controls += isControl(bytes[at] ?? 0) ? 1 : 0;
  return controls;
}

/** All but tab, line ends, form feed and the escape of ISO-2022-JP. */
function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x1b && (byte < 0x09 || byte > 0x0d)) || byte === 0x7f;
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return latin1(bytes.subarray(0, signature.length)) === signature;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
