import type { Html } from '../../src/html/escape.ts';
import { html, rawHtml } from '../../src/html/escape.ts';
import type { Theme } from '../../src/model/capture.ts';
import type { Look } from '../../src/model/platform.ts';
import type { Post } from '../../src/model/post.ts';
import type { Ref } from '../../src/ref.ts';

/** What a stand-in for a platform's embed page is drawn from. */
export interface EmbedSubject {
  readonly post: Post;
  readonly ref: Ref;
  readonly look: Look;
  readonly theme: Theme;
}

/**
 * Stand-ins for embed pages in the manner of three platforms: where author, words, link and pictures stand is as on
 * theirs, drawn anew, with our own marks in the place of theirs.
 */
export const embedPages: Readonly<Record<string, (subject: EmbedSubject) => string>> = {
  x: (subject) => {
    const { post, ref, theme } = subject;
    const profile = `https://x.com/${post.author.handle}`;
    const article = html`<article role="article"><div class="head"><img src="${avatarOf(post)}" alt="" width="48" height="48"><div class="names"><a href="${profile}"><b>${post.author.name}</b>${post.author.verified === null ? null : tick}</a><span><a href="${profile}" class="soft">@${post.author.handle}</a><i> · </i><em>Follow</em></span></div>${mark(subject)}</div><div data-testid="tweetText" lang="${post.lang}" dir="auto">${said(post)}</div>${pictures(post)}<p class="soft when"><a href="${ref.url}" class="soft"><time datetime="${post.createdAt}">${when(post)}</time></a></p><p class="soft foot"><span>♡ 1.2K</span><span>Reply</span><span>Copy link</span></p><p class="more">Read more on X</p></article>`;
    return page(
      theme,
      article,
      [
        'article{border:1px solid var(--line);border-radius:12px;padding:12px 16px 16px;max-width:550px}',
        '.names a{color:inherit}[data-testid]{font-size:20px;line-height:1.3;margin-top:12px}',
        '.when{margin:12px 0 0}.foot{border-top:1px solid var(--line);margin:12px 0;padding-top:12px;font-weight:700;font-size:14px}',
        '.more{border:1px solid var(--line);border-radius:99px;color:var(--link);font-weight:700;font-size:14px;text-align:center;padding:6px;margin:0}',
      ],
      theme === 'light'
        ? ['#fff', '#0f1419', '#536471', '#cfd9de', '#006fd6']
        : ['#15202b', '#f7f9f9', '#8b98a5', '#425364', '#6bc9fb'],
    );
  },
  bluesky: (subject) => {
    const { post, ref, theme } = subject;
    const profile = `https://bsky.app/profile/${ref.id.split('/')[0]}`;
    const card = html`<div id="app"><div class="card"><a href="${ref.url}"></a><div class="head"><a href="${profile}"><img src="${avatarOf(post)}" alt="" width="40" height="40"></a><div class="names"><a href="${profile}"><p><b>${post.author.name}</b></p></a><a href="${profile}" class="soft"><p>@${post.author.handle}</p></a></div>${mark(subject)}</div><p class="whitespace-pre-wrap" lang="${post.lang}">${said(post)}</p>${pictures(post)}<a href="${ref.url}" class="soft when"><time datetime="${post.createdAt}">${when(post)}</time></a><p class="foot soft"><span>♡ 214</span><span>⇄ 58</span><span>Reply</span><em>View on Bluesky</em></p></div></div>`;
    return page(
      theme,
      card,
      [
        '.card{border:1px solid var(--line);border-radius:12px;padding:12px 16px;max-width:600px}',
        '.names p{margin:0}.names a{color:inherit}.whitespace-pre-wrap{white-space:pre-wrap;font-size:18px;line-height:1.5;margin:10px 0 0}',
        '.when{display:block;font-size:14px;margin-top:10px}.foot{border-top:1px solid var(--line);margin:10px 0 0;padding-top:10px;font-size:14px}.foot em{margin-inline-start:auto;font-weight:600}',
      ],
      theme === 'light'
        ? ['#fff', '#0b0f14', '#526580', '#dce2ea', '#0b66d8']
        : ['#161e27', '#f3f6f9', '#8ca1ba', '#303c4a', '#5aa7ff'],
    );
  },
  mastodon: (subject) => {
    const { post, ref, theme } = subject;
    const embed = html`<div class="embed"><a class="embed__overlay" href="${ref.url}"></a><div class="head"><img src="${avatarOf(post)}" alt="" width="46" height="46" class="square"><div class="names"><b>${post.author.name}</b><span class="display-name__account soft">@${post.author.handle}</span></div>${mark(subject)}</div><div class="status__content__text" lang="${post.lang}">${said(post)}</div>${pictures(post)}<p class="soft when"><time datetime="${post.createdAt}">${when(post)}</time><span>37 boosts</span><span>112 favourites</span></p></div>`;
    return page(
      theme,
      embed,
      [
        '.embed{position:relative;border:1px solid var(--line);border-radius:12px;padding:16px;max-width:550px}.embed__overlay{position:absolute;inset:0}',
        '.square{border-radius:8px!important}.status__content__text{font-size:19px;line-height:1.45;margin-top:14px}',
        '.when{border-top:1px solid var(--line);margin:16px 0 0;padding-top:14px;display:flex;gap:16px;font-size:14px}',
      ],
      theme === 'light'
        ? ['#fff', '#17172a', '#5d5d74', '#d5d5e3', '#5a3fd6']
        : ['#1b1b26', '#f0f0f8', '#9a9ab2', '#38384a', '#a594ff'],
    );
  },
};

type Colours = readonly [ground: string, ink: string, soft: string, line: string, link: string];

function page(theme: Theme, content: Html, rules: readonly string[], colours: Colours): string {
  const [ground, ink, soft, line, link] = colours;
  const style = [
    `:root{--line:${line};--link:${link};--soft:${soft};color-scheme:${theme}}*{box-sizing:border-box}`,
    `body{margin:0;background:${ground};color:${ink};font:16px/1.35 sans-serif}a{color:var(--link);text-decoration:none}`,
    '.soft{color:var(--soft)}em{color:var(--link);font-style:normal;font-weight:700}i{font-style:normal;color:var(--soft)}',
    '.head{display:flex;gap:10px;align-items:center}.head img{display:block;border-radius:50%}.names{display:flex;flex-direction:column;min-width:0;flex:1}.mark{width:24px;height:24px;align-self:flex-start}.tick{width:18px;height:18px;vertical-align:-3px;margin-inline-start:3px}',
    '.pictures{display:grid;gap:2px;margin-top:12px;border:1px solid var(--line);border-radius:12px;overflow:hidden}.pictures img{display:block;width:100%;height:100%;object-fit:cover}.two{grid-template-columns:1fr 1fr;aspect-ratio:16/9}',
    '.foot{display:flex;gap:24px}',
    ...rules,
  ];
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><title>Stand-in</title><style>${rawHtml(style.join(''))}</style><body>${content}</body></html>`
    .source;
}

function said({ segments }: Post): Html {
  return html`${segments.map((segment) =>
    segment.kind === 'text' || segment.kind === 'emoji'
      ? html`${segment.text}`
      : html`<a href="${segment.url}">${segment.text}</a>`,
  )}`;
}

function pictures({ media }: Post): Html | null {
  if (media.length === 0) return null;
  const shown = media.map(({ urls, alt }) => html`<img src="${urls[0] ?? ''}" alt="${alt}">`);
  return html`<div class="${media.length > 1 ? 'pictures two' : 'pictures'}">${shown}</div>`;
}

function avatarOf({ author }: Post): string {
  return author.avatar?.urls[0] ?? '';
}

function mark({ look, theme }: EmbedSubject): Html {
  return html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path fill="${look.colour[theme]}" d="${look.mark}"/></svg>`;
}

const tick = rawHtml(
  '<svg class="tick" viewBox="0 0 24 24" aria-label="Verified"><circle cx="12" cy="12" r="10" fill="#d9a514"/><path fill="none" stroke="#fff" stroke-width="2.200" stroke-linecap="round" stroke-linejoin="round" d="M7.500 12.400l3 3 6-6.500"/></svg>',
);

function when({ createdAt }: Post): string {
  const date = new Date(createdAt ?? 0);
  const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  return format.format(date).replaceAll('\u202f', ' ');
}
