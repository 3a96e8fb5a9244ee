/** A word as it is searched for, and where it stands in the text: UTF-16 units, end excluded. */
export interface Word {
  /** Folded: what two spellings of it share. Only letters, digits, marks and emoji. */
  readonly token: string;
  readonly start: number;
  readonly end: number;
  /** The last letter of a run in a script that writes no spaces: the pair before it holds it already. */
  readonly isTail: boolean;
}

/** UTF-16 units of a word that are looked at; what is longer is no word of anybody's. */
const longestToken = 64;

/**
 * The words of a text in NFC, in order. Case, width, diacritics and letters that one keyboard writes otherwise than
 * another are folded, and Arabic words lose their article; the two kana are kept apart. Scripts without spaces give
 * overlapping pairs and the last letter (`東京都` gives 東京, 京都, 都), so that any part of them is found as a phrase of
 * pairs. Punctuation parts words, `#` and `@` included; the scheme of an address and its `www.` are no words. Pure.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let before: { readonly unit: string; readonly start: number; readonly end: number } | null = null;
  const endRun = () => {
    if (before !== null)
      words.push({ token: before.unit, start: before.start, end: before.end, isTail: true });
    before = null;
  };
  for (const match of text.matchAll(pieces)) {
    const { index: start, 0: piece } = match;
    const end = start + piece.length;
    if (match[1] !== undefined) {
      endRun();
      continue;
    }
    if (match[2] !== undefined) {
      const unit = folded(piece);
      if (unit === '') continue;
      if (before !== null && before.end !== start) endRun();
      if (before !== null) words.push({ token: before.unit + unit, start: before.start, end, isTail: false });
      before = { unit, start, end };
      continue;
    }
    endRun();
    const tokens = match[3] === undefined ? tokensOf(piece) : [piece];
    for (const token of tokens)
      words.push({ token: token.slice(0, longestToken), start, end, isTail: false });
  }
  endRun();
  return words;
}

/** An address with its escapes read, as people see it and look for it. */
export function readableAddress(address: string): string {
  if (!address.includes('%')) return address;
  try {
    return decodeURIComponent(address).toWellFormed();
  } catch {
    // Not UTF-8: the escapes stay as they are.
    return address;
  }
}

/** A text in which case, width, diacritics and keyboards make no difference. */
export function folded(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  const known = foldedBefore.get(text);
  if (known !== undefined) return known;
  const result = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('и\u0306', 'й')
    .replace(ignoredMarks, '')
    .normalize('NFC')
    .replace(foldedLetters, (letter) => letters.get(letter) ?? letter)
    .replace(deadN, 'ं')
    .replace(foreignDigits, digitOf);
  if (foldedBefore.size >= mostKept) foldedBefore.clear();
  foldedBefore.set(text, result);
  return result;
}

/** The same words come again and again. */
const foldedBefore = new Map<string, string>();
const mostKept = 50_000;

function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

/** Compatibility characters may turn out to be several words, or one in brackets. */
function tokensOf(piece: string): readonly string[] {
  if (isPlain(piece)) return [piece.toLowerCase()];
  return (folded(piece).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map((word) => word.replace(arabicArticle, ''));
}

/**
 * Arabic writes the article, and what may stand before that, as one word with the noun: القاهرة, بالقاهرة, للقاهرة. Of
 * short words it may be a part.
 */
const arabicArticle = /^(?:[وفبك]?ال|لل)(?=\p{L}{3})/u;

/** The same of a word that is only begun, so that it is found however it goes on. */
export function begunWord(token: string): string {
  return token.replace(/^(?:[وفبك]?ال|لل)(?=\p{L}{1,2}$)/u, '');
}

/** Letters of scripts that write no spaces between words, or glue what others write apart. */
const unspaced =
  '[[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Bopo}\u30fc\uff70\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}\\p{sc=Tibt}]&&\\p{L}]';

/** Addresses' beginnings; letters of scripts without spaces, each with its marks; emoji; words. */
const pieces = new RegExp(
  [
    '(\\b[Hh][Tt][Tt][Pp][Ss]?://(?:www\\.)?|\\bwww\\.)',
    `(${unspaced}[\\p{M}\\p{Cf}\uff9e\uff9f]*)`,
    '(\\p{RI}{2}|[\\p{Extended_Pictographic}--[©®™‼⁉ℹ]])',
    `[[\\p{L}\\p{N}]--${unspaced}][[\\p{L}\\p{N}\\p{M}\\p{Cf}]--${unspaced}]*`,
  ].join('|'),
  'gv',
);

/**
 * Marks that many leave out: accents, tashkeel, niqqud, nukta, and characters that aren't seen. Vowel signs of Indic
 * scripts and the voicing marks of kana make other letters.
 */
const ignoredMarks =
  /[[[\p{sc=Zinh}\p{sc=Arab}\p{sc=Hebr}\p{sc=Cyrl}\p{sc=Syrc}]&&\p{M}]--[\u3099\u309a]]|[\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc]|\p{Cf}|\u0640/gv;

const letters: ReadonlyMap<string, string> = new Map([
  // Latin and Greek letters that have no accent to lose
  ...pairs('ß:ss æ:ae œ:oe ø:o đ:d ð:d þ:th ł:l ħ:h ŧ:t ı:i ĸ:k ς:σ'),
  // alef, yeh, heh and kaf, by whatever keyboard
  ...pairs('ٱ:ا ٲ:ا ٳ:ا ى:ي ی:ي ة:ه ۃ:ه ہ:ه ھ:ه ە:ه ک:ك ڪ:ك'),
  ...pairs('ँ:ं'),
]);

const foldedLetters = new RegExp(`[${[...letters.keys()].join('')}]`, 'gu');

/** हिन्दी and हिंदी are one word. */
const deadN = /न्(?=[\u0915-\u0939])/gu;

const foreignDigits = /[\p{Nd}--[0-9]]/gv;

/** Zero in each script whose digits are in use; nine more follow. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
  0xf20, 0x1040, 0x17e0, 0x1810,
];

function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = zeros.find((start) => code >= start && code < start + 10);
  return zero === undefined ? digit : String(code - zero);
}

function pairs(written: string): [string, string][] {
  return written.split(' ').map((pair) => {
    const [from = '', to = ''] = pair.split(':');
    return [from, to];
  });
}
