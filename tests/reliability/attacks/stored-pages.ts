import { type Author, nobody, type Post, pictureAt, type Segment } from '../../../src/model/post.ts';
import { renderAmp } from '../../../src/render/amp.ts';
import { renderHtml } from '../../../src/render/html.ts';
import { renderPage } from '../../../src/render/page.ts';
import { hostPage } from '../../render/host-page.ts';
import { photo, post, view } from '../../render/views.ts';
import type { ArchiveAttack } from './attack.ts';
import { openArchiveSite, openReader, type Reading, read } from './reader.ts';

/** What is put wherever a post has words or addresses; each would ask for `/account/…`, run, or set a cookie. */
const payloads: readonly string[] = [
  `<script>pwned = 1; fetch('/account/delete', { method: 'POST' })</script>`,
  `"><img src=x onerror="pwned = 1; fetch('/account/delete')">`,
  `' onmouseover='pwned=1' onfocus=pwned=1 autofocus tabindex=0 x='`,
  `</title></style></textarea></noscript></template><script>pwned = 1</script>`,
  `<form action="/account/delete" method=post><button autofocus>x</button></form><iframe src="/account/delete"></iframe>`,
  `<meta http-equiv="refresh" content="0; url=/account/delete"><meta http-equiv="Set-Cookie" content="session=forged">`,
  `<svg onload="pwned=1"><animate onbegin="pwned=1" attributeName=x dur=1s /><use href="/account/use#x" /></svg>`,
  `<link rel=stylesheet href=/account/style><style>@import "/account/import"; * { background: url(/account/picture) }</style>`,
  `javascript:pwned=1;fetch('/account/delete')`,
  `data:text/html,<script>parent.pwned=1</script>`,
  `/account/delete`,
  `//127.0.0.1/account/delete`,
  `<base href="/account/"><object data="/account/object"></object><embed src="/account/embed"><video src="/account/video" autoplay></video>`,
  `--><!--><script>pwned=1</script>]]><xmp><script>pwned=1</script>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=pwned=1></style></table></mtext></math>`,
  `expression(pwned=1); background: url(/account/css)`,
];

/** A post that is nothing but payload, in every part that its author or its platform fills. */
function hostilePost(payload: string): Post {
  const picture = { ...pictureAt(payload, `https://media.example/${payload}`), width: 10, height: 10 };
  const by: Author = {
    ...nobody,
    id: payload,
    name: payload,
    handle: payload,
    url: payload,
    avatar: picture,
    verified: payload,
  };
  const segments: readonly Segment[] = [
    { kind: 'text', text: payload },
    { kind: 'link', text: payload, url: payload },
    { kind: 'mention', text: payload, handle: payload, url: payload },
    { kind: 'tag', text: payload, tag: payload, url: payload },
    { kind: 'emoji', text: payload, picture },
  ];
  const media = [{ ...photo('x', 10, 10, payload), ...picture, kind: 'photo' as const, poster: picture }];
  const inner = post({ author: by, segments, media, lang: payload });
  return post({
    ref: { platform: 'social', id: payload, url: payload },
    author: by,
    segments,
    media,
    lang: payload,
    quote: inner,
    parent: { name: payload, url: payload, handle: payload, post: inner },
    poll: { options: [{ text: payload, votes: 1 }], endsAt: payload },
    card: { url: payload, title: payload, description: payload, site: payload, picture },
    note: { text: payload, url: payload },
    unavailable: payload,
  });
}

/** Every form a reader's browser is given, and pictures that are what the post says they are. */
function formsOf(payload: string): readonly string[] {
  const hostile = view({
    name: payload,
    post: hostilePost(payload),
    pictureOf: ({ urls }) => ({ src: urls[0] ?? '', width: 1, height: 1 }),
  });
  return [renderPage(hostile), hostPage(renderHtml(hostile)), hostPage(renderAmp(hostile))];
}

/** Readings of everything kept of hostile posts, and of a careless archive: attacks must work there, or they are none. */
export interface StoredReadings {
  readonly kept: readonly Reading[];
  readonly careless: readonly Reading[];
}

/** Opens all of it in the archive's own origin, as a person logged in there. */
export async function readStoredPages(full: boolean): Promise<StoredReadings> {
  const [browser, site] = await Promise.all([openReader(), openArchiveSite()]);
  const open = async (markup: string): Promise<Reading> => {
    const path = `/kept/${site.pages.size}`;
    site.pages.set(path, markup);
    const reading = await read(browser, site, path);
    return { ...reading, address: reading.address === path ? '' : reading.address };
  };
  try {
    const careless: Reading[] = [];
    for (const payload of [payloads[0], payloads[4], payloads[5], forging])
      careless.push(await open(`<!doctype html><body>${payload}`));
    const kept: Reading[] = [];
    for (const payload of full ? payloads : payloads.filter((_, at) => at % 4 === 0))
      for (const markup of formsOf(payload)) kept.push(await open(markup));
    return { kept, careless };
  } finally {
    await browser.close();
    await site.close();
  }
}

const forging = `<script>cookieStore.set('session', 'forged')</script>`;

const onStoredPages = (name: string, isHit: (reading: Reading) => boolean): ArchiveAttack => ({
  name,
  run: async ({ stored }) => {
    const { kept, careless } = await stored();
    if (!careless.some(isHit)) throw new Error('a careless archive did not fall for it either');
    const hit = kept.find(isHit);
    if (hit !== undefined) throw new Error(JSON.stringify(hit));
    return `${kept.length} pages of hostile posts opened in the archive’s own origin; a careless archive fell for it`;
  },
});

export const storedPages: readonly ArchiveAttack[] = [
  onStoredPages('run in the archive’s own origin once it is kept (same domain)', ({ ran }) => ran),
  onStoredPages(
    'ask the archive for anything in its reader’s name (request forgery)',
    ({ asked }) => asked.length > 0,
  ),
  onStoredPages(
    'change the cookies of the archive’s reader (same subdomain)',
    ({ cookie }) => cookie !== 'session=of-the-reader',
  ),
  onStoredPages('take the archive’s reader elsewhere', ({ address }) => address !== ''),
];
