import type { Tweet, XAnswer } from './x-answers.ts';

/** The oEmbed answer X gives for a post, made from what it says of it elsewhere. */
export function oembedOf(tweet: Tweet): XAnswer {
  const { user } = tweet;
  const page = `https://x.com/${user.screen_name}/status/${tweet.id_str}`;
  const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
  const lang = tweet.lang ?? 'en';
  const dir = ['ar', 'fa', 'he', 'iw', 'ur'].includes(lang) ? 'rtl' : 'ltr';
  // The text comes escaped already.
  const words = tweet.text
    .replaceAll(
      /https:\/\/t\.co\/\w+/g,
      (link) => `<a href="${link}">${link === lastLink(tweet) ? 'pic.twitter.com/aaaaaaaaaa' : link}</a>`,
    )
    .replaceAll('\n', '<br>');
  const html =
    `<blockquote class="twitter-tweet"><p lang="${lang}" dir="${dir}">${words}</p>` +
    `&mdash; ${escaped(user.name)} (@${user.screen_name}) ` +
    `<a href="${page}?ref_src=twsrc%5Etfw">${day.format(new Date(tweet.created_at))}</a></blockquote>\n\n`;
  return {
    body: JSON.stringify({
      url: page,
      author_name: user.name,
      author_url: `https://x.com/${user.screen_name}`,
      html,
      width: 550,
      height: null,
      type: 'rich',
      cache_age: '3153600000',
      provider_name: 'X',
      provider_url: 'https://x.com',
      version: '1.0',
    }),
  };
}

/** Where a post has media, its last link is theirs. */
function lastLink(tweet: Tweet): string | null {
  if ((tweet.mediaDetails ?? []).length === 0) return null;
  return tweet.text.match(/https:\/\/t\.co\/\w+/g)?.at(-1) ?? null;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
