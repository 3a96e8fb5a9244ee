import type { FlattenedRule } from '../../model/platform.ts';

const head =
  '[^\\n,[\\]]{1,64}, \\[\\d{1,4}[./-]\\d{1,2}[./-]\\d{2,4},? (?:at )?\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?: [AP]M)?\\]';

/** Messages as Telegram's programs copy them: `Channel, [14.09.2023 10:22]`, then the text up to a blank line. */
export const flattened: FlattenedRule = {
  shape: {
    kind: 'pattern',
    pattern: new RegExp(
      [
        '^(?<name>[^\\n,[\\]]{1,64}), \\[(?<date>\\d{1,4}[./-]\\d{1,2}[./-]\\d{2,4}),? (?:at )?\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?: [AP]M)?\\]:?[^\\S\\n]{0,9}\\n',
        '(?:\\[(?:Forwarded from|Переслано (?:из|от)|Weitergeleitet (?:von|aus)) [^\\n]{1,100}\\]\\n)?',
        `(?<text>[^\\n]{1,4096}(?:\\n(?!${head})[^\\n]{1,4096}){0,30})`,
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
