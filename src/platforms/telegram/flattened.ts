import type { FlattenedRule } from '../../model/platform.ts';

const time = '\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?';
/** As programs print a day and a time; with slashes, which citations have too, only what nobody writes by hand. */
const stamps = [
  `\\d{1,2}[.-]\\d{1,2}[.-]\\d{2}(?:\\d{2})?,? (?:(?:at|в) )?${time}(?: [AP]M)?`,
  `\\d{4}[./-]\\d{1,2}[./-]\\d{1,2},? ${time}`,
  `\\d{1,2}/\\d{1,2}/\\d{2}(?:\\d{2})?,? (?:at )?(?:${time} [AP]M|\\d{1,2}:\\d{2}:\\d{2})`,
  `(?:1[3-9]|2\\d|3[01])/\\d{1,2}/\\d{2}(?:\\d{2})?,? ${time}`,
].join('|');
const name = '[^\\n,[\\]]{1,64}';
const forwarded =
  '\\[(?:Forwarded from|Переслано (?:из|от)|Переслано від|Weitergeleitet (?:von|aus)|Reenviado de) [^\\n]{1,100}\\]\\n';

/** Messages as Telegram's programs copy them: `Channel, [14.09.2023 10:22]`, then the text up to a blank line. */
export const flattened: FlattenedRule = {
  shape: {
    kind: 'pattern',
    pattern: new RegExp(
      [
        `^(?<name>${name}), \\[(?=(?:${stamps})\\])(?<date>[\\d./-]{6,10})[^\\]\\n]{4,20}\\]:?[^\\S\\n]{0,9}\\n(?:${forwarded})?`,
        // a sentence that goes on belongs to no message
        `(?!\\p{Ll}+[ ,])(?<text>[^\\n]{1,4096}(?:\\n(?!${name}, \\[(?:${stamps})\\])[^\\n]{1,4096}){0,30})`,
      ].join(''),
      'gmu',
    ),
    confidence: 0.8,
  },
  handle: /[A-Za-z]\w{3,31}/u,
  mediaLink: null,
  shortLink: null,
  noise: /view in telegram/iu,
  fits: (text) => text.length <= 4096,
};
