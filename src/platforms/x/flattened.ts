import type { FlattenedRule } from '../../model/platform.ts';

const site = '(?:x|twitter)(?:\\.com)?';

/** Links and buttons of embeds and of the site, each a line of its own. */
const lines: readonly string[] = [
  `(?:view|see|read|watch|open)(?: more| this| the| full| original)*(?: post| tweet| video| conversation| thread)? (?:on|in|at) ${site}`,
  `(?:ver|veja|mira|leer)(?: el| este| esta| o| a)?(?: post| tweet| tuit| publicación| publicação| conversación completa)? (?:en|no|na) ${site}`,
  `(?:voir|lire)(?: le| ce| la)?(?: post| tweet| publication| conversation complète)? sur ${site}`,
  `(?:diesen )?(?:tweet |post |beitrag )?(?:auf|bei) ${site} (?:an)?(?:sehen|zeigen|anzeigen|schauen|lesen)`,
  `(?:vedi|visualizza|guarda|leggi)(?: il| questo)?(?: post| tweet)? su ${site}`,
  `(?:bekijk|zobacz|zobrazit|lihat|xem|se|vis|visa|visualizar)(?: \\p{L}{1,10}){0,3} (?:op|na|di|trên|på|no) ${site}`,
  `(?:посмотреть|смотреть|переглянути|дивитися|виж)(?: \\p{L}{1,10}){0,2} (?:в|на|у) ${site}`,
  `${site}['’]?(?:te|de|da|ta|'te) (?:gör|görüntüle|aç)`,
  `(?:عرض|شاهد|اقرأ)(?: \\p{L}{1,10})? (?:على|في) (?:${site}|إكس|تويتر)`,
  `${site} ?(?:で見る|で表示|에서 보기|上查看)`,
  `在 ?${site} ?上?(?:查看|檢視|觀看)`,
  'see new posts',
  'show (?:this|more) thread',
  'copy link(?: to (?:post|tweet))?',
  'read [\\d,.]+ (?:more )?repl(?:y|ies)',
  'embedded (?:tweet|post)',
];

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
      // behind the attribution
      '(?<=[)]\\s)(?:on|via|auf|en|sur|su|no|op|på) (?:x|twitter)(?![\\p{L}\\p{N}.])',
      `(?<=^[^\\S\\n]{0,9}|\\n[^\\S\\n]{0,9})(?:${lines.join('|')})(?=[^\\S\\n]{0,9}(?:\\n|$))`,
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
