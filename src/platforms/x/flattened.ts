import type { FlattenedRule } from '../../model/platform.ts';

/** Posts of X in plain text: `text pic.twitter.com/AbCdEfGhIj — Name (@handle) September 14, 2023`. */
export const flattened: FlattenedRule = {
  shape: { kind: 'signed' },
  // 15 characters today, 20 in the first years
  handle: /[A-Za-z0-9_]{1,20}/u,
  // ids of media links are 10 characters; what follows is the next word glued on; splitters break it after the dot
  mediaLink: /pic\.\s?(?:twitter|x)\.com\/[A-Za-z0-9]{10}/u,
  shortLink: /https?:\/\/t\.co\/[A-Za-z0-9]{1,10}/u,
  noise: new RegExp(
    [
      // the accessibility words of the BBC's embeds
      '(?:skip|end of|start of) (?:x|twitter) post(?: \\d+)? by @?\\w+',
      '@\\w+ کی ٹوئٹر پر پوسٹ کا خاتمہ',
      // players and widgets of publishing systems
      '\\(opens in new tab\\)',
      '(?:a|this) (?:photo|video|post) (?:posted|shared) by (?:on|[^\\n(]{0,80}\\(@[\\w.]{1,30}\\)(?: on \\p{L}{3} \\d{1,2}, \\d{4} at \\d{1,2}:\\d\\d[ap]m P[DS]T)?)',
      'see more(?=\\p{Lu}|\\s*$)',
      "twitter'da gör",
      'see (?:this )?tweets?\\s?:',
      'tweet may have been deleted',
      '(?:allow|view) (?:x|twitter) content\\??',
    ].join('|'),
    'iu',
  ),
  fits: fitsPost,
};

/**
 * 140 characters until September 2017, when 280 were tried first; since then wide scripts count double.
 * A link counts as 23, the link to a post's own media not at all (it did until 2016: the slack of a lone link).
 */
function fitsPost(text: string, date: string | null): boolean {
  const counted = text
    .replace(/\s*pic\.\s?(?:twitter|x)\.com\/\w+/gu, '')
    .replace(/https?:\/\/\S+/gu, 'x'.repeat(23))
    .replace(/\s+/gu, ' ')
    .trim();
  return date !== null && date < '2017-09-26'
    ? [...counted].length <= 140 + slack
    : weigh(counted) <= 280 + slack;
}

/** Broken entities and words that extractors add. */
const slack = 8;

/** X counts Latin, Greek, Cyrillic, Arabic, Hebrew and Indic letters and general punctuation once, all else twice. */
function weigh(text: string): number {
  let weight = 0;
  for (const char of text)
    weight += /[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]/u.test(char) ? 1 : 2;
  return weight;
}
