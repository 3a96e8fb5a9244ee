import type { FlattenedRule } from '../../model/platform.ts';

const handle = '[A-Za-z0-9_.]{2,24}';

/** What a post's own sound is called. */
const ownSound = [
  '[Oo]riginal (?:sound|audio)',
  '(?:sonido|son|som|sunet) original',
  'suono originale',
  'Originalton|[Oo]riginal(?:ljud|lyd)',
  'origineel geluid',
  'oryginalny dźwięk|dźwięk oryginalny',
  'původní zvuk',
  'pôvodný zvuk',
  'eredeti hang',
  'alkuperäinen ääni',
  'orijinal ses',
  'suara asli',
  'bunyi asal',
  'nhạc nền',
  'αρχικός ήχος',
  'оригинальный звук',
  'оригінальний звук',
  'оригинален звук',
  'الصوت الأصلي',
  'صدای اصلی',
  'הצליל המקורי',
  'เสียงต้นฉบับ',
  'オリジナル楽曲',
  '오리지널 사운드',
  '原[声聲]',
].join('|');

/** Posts of TikTok in plain text: `@handle`, the caption, `♬ sound – artist`, in lines of their own or in one. */
export const flattened: FlattenedRule = {
  shape: {
    kind: 'pattern',
    pattern: new RegExp(
      [
        `(?:^[^\\S\\n]{0,9}|(?<=[.!?…:"”]\\s))@(?<handle>${handle})\\s{1,4}`,
        // the caption, over at most nine lines none of which is another handle
        `(?<text>[^\\n♬]{0,2200}(?:\\n{1,3}(?!@${handle}[^\\S\\n]{0,9}\\n)[^\\n♬]{0,2200}){0,8})`,
        // a sound has its artist behind a dash, or is the post's own; where more follows, the artist has three names at most
        `♬\\s?(?:[^\\n♬]{1,120}?\\s[-–—]\\s[^\\n♬]{1,80}$|(?:${ownSound})[^\\S\\n]*$|[^\\n♬]{1,60}?\\s[-–—]\\s[^\\s♬]{1,40}(?:\\s\\p{Lu}[^\\s♬]{0,40}){0,2})`,
      ].join(''),
      'gmu',
    ),
    confidence: 0.95,
  },
  handle: new RegExp(handle, 'u'),
  mediaLink: null,
  shortLink: /https?:\/\/v[mt]\.tiktok\.com\/\w{1,20}/u,
  noise: /(?:watch|view) (?:on|more on) tiktok/iu,
  fits: (text) => text.length <= 4000,
};
