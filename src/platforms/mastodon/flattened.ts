import type { FlattenedRule } from '../../model/platform.ts';

/**
 * Posts of Mastodon in plain text: `Post by @user@host` and `View on Mastodon`, all a blockquote of it holds; and what
 * pages print of one, signed `(@user@host)`.
 */
export const flattened: FlattenedRule = {
  shape: {
    kind: 'pattern',
    pattern:
      /(?:^[^\S\n]{0,9}|(?<=\s))Post by @(?<handle>\w(?:[\w.-]{0,62}\w)?@(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}-]{2,63})(?![\w.-]*@)\s{1,6}View on (?:Mastodon|\p{Lu}[\p{L}\p{N}]{2,30})/gmu,
    confidence: 0.95,
  },
  also: [{ kind: 'signed' }],
  handle: /\w(?:[\w.-]{0,62}\w)?@(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}-]{2,63}/u,
  mediaLink: null,
  shortLink: null,
  noise: /view on mastodon/iu,
  // 500 letters on most servers
  fits: (text) => text.length <= 1000,
};
