/** An answer that is none: a page in the way, trouble, another shape. */
export interface Wall {
  readonly name: string;
  readonly source: string;
  readonly status: number;
  readonly headers?: [string, string][];
  readonly body: string;
}

/** What stands in the way of any endpoint that answers in JSON; none of it says anything of a post. */
export function usualWalls(source: string): Wall[] {
  const page = (name: string, title: string, body: string, status = 200): Wall => ({
    name,
    source,
    status,
    headers: [['content-type', 'text/html; charset=utf-8']],
    body: `<!DOCTYPE html><html><head><title>${title}</title></head><body>${body}</body></html>`,
  });
  const json = (name: string, body: string, status = 200): Wall => ({
    name,
    source,
    status,
    headers: [['content-type', 'application/json; charset=utf-8']],
    body,
  });
  const moved = (name: string, status: number, location: string): Wall => ({
    name,
    source,
    status,
    headers: [['location', location]],
    body: '',
  });
  return [
    page('a login page', 'Log in', '<form action="/auth/sign_in"><input name="user[email]"></form>'),
    page('a page of trouble', 'Error', '<p>Something went wrong on our end.</p>'),
    page('a captcha', 'Just a moment…', '<p>Verify you are human by completing the action below.</p>'),
    page('a proof of work', 'Making sure you’re not a bot!', '<script id="anubis_challenge">{}</script>'),
    page('a cookie wall', 'Before you continue', '<button>Accept all cookies</button>'),
    page('an age gate', 'Sensitive content', '<p>Confirm your age to continue.</p>'),
    page('an unavailable page', 'Gone', '<p>This post was deleted by its author.</p>'),
    page('a page of a suspended account', 'Suspended', '<p>This account has been suspended.</p>'),
    page(
      'a page in another language',
      'Fehler',
      '<p>Dieser Beitrag wurde gelöscht. Bitte melde dich an.</p>',
    ),
    page('an empty skeleton', '', '<div id="app"></div><script src="/main.js"></script>'),
    page('a parked domain', 'example.org is for sale', '<p>Buy this domain.</p>'),
    { name: 'words in Arabic', source, status: 200, body: 'هذا المنشور غير متاح' },
    json('a rate limit as JSON', '{"error":"Too many requests"}'),
    json('an error as JSON', '{"error":{"code":"deleted","message":"suspended"}}'),
    json('a state by a name nobody gave', '{"status":"deleted","state":"suspended","reason":"takedown"}'),
    json('an empty body', ''),
    json('blanks', ' \r\n\t '),
    json(
      'bytes that are still packed',
      '\u001f\ufffd\b\u0000\u0000\u0000\u0000\u0000\u0000\u0003K\u0004\u0000',
    ),
    json('null', 'null'),
    json('an empty list', '[]'),
    json('a list of one', '[{}]'),
    json('a string', '"deleted"'),
    json('a number', '410'),
    json('an empty object', '{}'),
    json('a bomb of brackets', '['.repeat(100_000)),
    { name: 'no content', source, status: 204, body: '' },
    moved('moved to a login', 301, 'https://example.org/auth/sign_in'),
    moved('moved for now', 302, 'https://example.org/blocked'),
    json('unauthorized', '{"error":"This API requires an authenticated user"}', 401),
    page('forbidden', '403 Forbidden', '<p>Access denied</p>', 403),
    page('blocked by a court', 'Blocked', '<p>This site has been blocked.</p>', 451),
    { name: 'too many requests', source, status: 429, headers: [['retry-after', '60']], body: 'Throttled' },
    page('broken', 'We’re sorry', '<p>This account was suspended.</p>', 500),
    page('a bad gateway', '502 Bad Gateway', '', 502),
    { name: 'overloaded', source, status: 503, headers: [['retry-after', '3600']], body: '' },
    { name: 'a gateway’s own status', source, status: 530, body: 'error code: 1016' },
  ];
}
