import type { FlattenedRule } from '../../model/platform.ts';

/**
 * Posts of Bluesky in plain text: `text — Name (@handle.bsky.social) November 20, 2024 at 5:15 PM`, with
 * `[image or embed]` for whatever the post holds besides words.
 */
export const flattened: FlattenedRule = {
  shape: { kind: 'signed' },
  // a handle is a host name
  handle: /(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z][A-Za-z0-9-]{1,62}/u,
  mediaLink: null,
  shortLink: null,
  noise:
    /\[image or embed\]|(?:view|see|read)(?: (?:this|the))?(?: post| thread)? on bluesky|bluesky post by @?[\w.-]{1,200}/iu,
  // 300 letters as a reader counts them; shortened links and words extractors add
  fits: (text) => [...text.replace(/\p{M}|\u200d|\ufe0f/gu, '')].length <= 340,
};
