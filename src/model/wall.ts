/** What may stand on a page in place of the post that was looked for. */
export const wallKinds = [
  // others have it closed
  'interstitial',
  'captcha',
  'rate-limit',
  'region',
  'age-gate',
  'unavailable',
  'consent',
  'login',
  'error',
  // it isn't the post, or not all of it
  'language',
  'empty',
  'covered',
  'id',
  'author',
  'text',
  'moved',
] as const;

/**
 * `interstitial`: a page that checks the browser first; `region`: closed to this country; `language`: the post in other
 * words than its author's; `empty`: nothing of it yet; `covered`: something lies over it; `id`, `author`, `text`: another
 * post's, or unseen; `moved`: it changed while it was shot; `error`: the page's own trouble.
 */
export type WallKind = (typeof wallKinds)[number];
