import type { WallKind } from '../../src/model/wall.ts';
import { type PlatformPost, partsOf } from './platform-posts.ts';

export interface WallPage {
  readonly name: string;
  /** The first is the best word for it; others are no lie. */
  readonly kinds: readonly WallKind[];
  draw(post: PlatformPost): string;
}

const page = (body: string, head = '') =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const still = (kinds: readonly WallKind[], name: string, body: string, head = ''): WallPage => ({
  name,
  kinds,
  draw: () => page(body, head),
});
const over = (kinds: readonly WallKind[], name: string, layer: string): WallPage => ({
  name,
  kinds,
  draw: (post) => page(`${post.draw(partsOf(post))}${layer}`),
});
const layer = (words: string, style = 'inset: 0; background: #fff') =>
  `<div role="dialog" style="position: fixed; z-index: 9; ${style}">${words}</div>`;

/** What stands, on any platform, where a post should. */
export const wallPages: readonly WallPage[] = [
  still(
    ['login'],
    'a login',
    '<h1>Welcome back</h1><form action="/session"><input name="user"><input type="password"><button>Go</button></form>',
  ),
  still(
    ['login'],
    'a login that says why',
    '<h1>See what’s happening</h1><p>Sign up to see photos and videos. Already have an account? <b>Log in</b></p>',
  ),
  still(
    ['login'],
    'a way to a login',
    '',
    '<meta http-equiv="refresh" content="600; url=/accounts/login?next=1">',
  ),
  over(['login'], 'a login over the post', layer('<h2>Log in to continue</h2><input type="password">')),
  over(
    ['login'],
    'a login over half of the post',
    layer('<p>You must log in</p>', 'inset: 0 0 0 20%; background: #eee'),
  ),
  over(
    ['login'],
    'a login that lets clicks through',
    layer('<p>Please log in</p>', 'inset: 0; background: #fff; pointer-events: none !important'),
  ),
  still(
    ['consent'],
    'a consent page',
    '<h1>Before you continue to the site</h1><p>We use cookies and data</p><form><button>Reject all</button><button>Accept all</button></form>',
  ),
  still(
    ['consent'],
    'a consent page in German',
    '<h1>Bevor Sie zur Seite weitergehen</h1><button>Alle ablehnen</button><button>Alle akzeptieren</button>',
  ),
  over(
    ['consent'],
    'a consent layer over the post',
    layer('<div id="onetrust-banner-sdk">We and our partners store data <button>Fine</button></div>'),
  ),
  over(['covered', 'consent'], 'a layer without words over the post', layer('')),
  still(
    ['captcha'],
    'a puzzle in a frame',
    '<h1>One more step</h1><iframe width="300" height="80" src="https://newassets.hcaptcha.com/captcha"></iframe>',
  ),
  still(['captcha'], 'a puzzle in words', '<h1>Verify you are human</h1><p>Press and hold</p>'),
  still(['captcha'], 'a puzzle in Russian', '<h1>Подтвердите, что вы не робот</h1>'),
  still(
    ['interstitial'],
    'a check of the browser',
    '<div class="main-wrapper"><div id="challenge-form"><p>example.org needs to review the security of your connection.</p></div></div>',
    '<title>Just a moment...</title>',
  ),
  still(
    ['interstitial'],
    'a check of the browser by its title',
    '<div></div>',
    '<title>Just a moment...</title>',
  ),
  still(['interstitial'], 'a proof of work', '<h1>Making sure you&#39;re not a bot!</h1><p>Loading...</p>'),
  still(
    ['interstitial'],
    'a call for JavaScript',
    '<h1>JavaScript is not available.</h1><p>Please enable JavaScript or switch to a supported browser.</p>',
  ),
  still(['error'], 'an error', '<p>Something went wrong. Try reloading.</p><button>Retry</button>'),
  still(['error'], 'an error in French', '<p>Une erreur s’est produite. Réessayez plus tard.</p>'),
  still(['rate-limit'], 'plain words on a limit', '<pre>Rate limit exceeded\n</pre>'),
  still(
    ['rate-limit'],
    'JSON on a limit',
    '<pre>{"errors":[{"code":88,"message":"Too many requests"}]}</pre>',
  ),
  still(
    ['age-gate', 'region'],
    'an age gate',
    '<h2>Mature content</h2><p>You must be 18 or older</p><button>Yes</button><button>No</button>',
  ),
  still(['region'], 'a border', '<p>This video isn’t available in your country</p>'),
  still(
    ['unavailable'],
    'a page that is gone',
    '<h1>Hmm...this page doesn’t exist.</h1><a href="/search">Search</a>',
  ),
  still(['unavailable'], 'a post that is gone, in Japanese', '<p>この投稿は削除されました</p>'),
  still(['empty'], 'a blank page', ''),
  still(
    ['empty'],
    'a skeleton',
    '<div aria-busy="true"><div class="skeleton-line" style="height: 20px; background: #eee"></div></div>',
  ),
  still(['empty'], 'a spinner', '<div role="progressbar" style="height: 40px">&nbsp;</div>'),
  {
    name: 'an empty frame of the post',
    kinds: ['empty', 'id', 'text', 'author'],
    draw: (post) => page(post.draw({ id: '', handle: '', text: '' })),
  },
  {
    name: 'another post',
    kinds: ['id'],
    draw: (post) => page(post.draw({ ...partsOf(post), id: post.otherId })),
  },
  {
    name: 'another author',
    kinds: ['author'],
    draw: (post) => page(post.draw({ ...partsOf(post), handle: 'jane.d0e' })),
  },
  {
    name: 'other words',
    kinds: ['text'],
    draw: (post) => page(post.draw({ ...partsOf(post), text: 'The slow brown fox' })),
  },
  {
    name: 'a translation',
    kinds: ['language'],
    draw: (post) =>
      page(
        post.draw({
          ...partsOf(post),
          text: 'Der schnelle braune Fuchs springt',
          more: '<p>Translated from English · Show original</p>',
        }),
      ),
  },
  {
    name: 'a translation by the browser',
    kinds: ['language'],
    draw: (post) =>
      page(
        post.draw({
          ...partsOf(post),
          text: '<font style="vertical-align: inherit"><font style="vertical-align: inherit">Der schnelle braune Fuchs</font></font>',
        }),
      ),
  },
  {
    name: 'its words unseen',
    kinds: ['text'],
    draw: (post) =>
      page(post.draw({ ...partsOf(post), text: `<span style="opacity: 0">${partsOf(post).text}</span>` })),
  },
];
