/** Answers that are none: pages in the way, trouble, other shapes. None of them is a state of post 1703436713362870723. */
export const walls: readonly {
  name: string;
  source: string;
  status: number;
  headers?: [string, string][];
  body: string;
}[] = ['x-syndication', 'x-oembed', 'x-fxtwitter'].flatMap((source) => [
  {
    name: 'a login page',
    source,
    status: 200,
    headers: html(),
    body: page(
      'Log in to X / X',
      '<form action="/sessions"><input name="session[username_or_email]"></form>',
    ),
  },
  {
    name: 'a page of trouble',
    source,
    status: 200,
    headers: html(),
    body: page('X', '<p>Something went wrong. Try reloading.</p>'),
  },
  {
    name: 'a captcha',
    source,
    status: 200,
    headers: html(),
    body: page(
      'Just a moment…',
      '<p>Verify you are human by completing the action below.</p><div id="challenge"></div>',
    ),
  },
  {
    name: 'a cookie wall',
    source,
    status: 200,
    headers: html(),
    body: page('Before you continue', '<button>Accept all cookies</button><button>Reject all</button>'),
  },
  {
    name: 'an age gate',
    source,
    status: 200,
    headers: html(),
    body: page('X', '<p>Age-restricted adult content. Confirm your age to continue.</p>'),
  },
  {
    name: 'an unavailable page',
    source,
    status: 200,
    headers: html(),
    body: page('X', '<p>This Post was deleted by the Post author.</p>'),
  },
  {
    name: 'a page of a suspended account',
    source,
    status: 200,
    headers: html(),
    body: page('Account suspended', '<p>X suspends accounts which violate the X Rules.</p>'),
  },
  {
    name: 'a rate limit as JSON',
    source,
    status: 200,
    headers: json(),
    body: '{"errors":[{"code":88,"message":"Rate limit exceeded"}]}',
  },
  {
    name: 'an error as JSON',
    source,
    status: 200,
    headers: json(),
    body: '{"errors":[{"code":32,"message":"Could not authenticate you."}]}',
  },
  {
    name: 'a newer kind of error',
    source,
    status: 200,
    headers: json(),
    body: '{"error":{"code":"deleted","message":"suspended"}}',
  },
  { name: 'an empty body', source, status: 200, headers: json(), body: '' },
  { name: 'blanks', source, status: 200, headers: json(), body: ' \r\n\t ' },
  {
    name: 'an empty skeleton',
    source,
    status: 200,
    headers: html(),
    body: '<!DOCTYPE html><html><body><div id="react-root"></div><script src="/main.js"></script></body></html>',
  },
  {
    name: 'a page in another language',
    source,
    status: 200,
    headers: html(),
    body: page('X', '<p>Dieser Post wurde gelöscht. Bitte melde dich an.</p>'),
  },
  { name: 'words in Arabic', source, status: 200, body: 'هذا المنشور غير متاح' },
  {
    name: 'bytes that are still packed',
    source,
    status: 200,
    headers: json(),
    body: '\u001f\ufffd\b\u0000\u0000\u0000\u0000\u0000\u0000\u0003\ufffd\ufffdK\u0004\u0000',
  },
  {
    name: 'JSON cut short',
    source,
    status: 200,
    headers: json(),
    body: '{"__typename":"TweetTombstone","tombstone":{"text":{"text":"This Post was deleted by the Post auth',
  },
  { name: 'null', source, status: 200, headers: json(), body: 'null' },
  { name: 'an empty list', source, status: 200, headers: json(), body: '[]' },
  { name: 'a string', source, status: 200, headers: json(), body: '"deleted"' },
  { name: 'an empty object', source, status: 200, headers: json(), body: '{}' },
  {
    name: 'another post',
    source,
    status: 200,
    headers: json(),
    body: '{"__typename":"Tweet","id_str":"20","text":"just setting up my twttr","user":{"id_str":"12","name":"jack","screen_name":"jack"}}',
  },
  { name: 'no content', source, status: 204, body: '' },
  {
    name: 'moved to a login',
    source,
    status: 301,
    headers: [['location', 'https://x.com/i/flow/login']] as [string, string][],
    body: '',
  },
  {
    name: 'moved for now',
    source,
    status: 302,
    headers: [['location', 'https://x.com/account/access']] as [string, string][],
    body: '',
  },
  {
    name: 'unauthorized',
    source,
    status: 401,
    headers: json(),
    body: '{"errors":[{"code":215,"message":"Bad Authentication data."}]}',
  },
  {
    name: 'forbidden',
    source,
    status: 403,
    headers: html(),
    body: page('403 Forbidden', '<p>Access denied</p>'),
  },
  {
    name: 'blocked by a court',
    source,
    status: 451,
    headers: html(),
    body: page('Blocked', '<p>This site has been blocked.</p>'),
  },
  {
    name: 'too many requests',
    source,
    status: 429,
    headers: [['retry-after', '60']] as [string, string][],
    body: 'Rate limit exceeded',
  },
  {
    name: 'broken',
    source,
    status: 500,
    headers: html(),
    body: page('Error', '<p>This Post is from a suspended account.</p>'),
  },
  { name: 'a bad gateway', source, status: 502, headers: html(), body: page('502 Bad Gateway', '') },
  {
    name: 'overloaded',
    source,
    status: 503,
    headers: [['retry-after', '3600']] as [string, string][],
    body: '{"__typename":"TweetTombstone","tombstone":{"text":{"text":"This Post was deleted by the Post author."}}}',
  },
  { name: 'a gateway’s own status', source, status: 530, body: 'error code: 1016' },
]);

function page(title: string, body: string): string {
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body>${body}</body></html>`;
}

function html(): [string, string][] {
  return [['content-type', 'text/html; charset=utf-8']];
}

function json(): [string, string][] {
  return [['content-type', 'application/json; charset=utf-8']];
}
