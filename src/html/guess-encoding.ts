import { createRequire } from 'node:module';

/**
 * The likeliest encoding of bytes that are not UTF-8 and declare nothing: by the letters, and where those leave
 * it open, the one that pages of the declared language used (HTML standard, table of suggested defaults).
 * A WHATWG name; `windows-1252` when nothing tells.
 */
export function guessEncoding(bytes: Uint8Array): string {
  const words = wordsOf(bytes);
  chardet ??= createRequire(import.meta.url)('chardet') as typeof import('chardet');
  const guesses = chardet.analyse(words.subarray(0, analysedBytes)).flatMap(({ name, confidence }) => {
    const encoding = webName(name);
    return encoding === null ? [] : [{ encoding, confidence }];
  });
  const best = guesses[0];
  const usual = usualEncoding(bytes);
  if (usual !== null) {
    const seen = guesses.find(({ encoding }) => encoding === usual);
    if (best === undefined || best.confidence < sure || (seen?.confidence ?? 0) * 2 >= best.confidence)
      return usual;
  }
  return best?.encoding ?? 'windows-1252';
}

/** Loaded when it is first needed: hardly any page leaves its encoding open. */
let chardet: typeof import('chardet') | null = null;

const analysedBytes = 131_072;
const sure = 30;

/** Encodings by language, for pages of the time before UTF-8. */
const usualEncodings: Readonly<Record<string, string>> = {
  ar: 'windows-1256',
  fa: 'windows-1256',
  ur: 'windows-1256',
  ba: 'windows-1251',
  be: 'windows-1251',
  bg: 'windows-1251',
  cs: 'windows-1250',
  el: 'iso-8859-7',
  et: 'windows-1257',
  he: 'windows-1255',
  hr: 'windows-1250',
  hu: 'iso-8859-2',
  ja: 'shift_jis',
  kk: 'windows-1251',
  ko: 'euc-kr',
  lt: 'windows-1257',
  lv: 'windows-1257',
  mk: 'windows-1251',
  pl: 'iso-8859-2',
  ru: 'windows-1251',
  sk: 'windows-1250',
  sl: 'iso-8859-2',
  sr: 'windows-1251',
  th: 'windows-874',
  tr: 'windows-1254',
  uk: 'windows-1251',
  vi: 'windows-1258',
};

/** The WHATWG name of an encoding the guesser named; null for EBCDIC, UTF-32 and others no page is in. */
function webName(name: string): string | null {
  try {
    const { encoding } = new TextDecoder(name);
    if (encoding.startsWith('utf-')) return null;
    return name === 'ASCII' ? null : encoding;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function usualEncoding(bytes: Uint8Array): string | null {
  const head = latin1(bytes.subarray(0, 8192));
  const tag = /<(?:html|body)\b[^>]{0,2000}\blang\s*=\s*["']?([a-z]{2,3})\b/iu.exec(head);
  return usualEncodings[tag?.[1]?.toLowerCase() ?? ''] ?? null;
}

/** The bytes without tags, scripts and styles, whose Latin letters would drown the words. */
function wordsOf(bytes: Uint8Array): Uint8Array {
  const text = latin1(bytes.subarray(0, analysedBytes * 4));
  const words = text
    .replace(/<(script|style)\b[^<>]*>[^<]*(?:<(?!\/\1)[^<]*)*/giu, ' ')
    .replace(/<[^<>]*>/gu, ' ')
    .replace(/\s+/gu, ' ');
  return Buffer.from(words, 'latin1');
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
